// Sounds made by the browser itself, so that they work when the network does not. Nothing is heard before a person
// has pressed something on the page: `ready` says whether sound is possible now.
import { signal } from "@preact/signals";

export type Tone = "life" | "risk" | "mine" | "breach" | "lost" | "offer" | "still";

interface Beep {
  at: number;
  hz: number;
  length: number;
}

const run = (count: number, hz: number, step: number, from = 0, length = 0.15): Beep[] =>
  Array.from({ length: count }, (_, i) => ({ at: from + i * step, hz, length }));

// Three and two beeps for the gravest, three for the next: what carers and nurses know from the bedside.
const tones: Record<Tone, Beep[]> = {
  life: [...run(3, 880, 0.25), ...run(2, 880, 0.25, 1)],
  risk: run(3, 660, 0.3),
  mine: [{ at: 0, hz: 520, length: 0.25 }],
  breach: [
    { at: 0, hz: 700, length: 0.3 },
    { at: 0.35, hz: 440, length: 0.4 },
  ],
  lost: run(4, 140, 0.3, 0, 0.2),
  offer: [...run(4, 988, 0.18, 0, 0.12), ...run(4, 784, 0.18, 0.9, 0.12)],
  still: [{ at: 0, hz: 330, length: 0.4 }],
};

export const soundReady = signal(false);
let context: AudioContext | undefined;

// Called from a press. Makes the context in the page's own hand, where the browser's rule is the real one.
export async function unlockSound(): Promise<boolean> {
  context ??= new AudioContext();
  context.onstatechange = () => (soundReady.value = context?.state === "running");
  if (context.state !== "running") await context.resume().catch(() => undefined);
  soundReady.value = context.state === "running";
  return soundReady.value;
}

// What was played last and how often; the tests read it, and so does the line that says what sounded.
export const played = signal<{ tone: Tone; gain: number; count: number } | null>(null);

export function play(tone: Tone, gain: number): boolean {
  if (!context || context.state !== "running" || gain <= 0) return false;
  const now = context.currentTime + 0.02;
  for (const beep of tones[tone]) {
    const source = context.createOscillator();
    const volume = context.createGain();
    source.type = tone === "lost" ? "sawtooth" : "square";
    source.frequency.value = beep.hz;
    volume.gain.setValueAtTime(0, now + beep.at);
    volume.gain.linearRampToValueAtTime(Math.min(1, gain) * 0.4, now + beep.at + 0.02);
    volume.gain.linearRampToValueAtTime(0, now + beep.at + beep.length);
    source.connect(volume).connect(context.destination);
    source.start(now + beep.at);
    source.stop(now + beep.at + beep.length + 0.05);
  }
  played.value = { tone, gain, count: (played.peek()?.count ?? 0) + 1 };
  return true;
}
