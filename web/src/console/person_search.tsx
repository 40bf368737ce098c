// Finding a person: type, arrow down, Enter. Each search outside an incident says why it is made.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get, problemOf } from "../shared/api.ts";
import { plural } from "../shared/format.ts";
import type { PersonFound } from "../shared/rows.ts";

interface Props {
  reason: string;
  chosen?: PersonFound;
  onChoose: (person: PersonFound) => void;
  start?: string;
}

const described = (p: PersonFound) => [p.name, p.address, p.postcode].filter(Boolean).join(", ");

export function PersonSearch({ reason, chosen, onChoose, start = "" }: Props) {
  const [query, setQuery] = useState(start);
  const [found, setFound] = useState<PersonFound[]>([]);
  const [at, setAt] = useState(-1);
  const [problem, setProblem] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef("");
  useLayoutEffect(() => field.current?.focus(), []);

  const search = async (words: string) => {
    asked.current = words;
    if (words.trim().length < 2) {
      setFound([]);
      return;
    }
    try {
      const answer = await get<{ items: PersonFound[] }>(`/people?query=${encodeURIComponent(words.trim())}&limit=12`, {
        "X-Access-Reason": reason,
      });
      // An answer to what is no longer asked must not replace the newer one.
      if (asked.current !== words) return;
      setFound(answer.items);
      setProblem("");
    } catch (why) {
      if (asked.current === words) setProblem(problemOf(why).message);
    }
  };
  useEffect(() => {
    if (start) void search(start);
  }, []);

  const open = query.trim().length >= 2 && !chosen;

  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(-1, at - 1));
    else if (event.key === "Enter") {
      const option = found[at];
      if (option) onChoose(option);
    } else return;
    event.preventDefault();
  };

  if (chosen)
    return (
      <p class="chosen-person">
        <b>{described(chosen)}</b>
      </p>
    );
  return (
    <div class="field search">
      <label for="person">Name, address, postcode or hub</label>
      <input
        id="person"
        ref={field}
        role="combobox"
        aria-expanded={open}
        aria-controls="people-found"
        aria-activedescendant={at >= 0 ? `found-${at}` : undefined}
        autocomplete="off"
        value={query}
        onInput={e => {
          setQuery(e.currentTarget.value);
          setAt(-1);
          void search(e.currentTarget.value);
        }}
        onKeyDown={keys}
      />
      <span class="only-spoken" role="status">
        {open ? `${plural(found.length, "person", "people")} found` : ""}
      </span>
      {problem && <span class="wrong">{problem}</span>}
      <ul id="people-found" role="listbox" aria-label="People found" hidden={!open} class="found">
        {found.map((o, i) => (
          <li key={o.id} id={`found-${i}`} role="option" aria-selected={i === at} onClick={() => onChoose(o)}>
            {i === at && <span aria-hidden="true">▸ </span>}
            {described(o)}
          </li>
        ))}
      </ul>
    </div>
  );
}
