// A row as the stream brings it; each test says only what matters to it.
import type { IncidentRow, ResponderRow } from "../src/shared/rows.ts";

export const T0 = Date.parse("2026-11-22T16:00:00.000Z");
export const at = (seconds: number) => new Date(T0 + seconds * 1000).toISOString();

export function row(id: string, more: Partial<IncidentRow> = {}): IncidentRow {
  return {
    id,
    ver: 1,
    class: "life_person",
    type: "fall",
    area: "Stroud",
    phase: "waiting",
    urgency: 1,
    due_at: at(60),
    unverified: false,
    opened_at: at(0),
    first_signal_at: at(0),
    can_close: false,
    alerts: 0,
    next: { what: "automatic offers", at: at(60) },
    owners: [],
    partners: [],
    clocks: { answer_by: at(60), arrive_by: at(2700), long_lie_at: at(3600) },
    test: false,
    summary: "",
    ...more,
  };
}

export function responder(id: string, more: Partial<ResponderRow> = {}): ResponderRow {
  return {
    id,
    ver: 1,
    name: id,
    kind: "carer",
    organisation: "",
    base_id: "",
    duty: "available",
    link: "up",
    open_offers: 0,
    on_shift: true,
    ...more,
  };
}
