// What this phone has said and control does not have yet. Never says "sent" of what is only saved.
import { hourMinute } from "../shared/format.ts";
import { outbox } from "./phone.ts";

export function OutboxView() {
  const letters = outbox.value;
  if (!letters.length) return null;
  return (
    <section class="outbox" aria-label="Not sent yet">
      <h2>Saved on this phone, not sent</h2>
      <ul>
        {letters.map(l => (
          <li key={l.order}>
            <time>{hourMinute(l.at)}</time> {l.words}
          </li>
        ))}
      </ul>
      <p class="quiet">Goes by itself when there is a signal.</p>
    </section>
  );
}
