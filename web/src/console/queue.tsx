// The queue: lanes of people, each with a clock. The order is the server's; the row under the hand stays where it is.
import { computed, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { span } from "../shared/format.ts";
import type { IncidentRow } from "../shared/rows.ts";
import { className, phaseName, priorityOf, shapes, stageName, typeName, whoIs } from "../shared/words.ts";
import { Alerts } from "./alerts.tsx";
import { Floor, LastFact, Promise as Promised } from "./clocks.tsx";
import { answer } from "./commands.ts";
import { chosen, focused, holdOrder } from "./desk.ts";
import { sorted, steady, type Lane, type LaneName } from "./order.ts";
import { longLie } from "./promises.ts";
import { go } from "./route.ts";
import { session } from "./session.ts";
import { incidents, now } from "./store.ts";

const FEW = 8;
const folded = signal<ReadonlySet<LaneName>>(new Set(["technical", "test"]));
const hovered = signal("");

interface Shown extends Lane {
  moved: number;
}

let before = new Map<LaneName, string[]>();
export const laidOut = computed<Shown[]>(() => {
  const pinned = focused.value || hovered.value;
  const result = sorted(incidents.value.values(), now.peek()).map(lane => {
    const kept = steady(lane.rows, before.get(lane.name) ?? [], pinned, holdOrder.value);
    return { ...lane, rows: kept.rows, moved: kept.moved };
  });
  before = new Map(result.map(lane => [lane.name, lane.rows.map(r => r.id)]));
  return result;
});

const visible = () => laidOut.peek().flatMap(lane => (folded.peek().has(lane.name) ? [] : lane.rows));

export const rowElement = (id: string) => document.getElementById(`row-${id}`);

export function focusQueue(): void {
  const rows = visible();
  const id = rows.some(r => r.id === chosen.peek()) ? chosen.peek() : rows[0]?.id;
  (id ? rowElement(id) : document.getElementById("queue"))?.focus();
}

function step(by: number): void {
  const rows = visible();
  const at = rows.findIndex(r => r.id === focused.peek());
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  if (next) {
    rowElement(next.id)?.focus();
    if (chosen.peek() && chosen.peek() !== next.id) go("live", next.id);
  }
}

export function take(row: IncidentRow): void {
  if (!row.answered_at) void answer(row);
  go("live", row.id);
}

function Row({ row, stop, compact }: { row: IncidentRow; stop: boolean; compact: boolean }) {
  const priority = priorityOf(row.class);
  const owner = row.owners[0];
  const mine = row.answered_by === session.peek()?.user;
  return (
    <li>
      <button
        id={`row-${row.id}`}
        class={compact ? "row compact" : "row"}
        data-priority={priority}
        data-unanswered={!row.answered_at || undefined}
        aria-current={chosen.value === row.id ? "true" : undefined}
        tabIndex={stop ? 0 : -1}
        onClick={() => take(row)}
        onFocus={() => (focused.value = row.id)}
        onBlur={() => focused.peek() === row.id && (focused.value = "")}
        onPointerEnter={() => (hovered.value = row.id)}
        onPointerLeave={() => hovered.peek() === row.id && (hovered.value = "")}
      >
        <span class="mark" aria-hidden="true">
          {shapes[priority]}
          <b>{priority === "Test" ? "t" : priority}</b>
        </span>
        <span class="what">
          <span class="only-spoken">Priority {priority}: </span>
          <b>{whoIs(row)}</b>
          <span>{row.locality ?? row.area ?? ""}</span>
        </span>
        <Promised row={row} />
        <span class="detail">
          {typeName(row.type)}
          {row.unverified && <b> · UNVERIFIED</b>}
          {row.alerts > 0 && <b> · ! {row.alerts} to look at</b>}
          {owner ? (
            <>
              {" · "}
              {owner.name ?? owner.responder_id} {stageName(owner.stage)}
              <LastFact row={row} />
            </>
          ) : row.answered_at ? (
            <>
              {row.phase === "answered" ? "" : ` · ${phaseName(row.phase)}`} · {mine ? "you" : (row.answered_by ?? "")}
            </>
          ) : (
            <> · {className(row.class)}</>
          )}
          {row.partners.map(p => ` · ${p.service.replaceAll("_", " ")} ${p.state}`)}
        </span>
        <Floor row={row} />
      </button>
    </li>
  );
}

function Oldest({ rows }: { rows: IncidentRow[] }) {
  if (!rows.length) return null;
  const oldest = Math.min(...rows.map(longLie));
  return <span class="clock"> · oldest {span(now.value - oldest)}</span>;
}

function LaneView({ lane, stop }: { lane: Shown; stop: string }) {
  const isFolded = folded.value.has(lane.name);
  const foldable = lane.name === "technical" || lane.name === "test";
  if (!lane.rows.length && lane.name !== "waiting") return null;
  const flip = () => {
    const next = new Set(folded.peek());
    if (!next.delete(lane.name)) next.add(lane.name);
    folded.value = next;
  };
  return (
    <section class="lane" data-lane={lane.name} aria-labelledby={`lane-${lane.name}`}>
      <h2 id={`lane-${lane.name}`}>
        {foldable ? (
          <button class="fold" aria-expanded={!isFolded} onClick={flip}>
            {isFolded ? "▸" : "▾"} {lane.title} ({lane.rows.length})
          </button>
        ) : (
          <>
            {lane.title} ({lane.rows.length}){lane.name === "waiting" && <Oldest rows={lane.rows} />}
          </>
        )}
        {lane.moved > 0 && <span class="moved"> · {lane.moved} will move</span>}
      </h2>
      {!isFolded && (
        <ol>
          {lane.rows.map(row => (
            <Row
              key={row.id}
              row={row}
              stop={row.id === stop}
              compact={lane.name === "waiting" && lane.rows.length > FEW}
            />
          ))}
        </ol>
      )}
      {lane.name === "waiting" && !lane.rows.length && <p class="nobody">Nobody is waiting.</p>}
    </section>
  );
}

export function Queue() {
  const list = useRef<HTMLElement>(null);
  const shown = laidOut.value;
  const rows = shown.flatMap(lane => (folded.value.has(lane.name) ? [] : lane.rows));
  const stop = rows.find(r => r.id === (focused.value || chosen.value))?.id ?? rows[0]?.id ?? "";

  // The row in the hand may leave its lane or the list; the keys must not fall into nothing.
  useEffect(() => {
    if (document.activeElement === document.body && !document.querySelector("[aria-modal]")) focusQueue();
  });

  const keys = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -100000, End: 100000 }[event.key];
    if (by === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    step(by);
  };

  return (
    <section id="queue" class="queue" data-keys aria-label="Queue" ref={list} tabIndex={-1} onKeyDown={keys}>
      {holdOrder.value && (
        <p class="held">
          Order held. New arrivals come last in their lane. <kbd>O</kbd> lets go.
        </p>
      )}
      <Alerts />
      {shown.map(lane => (
        <LaneView key={lane.name} lane={lane} stop={stop} />
      ))}
    </section>
  );
}
