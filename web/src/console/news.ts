// What is said aloud by a screen reader, and shown in the bottom line: a new person waiting, at most one in 5 s.
import { effect } from "@preact/signals";
import { typeName, whoIs } from "../shared/words.ts";
import { announce, said } from "./desk.ts";
import { laneOf } from "./order.ts";
import { locked } from "./session.ts";
import { incidents, serverNow } from "./store.ts";

const BETWEEN_MS = 5000;
let known = new Set<string>();

export function watchNews(): () => void {
  known = new Set(incidents.peek().keys());
  return effect(() => {
    const rows = [...incidents.value.values()];
    const time = serverNow();
    const waiting = rows.filter(r => laneOf(r, time) === "waiting");
    const fresh = waiting.filter(r => !known.has(r.id));
    known = new Set(rows.map(r => r.id));
    const first = fresh[0];
    if (!first || performance.now() - said.peek().at < BETWEEN_MS) return;
    const name = locked.peek() ? "" : `, ${whoIs(first)}`;
    announce(
      `New: ${typeName(first.type).toLowerCase()}${name}, ${first.locality ?? first.area ?? ""}. ${waiting.length} waiting.`,
      true,
    );
  });
}
