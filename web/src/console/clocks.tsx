// The parts of a row that count. Each reads the time by itself, so that a tick redraws them and nothing else.
import { age, timeOfDay, zone } from "../shared/format.ts";
import type { IncidentRow } from "../shared/rows.ts";
import { floorTime, lastFact, promiseOf } from "./promises.ts";
import { now, system } from "./store.ts";

const marks = { ahead: "", soon: "▲ ", over: "■ " };

export function Promise({ row }: { row: IncidentRow }) {
  const p = promiseOf(row, now.value);
  if (!p) return <span class="clock quiet">{row.can_close ? "no more awaited" : ""}</span>;
  return (
    <span class="clock promise" data-state={p.state}>
      {marks[p.state]}
      {p.words}
    </span>
  );
}

export function Floor({ row }: { row: IncidentRow }) {
  const f = floorTime(row, now.value);
  return (
    <span class="clock floor" data-state={f.state}>
      {f.state === "long" ? "■ " : ""}
      {f.words}
    </span>
  );
}

export function LastFact({ row }: { row: IncidentRow }) {
  return <span class="clock">{lastFact(row, now.value)}</span>;
}

const CANARY_OLD_MS = 300000;

// When a test alarm last came the whole way that a real one takes.
export function Canary() {
  const at = [...system.value.values()][0]?.canary_at;
  if (!at) return null;
  const ago = now.value - Date.parse(at);
  return (
    <span class="clock canary">
      {ago > CANARY_OLD_MS ? "▲ " : ""}test alarm heard {age(ago)} ago
    </span>
  );
}

export function WallClock() {
  const t = now.value;
  return (
    <time class="wall-clock">
      {timeOfDay(t)} <span class="quiet">{zone(t)}</span>
    </time>
  );
}
