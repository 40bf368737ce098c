// The five numbers, counted from the rows that a console holds.
import type { BaseRow, IncidentRow, ResponderRow, WallboardRow } from "../shared/rows.ts";
import { laneOf } from "./order.ts";
import { longLie } from "./promises.ts";

export interface Five {
  waiting: number;
  oldest_ms: number;
  answered_in_60s_pct?: number;
  open: number;
  on_the_way: number;
  free: number;
  short: number;
}

// Could turn out now, as the server reckons it: whoever is off shift is not counted on.
export const free = (r: ResponderRow) =>
  r.duty === "available" && r.on_shift && r.link !== "down" && !r.incident && !r.open_offers;

const IN_TIME_MS = 60000;

export function countOpen(
  incidents: Iterable<IncidentRow>,
  responders: Iterable<ResponderRow>,
  bases: Iterable<BaseRow>,
  now: number,
): Five {
  const people = [...incidents].filter(r => !["technical", "test"].includes(laneOf(r, now)));
  const waiting = people.filter(r => laneOf(r, now) === "waiting");
  const answered = people.filter(r => r.answered_at);
  const inTime = answered.filter(r => Date.parse(r.answered_at!) - longLie(r) <= IN_TIME_MS);
  return {
    waiting: waiting.length,
    oldest_ms: waiting.length ? now - Math.min(...waiting.map(longLie)) : Number.NaN,
    answered_in_60s_pct: answered.length ? (100 * inTime.length) / answered.length : undefined,
    open: people.length,
    on_the_way: people.filter(r => laneOf(r, now) === "coming").length,
    free: [...responders].filter(free).length,
    short: [...bases].filter(b => !b.covered).length,
  };
}

const sum = (counts: Record<string, number>, names = Object.keys(counts)) =>
  names.reduce((all, name) => all + (counts[name] ?? 0), 0);

export function fromRow(row: WallboardRow, now: number): Five {
  return {
    waiting: row.waiting,
    oldest_ms: row.oldest_waiting_since ? now - Date.parse(row.oldest_waiting_since) : Number.NaN,
    answered_in_60s_pct: row.answered_today ? (100 * row.answered_in_60s_today) / row.answered_today : undefined,
    open: sum(row.open_by_phase),
    on_the_way: sum(row.open_by_phase, ["offering", "travelling", "on_scene", "with_person"]),
    free: sum(row.responders_free),
    short: 0,
  };
}
