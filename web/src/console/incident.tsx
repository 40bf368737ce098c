// The incident: who it is, what could go wrong, what has been done, what happens if nobody acts, and what can be done.
import { useEffect } from "preact/hooks";
import { phaseName, priorityOf, shapes, typeName, whoIs } from "../shared/words.ts";
import { Floor, Promise as Promised } from "./clocks.tsx";
import { Alerts } from "./alerts.tsx";
import { answer } from "./commands.ts";
import { chosen, chosenRow, panel, settled } from "./desk.ts";
import { detail, detailProblem } from "./detail.ts";
import { CallerCard, Candidates, Ladder, PersonCard, Story, Who, Wishes } from "./incident_parts.tsx";
import { NoteField } from "./note_field.tsx";
import { ActionPanel } from "./panel.tsx";
import { linkTo, route } from "./route.ts";
import type { IncidentRow } from "../shared/rows.ts";

interface Button {
  key: string;
  name: string;
  words: string;
  wanted?: (row: IncidentRow) => boolean;
}

const buttons: Button[] = [
  { key: "D", name: "send", words: "Send", wanted: row => row.owners.length === 0 && !row.can_close },
  { key: "E", name: "escalate", words: "Ask a partner" },
  { key: "N", name: "note", words: "Note" },
  { key: "P", name: "park", words: "Park" },
  { key: "S", name: "stand_down", words: "Stand down" },
  { key: "J", name: "join", words: "Join" },
  { key: "C", name: "close", words: "Close", wanted: row => row.can_close },
];

export function openAction(name: string): void {
  if (name === "note") document.getElementById("note")?.focus();
  else panel.value = name;
}

export function Incident() {
  const id = chosen.value;
  const row = chosenRow.value;
  const whole = detail.value;
  useEffect(() => {
    document.title = row ? `${typeName(row.type)}, ${whoIs(row)} · Turnout` : "Turnout console";
  }, [row?.id, row?.person_name]);

  if (!id)
    return (
      <section id="incident" class="incident empty" aria-label="Incident">
        <p>
          Choose a row with <kbd>↑</kbd> <kbd>↓</kbd> and press <kbd>Enter</kbd>. <kbd>I</kbd> opens an incident from a
          phone call, <kbd>?</kbd> shows all keys.
        </p>
      </section>
    );

  return (
    <section
      id="incident"
      class="incident"
      data-keys
      data-ready={settled.value && Boolean(whole)}
      aria-label="Incident"
      tabIndex={-1}
    >
      <header class="incident-head" data-priority={row ? priorityOf(row.class) : undefined}>
        <Who row={row} person={whole?.person} caller={whole?.caller} />
        {row && (
          <p class="state">
            <b>
              <span aria-hidden="true">{shapes[priorityOf(row.class)]} </span>
              {typeName(row.type)}
            </b>{" "}
            · {phaseName(row.phase)} · <Floor row={row} /> · <Promised row={row} />
            {row.unverified && <b> · UNVERIFIED: taken as the worst it could be</b>}
          </p>
        )}
        {whole && (
          <a
            class="sheet"
            href={`/api/v1/incidents/${encodeURIComponent(id)}/handover`}
            target="_blank"
            rel="noreferrer"
          >
            Handover sheet
          </a>
        )}
        {!row && whole && <p class="state">Closed{whole.outcome ? `: ${whole.outcome.replaceAll("_", " ")}` : ""}.</p>}
      </header>
      {detailProblem.value && <p class="problem">This incident cannot be read: {detailProblem.value}</p>}
      <Wishes person={whole?.person} />
      {row && (
        <div class="actions" role="group" aria-label="Actions">
          {!row.answered_at && (
            <button class="main" onClick={() => void answer(row)}>
              Answer
            </button>
          )}
          {buttons.map(b => (
            <button
              key={b.name}
              class={row.answered_at && b.wanted?.(row) ? "main" : ""}
              aria-expanded={b.name === "note" ? undefined : panel.value === b.name}
              onClick={() => openAction(b.name)}
            >
              {b.words} <kbd>{b.key}</kbd>
            </button>
          ))}
          {route.value.page === "live" && (
            <a class="full" href={linkTo("incident", id)}>
              Full page
            </a>
          )}
        </div>
      )}
      {row && panel.value && <ActionPanel key={panel.value + row.id} name={panel.value} row={row} />}
      <Alerts id={id} />
      {!whole && !detailProblem.value && <p class="quiet">Reading the record…</p>}
      {whole && (
        <>
          <PersonCard id={id} person={whole.person} />
          {whole.caller && <CallerCard caller={whole.caller} />}
          <Ladder rungs={whole.ladder ?? []} row={row} />
          {row && <Candidates list={whole.candidates ?? []} at={whole.candidates_at} row={row} />}
          {row && <NoteField row={row} />}
          <Story lines={whole.story ?? []} />
        </>
      )}
    </section>
  );
}
