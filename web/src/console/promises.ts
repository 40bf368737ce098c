// The one promise a row shows: what must happen next, by when, and how far off that is, in words.
import { span } from "../shared/format.ts";
import type { IncidentRow } from "../shared/rows.ts";

export interface Promised {
  name: string;
  at: number;
  state: "ahead" | "soon" | "over";
  words: string;
}

const SOON_MS = { answer: 30000, arrive: 300000, return: 60000 };

export const longLie = (row: IncidentRow): number => Date.parse(row.first_signal_at || row.opened_at);

function promised(name: keyof typeof SOON_MS, at: number, now: number): Promised {
  const left = at - now;
  const state = left <= 0 ? "over" : left <= SOON_MS[name] ? "soon" : "ahead";
  return { name, at, state, words: left <= 0 ? `${name} overdue ${span(left)}` : `${name} in ${span(left)}` };
}

export function promiseOf(row: IncidentRow, now: number): Promised | undefined {
  if (row.parked_until && row.answered_at && Date.parse(row.parked_until) > now)
    return promised("return", Date.parse(row.parked_until), now);
  if (!row.answered_at)
    return row.clocks.answer_by ? promised("answer", Date.parse(row.clocks.answer_by), now) : undefined;
  if (row.with_person_at || row.can_close) return undefined;
  return row.clocks.arrive_by ? promised("arrive", Date.parse(row.clocks.arrive_by), now) : undefined;
}

// How long they have been alone with it: from the first signal until somebody is beside them.
export function floorTime(row: IncidentRow, now: number): { words: string; state: "running" | "long" | "over" } {
  const start = longLie(row);
  if (row.with_person_at)
    return { words: `reached after ${span(Date.parse(row.with_person_at) - start)}`, state: "over" };
  const late = row.clocks.long_lie_at ? now >= Date.parse(row.clocks.long_lie_at) : now - start >= 3600000;
  return { words: `alone ${span(now - start)}`, state: late ? "long" : "running" };
}

export function lastFact(row: IncidentRow, now: number): string {
  const owner = row.owners[0];
  if (!owner) return "";
  const news = owner.last_news_at ? now - Date.parse(owner.last_news_at) : Number.NaN;
  const heard = Number.isFinite(news) ? (news > 120000 ? `, NO NEWS for ${span(news)}` : "") : "";
  const eta = owner.eta_at && !row.with_person_at ? Date.parse(owner.eta_at) - now : Number.NaN;
  const arrives =
    Number.isFinite(eta) && owner.stage !== "on_scene" ? (eta > 0 ? `, there in ${span(eta)}` : ", due now") : "";
  return `${arrives}${owner.forecast_late ? " ▲ LATE" : ""}${heard}`;
}
