// The whole of the one incident on the screen, read again whenever its row in the stream has changed.
import { effect, signal } from "@preact/signals";
import { get, problemOf } from "../shared/api.ts";
import type { IncidentDetail } from "../shared/rows.ts";
import { chosen, chosenRow } from "./desk.ts";

export const detail = signal<IncidentDetail | undefined>(undefined);
export const detailProblem = signal("");

let asking = "";
let again = false;

async function read(id: string): Promise<void> {
  if (asking === id) {
    again = true;
    return;
  }
  asking = id;
  again = false;
  try {
    const found = await get<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`);
    if (chosen.peek() === id) {
      detail.value = found;
      detailProblem.value = "";
    }
  } catch (why) {
    if (chosen.peek() === id) detailProblem.value = problemOf(why).message;
  } finally {
    if (asking === id) asking = "";
  }
  if (again && chosen.peek() === id) void read(id);
}

export function refreshDetail(id: string): void {
  if (id && chosen.peek() === id) void read(id);
}

effect(() => {
  const id = chosen.value;
  void chosenRow.value?.ver;
  if (detail.peek()?.id !== id) {
    detail.value = undefined;
    detailProblem.value = "";
  }
  if (id) void read(id);
});
