// Times, spans and distances as people read them.

export function millis(time: string | undefined): number {
  return time ? Date.parse(time) : Number.NaN;
}

// 0:41, 12:05, 1:02:09. Never negative: which side of now it is, the caller says in words.
export function span(ms: number): string {
  if (!Number.isFinite(ms)) return "–";
  const all = Math.floor(Math.abs(ms) / 1000);
  const [h, m, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

// "40 s", "12 min", "3 h": for ages, where the second no longer matters.
export function age(ms: number): string {
  if (!Number.isFinite(ms)) return "unknown";
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 100) return `${s} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  if (s < 129600) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} days`;
}

export function minutes(seconds: number | undefined): string {
  if (seconds === undefined) return "unknown";
  return seconds < 60 ? "under 1 min" : `${Math.round(seconds / 60)} min`;
}

export function distance(metres: number | undefined): string {
  if (metres === undefined) return "";
  return metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(metres < 10000 ? 1 : 0)} km`;
}

const clockWithSeconds = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const clockOnly = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });
const zoneOnly = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", timeZoneName: "short" });
const dayOnly = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  day: "numeric",
  month: "long",
  year: "numeric",
});

function shown(format: Intl.DateTimeFormat, ms: number): string {
  return Number.isFinite(ms) ? format.format(ms) : "–";
}

export const timeOfDay = (ms: number) => shown(clockWithSeconds, ms);
export const hourMinute = (ms: number) => shown(clockOnly, ms);
export const day = (ms: number) => shown(dayOnly, ms);
export const dayAndTime = (ms: number) => `${shown(dayOnly, ms)}, ${shown(clockOnly, ms)}`;

// GMT or BST: the hour that repeats in October must not be ambiguous.
export function zone(ms: number): string {
  if (!Number.isFinite(ms)) return "";
  const part = zoneOnly.formatToParts(ms).find(p => p.type === "timeZoneName")?.value ?? "";
  return part === "GMT+1" ? "BST" : part;
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
