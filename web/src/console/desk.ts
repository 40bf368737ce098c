// What this console has in hand: the incident that is open, the panel over it, what was last said, and the settings
// that belong to the person at the desk.
import { computed, effect, signal } from "@preact/signals";
import { incidents } from "./store.ts";
import { route } from "./route.ts";

export const focused = signal("");
export const holdOrder = signal(false);
export const mutedUntil = signal(0);
export const panel = signal("");
// The responder that a press in the table has chosen already, for the panel that it opens.
export const chosenResponder = signal("");
export const helpOpen = signal(false);
export const commandBarOpen = signal(false);

// The incident on the screen: named by the address, on its own page or beside the queue.
export const chosen = computed(() => (["live", "incident"].includes(route.value.page) ? route.value.id : ""));
export const chosenRow = computed(() => incidents.value.get(chosen.value));

// A key meant for the last person must not act on the next: for a moment after the change nothing acts.
const GUARD_MS = 250;
export const settled = signal(true);
let seen = "";
let settling: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  if (chosen.value === seen) return;
  seen = chosen.value;
  panel.value = "";
  settled.value = false;
  clearTimeout(settling);
  settling = setTimeout(() => (settled.value = true), GUARD_MS);
});
export const guarded = () => !settled.peek();

export interface Said {
  text: string;
  grave: boolean;
  at: number;
}
export const said = signal<Said>({ text: "", grave: false, at: 0 });
export function announce(text: string, grave = false): void {
  said.value = { text, grave, at: performance.now() };
}

interface Settings {
  letters: boolean;
  theme: "" | "light" | "dark";
  volume: number;
}
const KEY = "turnout-settings";
function stored(): Settings {
  const standard: Settings = { letters: true, theme: "", volume: 1 };
  try {
    return { ...standard, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Settings>) };
  } catch {
    return standard;
  }
}
export const settings = signal<Settings>(stored());
export function set(change: Partial<Settings>): void {
  settings.value = { ...settings.peek(), ...change };
  localStorage.setItem(KEY, JSON.stringify(settings.peek()));
}
effect(() => {
  if (settings.value.theme) document.documentElement.dataset["theme"] = settings.value.theme;
  else delete document.documentElement.dataset["theme"];
});
