// Which sound the console makes now. Grows with the time that the longest waiting person has waited.
import type { Tone } from "../shared/tones.ts";
import { priorityOf } from "../shared/words.ts";
import type { IncidentRow } from "../shared/rows.ts";
import { laneOf } from "./order.ts";

export interface Ringing {
  tone: Tone;
  every_ms: number;
  gain: number;
}

const FULL_AFTER_MS = 60000;

export function ringing(rows: Iterable<IncidentRow>, now: number, linkLost: boolean): Ringing | undefined {
  if (linkLost) return { tone: "lost", every_ms: 5000, gain: 0.8 };
  let life = -1;
  let risk = -1;
  let breach = false;
  for (const row of rows) {
    const lane = laneOf(row, now);
    if (lane === "waiting") {
      const waited = Math.max(0, now - Date.parse(row.first_signal_at || row.opened_at));
      if (priorityOf(row.class) === "1" || row.unverified) life = Math.max(life, waited);
      else risk = Math.max(risk, waited);
    } else if (
      lane === "coming" &&
      row.owners.length === 0 &&
      row.clocks.arrive_by &&
      Date.parse(row.clocks.arrive_by) <= now
    )
      breach = true;
  }
  const grown = (waited: number) => 0.35 + 0.65 * Math.min(1, waited / FULL_AFTER_MS);
  if (life >= 0) return { tone: "life", every_ms: life > FULL_AFTER_MS / 2 ? 5000 : 10000, gain: grown(life) };
  if (risk >= 0) return { tone: "risk", every_ms: risk > FULL_AFTER_MS ? 15000 : 30000, gain: grown(risk) };
  if (breach) return { tone: "breach", every_ms: 20000, gain: 0.6 };
  return undefined;
}
