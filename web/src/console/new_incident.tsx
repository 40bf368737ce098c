// An incident from a telephone call: who, what, what was said, and whether it was settled on the phone.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { newId, post, problemOf } from "../shared/api.ts";
import type { Done, PersonFound } from "../shared/rows.ts";
import { announce } from "./desk.ts";
import { PersonSearch } from "./person_search.tsx";
import { go } from "./route.ts";
import { session } from "./session.ts";
import { nobodyYet, saidOf, StrangerFields, type Stranger } from "./stranger.tsx";

// The alarm type stands for its class: what the caller says it is.
const kinds = [
  { type: "fall", label: "A fall" },
  { type: "help", label: "Needs help now" },
  { type: "smoke", label: "Fire, smoke or gas" },
  { type: "inactivity", label: "Nobody can reach them" },
  { type: "wandering", label: "Gone from home" },
  { type: "intruder", label: "Somebody is at the door" },
  { type: "medication_missed", label: "Medication or care" },
  { type: "temperature_low", label: "The home: cold, heat, water" },
];

const firstContacts = [
  { value: "", label: "Still open: goes into the queue" },
  { value: "resolved_by_advice", label: "Settled on the phone with advice" },
  { value: "resolved_by_referral", label: "Settled by a referral" },
  { value: "call_back_arranged", label: "Call back arranged" },
  { value: "passed_on", label: "Passed on to another service" },
  { value: "dispatched", label: "Somebody is being sent" },
  { value: "wrong_number", label: "Wrong number" },
];

export function NewIncident() {
  const [person, setPerson] = useState<PersonFound>();
  const [stranger, setStranger] = useState<Stranger>();
  const [kind, setKind] = useState(0);
  const [text, setText] = useState("");
  const [contact, setContact] = useState("");
  const [problem, setProblem] = useState("");
  const group = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (person) group.current?.focus();
  }, [person]);

  const submit = async () => {
    if (!person && !stranger?.place.trim()) {
      setProblem(stranger ? "Say where they are first." : "Choose the person first.");
      return;
    }
    try {
      const done = await post<Done>("/incidents", {
        id: newId(),
        by: session.peek()?.user,
        type: kinds[kind]!.type,
        ...(person ? { person_id: person.id } : saidOf(stranger!)),
        ...(text.trim() ? { note: text.trim() } : {}),
        ...(contact ? { first_contact: contact } : {}),
      });
      announce("The incident is open.");
      go("live", done.incident ?? done.id);
    } catch (why) {
      setProblem(problemOf(why).message);
    }
  };

  const keys = (event: KeyboardEvent) => {
    const at = Number(event.key) - 1;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (kinds[at]) setKind(at);
    else if (by) setKind(Math.max(0, Math.min(kinds.length - 1, kind + by)));
    else if (event.key === "Enter") void submit();
    else return;
    event.preventDefault();
  };

  return (
    <main class="page narrow">
      <h1>Incident from a phone call</h1>
      {problem && (
        <div class="error-summary" role="alert">
          <p>{problem}</p>
        </div>
      )}
      {stranger ? (
        <StrangerFields value={stranger} onChange={setStranger} />
      ) : (
        <PersonSearch reason="telephone_call" chosen={person} onChoose={setPerson} />
      )}
      {!person && (
        <p>
          <button onClick={() => setStranger(stranger ? undefined : nobodyYet)}>
            {stranger ? "Search the register instead" : "They are not in the register"}
          </button>
        </p>
      )}
      <div class="field">
        <b id="kinds">What is it?</b>
        <div
          role="radiogroup"
          aria-labelledby="kinds"
          class="choices"
          tabIndex={0}
          ref={group}
          onKeyDown={keys}
          aria-activedescendant={`kind-${kind}`}
        >
          {kinds.map((k, i) => (
            <div
              key={k.type}
              id={`kind-${i}`}
              class="choice"
              role="radio"
              aria-checked={i === kind}
              onClick={() => setKind(i)}
            >
              <kbd>{i + 1}</kbd>
              <b>{k.label}</b>
              <span aria-hidden="true">{i === kind ? "◉" : "○"}</span>
            </div>
          ))}
        </div>
      </div>
      <label class="field">
        What was said
        <textarea rows={3} maxLength={2000} value={text} onInput={e => setText(e.currentTarget.value)} />
      </label>
      <label class="field">
        First contact
        <select value={contact} onChange={e => setContact(e.currentTarget.value)}>
          {firstContacts.map(c => (
            <option key={c.value} value={c.value}>
              {c.label}
            </option>
          ))}
        </select>
      </label>
      <div class="buttons">
        <button class="main" onClick={() => void submit()}>
          Open the incident
        </button>
        <button onClick={() => go("live")}>Not now</button>
      </div>
    </main>
  );
}
