// The parts of a row that count. Each reads the time by itself, so that a tick redraws them and nothing else.
import { timeOfDay, zone } from "../shared/format.ts";
import type { IncidentRow } from "../shared/rows.ts";
import { floorTime, lastFact, promiseOf } from "./promises.ts";
import { now } from "./store.ts";

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

export function WallClock() {
  const t = now.value;
  return (
    <time class="wall-clock">
      {timeOfDay(t)} <span class="quiet">{zone(t)}</span>
    </time>
  );
}
