// Which lane an incident stands in, and in which order. The server decides the order; this page only keeps the row
// that somebody is looking at where it is until they look away.
import type { IncidentRow } from "../shared/rows.ts";

export type LaneName = "waiting" | "answering" | "coming" | "closing" | "parked" | "technical" | "test";

export interface Lane {
  name: LaneName;
  title: string;
  rows: IncidentRow[];
}

export const laneTitles: Record<LaneName, string> = {
  waiting: "Waiting for an operator",
  answering: "Being answered",
  coming: "Help on the way",
  closing: "Ready to close",
  parked: "Parked",
  technical: "Equipment",
  test: "Tests",
};

export const lanes = Object.keys(laneTitles) as LaneName[];

export function laneOf(row: IncidentRow, now: number): LaneName {
  if (row.test || row.class === "test") return "test";
  if (row.class === "technical") return "technical";
  // A person no human has spoken to waits, whatever the ladder has done by itself.
  if (!row.answered_at) return "waiting";
  if (row.parked_until && Date.parse(row.parked_until) > now) return "parked";
  if (row.can_close) return "closing";
  return row.phase === "answered" || row.phase === "waiting" ? "answering" : "coming";
}

const dueOf = (row: IncidentRow) => Date.parse(row.due_at);

export const byServer = (a: IncidentRow, b: IncidentRow): number =>
  a.urgency - b.urgency ||
  dueOf(a) - dueOf(b) ||
  Date.parse(a.opened_at) - Date.parse(b.opened_at) ||
  (a.id < b.id ? -1 : 1);

export function sorted(rows: Iterable<IncidentRow>, now: number): Lane[] {
  const found = new Map<LaneName, IncidentRow[]>(lanes.map(name => [name, []]));
  for (const row of rows) found.get(laneOf(row, now))!.push(row);
  return lanes.map(name => ({ name, title: laneTitles[name], rows: found.get(name)!.sort(byServer) }));
}

// Keeps the pinned row at the index it had, lets the others flow round it, and says how many stand elsewhere than the
// server would have them. With `holdAll`, nothing that was there moves and what is new comes last.
export function steady(
  rows: IncidentRow[],
  before: readonly string[],
  pinned: string,
  holdAll: boolean,
): { rows: IncidentRow[]; moved: number } {
  let shown = rows;
  if (holdAll) {
    const place = new Map(before.map((id, i) => [id, i]));
    const rank = (row: IncidentRow) => place.get(row.id) ?? Number.POSITIVE_INFINITY;
    shown = rows
      .map((row, i) => ({ row, i }))
      .sort((a, b) => (rank(a.row) === rank(b.row) ? a.i - b.i : rank(a.row) - rank(b.row)))
      .map(x => x.row);
  } else {
    const old = before.indexOf(pinned);
    const row = rows.find(r => r.id === pinned);
    if (old >= 0 && row && rows.indexOf(row) !== old) {
      shown = rows.filter(r => r !== row);
      shown.splice(Math.min(old, shown.length), 0, row);
    }
  }
  const moved = shown.filter((row, i) => rows[i] !== row).length;
  return { rows: shown, moved };
}
