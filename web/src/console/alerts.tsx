// What a human must look at now: of one incident on its page, and what belongs to none above the queue.
import { acknowledge } from "./commands.ts";
import { chosen } from "./desk.ts";
import { alerts } from "./store.ts";

const of = (incident: string | undefined) => [...alerts.value.values()].filter(a => a.incident === incident);

export function seeFirst(): void {
  const first = of(chosen.peek() || undefined)[0];
  if (first) void acknowledge(first.id, first.incident);
}

export function Alerts({ id }: { id?: string }) {
  const mine = of(id);
  if (!mine.length) return null;
  return (
    <ul class="alerts">
      {mine.map(a => (
        <li key={a.id}>
          <span>
            <b aria-hidden="true">! </b>
            {a.text ?? a.code}
            {a.ring && (
              <>
                {" "}
                Ring <a href={`tel:${a.ring}`}>{a.ring}</a>.
              </>
            )}
          </span>
          <button onClick={() => void acknowledge(a.id, a.incident)}>Seen</button>
        </li>
      ))}
    </ul>
  );
}
