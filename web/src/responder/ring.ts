// The ring of an offer: sound, vibration and a screen that stays on.
import { play } from "../shared/tones.ts";

const EVERY_MS = 2200;
const PATTERN = [400, 200, 400, 200, 800];

let ringing: ReturnType<typeof setInterval> | undefined;
let awake: WakeLockSentinel | undefined;

function once(): void {
  play("offer", 1);
  // Before the first press on the page a browser refuses to vibrate, and says so in its log.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(PATTERN);
}

export function ring(): void {
  void stayAwake();
  if (ringing !== undefined) return;
  once();
  ringing = setInterval(once, EVERY_MS);
}

export function quiet(): void {
  clearInterval(ringing);
  ringing = undefined;
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(0);
}

export async function stayAwake(): Promise<void> {
  if (awake && !awake.released) return;
  awake = await navigator.wakeLock?.request("screen").catch(() => undefined);
}

export function mayRest(): void {
  void awake?.release().catch(() => undefined);
  awake = undefined;
}
