// Makes the sound that ringing.ts asks for, at its pace. Driven by the stream's own frames, because a hidden page's
// timers are slowed to one a minute.
import { play, soundReady } from "../shared/tones.ts";
import { link } from "./live.ts";
import { mutedUntil, settings } from "./desk.ts";
import { ringing } from "./ringing.ts";
import { incidents, serverNow } from "./store.ts";

// Somebody at this desk would be heard. Muted for a minute counts: that was done by a hand that is there.
export const audible = () => soundReady.peek() && settings.peek().volume > 0;

let lastAt = Number.NEGATIVE_INFINITY;
let lastTone = "";

export function sound(): void {
  if (!soundReady.peek()) return;
  const local = performance.now();
  const wanted = ringing(incidents.peek().values(), serverNow(), link.peek().state === "lost");
  if (!wanted) {
    lastTone = "";
    return;
  }
  if (wanted.tone === lastTone && local - lastAt < wanted.every_ms) return;
  lastTone = wanted.tone;
  lastAt = local;
  // The loss of the link is never muted: silence is then the danger.
  if (wanted.tone !== "lost" && mutedUntil.peek() > local) return;
  play(wanted.tone, wanted.gain * settings.peek().volume);
}
