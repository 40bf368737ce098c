// The open incidents on which one partner service has been asked.
import type { IncidentRow } from "../shared/rows.ts";

export function commandsOnService(rows: Iterable<IncidentRow>, service: string): { row: IncidentRow; state: string }[] {
  return [...rows].flatMap(row => row.partners.filter(p => p.service === service).map(p => ({ row, state: p.state })));
}
