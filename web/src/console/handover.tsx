// Handing over the desk: what is open and what happens next, each item ticked by the one who takes over.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, post, problemOf } from "../shared/api.ts";
import { dayAndTime, span, timeOfDay } from "../shared/format.ts";
import type { Handover as Handed, IncidentRow } from "../shared/rows.ts";
import { phaseName, typeName } from "../shared/words.ts";
import { who } from "./commands.ts";
import { announce } from "./desk.ts";
import { sorted } from "./order.ts";
import { longLie } from "./promises.ts";
import { go } from "./route.ts";
import { session } from "./session.ts";
import { incidents, now, responders, serverNow, system } from "./store.ts";

function Last({ latest }: { latest: Handed | undefined }) {
  if (!latest?.at) return null;
  return (
    <details>
      <summary>
        Last handover: {dayAndTime(Date.parse(latest.at))}, {latest.from} to {latest.to}
      </summary>
      <ul>
        {latest.items?.map(i => (
          <li key={i.incident}>
            {i.incident} {i.note}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Item({
  row,
  ticked,
  note,
  onTick,
  onNote,
}: {
  row: IncidentRow;
  ticked: boolean;
  note: string;
  onTick: () => void;
  onNote: (t: string) => void;
}) {
  return (
    <li class="hand-item" data-ticked={ticked || undefined}>
      <button class="tick" aria-pressed={ticked} onClick={onTick}>
        <span aria-hidden="true">{ticked ? "☑" : "☐"}</span>
        <span>
          <b>{who(row)}</b> · {typeName(row.type)} · {phaseName(row.phase)} · open {span(now.value - longLie(row))}
          <br />
          {row.next ? (
            <>
              If nobody acts: {row.next.what.replaceAll("_", " ")} at {timeOfDay(Date.parse(row.next.at))}
            </>
          ) : (
            row.summary
          )}
        </span>
      </button>
      <label class="field">
        <span class="only-spoken">Note for {who(row)}</span>
        <input placeholder="To know" value={note} onInput={e => onNote(e.currentTarget.value)} />
      </label>
    </li>
  );
}

export function Handover() {
  // The list is fixed when the page opens: it must not change while it is being read out.
  const rows = useMemo(
    () =>
      sorted(incidents.peek().values(), serverNow())
        .filter(l => !["technical", "test"].includes(l.name))
        .flatMap(l => l.rows),
    [],
  );
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [notes, setNotes] = useState<Record<string, string>>({});
  const [to, setTo] = useState("");
  const [latest, setLatest] = useState<Handed>();
  const [problem, setProblem] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const sign = useRef<HTMLInputElement>(null);
  const next = (from: number) => {
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(".tick");
    (buttons?.[from] ?? sign.current)?.focus();
  };
  useLayoutEffect(() => next(0), []);
  useEffect(() => {
    get<Handed>("/handovers/latest")
      .then(setLatest)
      .catch(() => undefined);
  }, []);

  const tick = (row: IncidentRow, at: number) => {
    const more = new Set(ticked);
    if (!more.delete(row.id)) {
      more.add(row.id);
      next(at + 1);
    }
    setTicked(more);
  };
  const left = rows.length - ticked.size;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (left) return setProblem(`${left} not ticked yet. Read each one together.`);
    if (!to.trim()) return setProblem("Who takes over?");
    try {
      await post("/handovers", { items: rows.map(r => ({ incident: r.id, note: notes[r.id] ?? "" })), to: to.trim() });
      announce(`Handed over to ${to.trim()}.`);
      go("live");
    } catch (why) {
      setProblem(problemOf(why).message);
    }
  };
  const state = [...system.value.values()][0];
  const away = [...responders.value.values()].filter(r => r.on_shift && r.duty !== "available").length;
  return (
    <main class="page narrow">
      <h1>Hand over the desk</h1>
      <p>
        {rows.length} open. Service {state?.state ?? "unknown"}
        {state?.reasons?.length ? `: ${state.reasons.join(", ")}` : ""}. {away} on shift but not available.{" "}
        {state?.people_not_reporting ?? 0} hubs not reporting.
      </p>
      <Last latest={latest} />
      <ol class="hand" ref={list}>
        {rows.map((row, i) => (
          <Item
            key={row.id}
            row={row}
            ticked={ticked.has(row.id)}
            note={notes[row.id] ?? ""}
            onTick={() => tick(row, i)}
            onNote={t => setNotes({ ...notes, [row.id]: t })}
          />
        ))}
      </ol>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <form class="sign" onSubmit={e => void submit(e)}>
        <label class="field">
          {session.value?.name ?? session.value?.user} hands over to
          <input ref={sign} value={to} onInput={e => setTo(e.currentTarget.value)} autocomplete="off" />
        </label>
        <button class="main">Sign</button>
      </form>
    </main>
  );
}
