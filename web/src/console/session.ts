// Who is signed in on this page, and what the role may see. The server decides; this only draws accordingly.
import { signal } from "@preact/signals";
import { get, post, Problem, remove, whenSignedOut } from "../shared/api.ts";
import type { Session } from "../shared/rows.ts";
import { whenSessionOver } from "./live.ts";
import { forgetEverything, type View } from "./store.ts";

// undefined: not asked yet; null: nobody.
export const session = signal<Session | null | undefined>(undefined);
export const signedOutBecause = signal("");
// The lock hides names and keeps clocks, counts and sound.
export const locked = signal(false);
export const shiftStarted = signal(false);

const SHIFT = "turnout-shift";

export const acts = (role: string | undefined) => role === "operator" || role === "supervisor";

// Who reads reports, and who may ask who looked at a record.
export const reads = (role: string | undefined) => ["supervisor", "administrator", "commissioner"].includes(role ?? "");
export const oversees = (role: string | undefined) => role === "supervisor" || role === "administrator";

export function viewsOf(role: string): readonly View[] {
  if (role === "wallboard") return ["wallboard", "system"];
  if (acts(role)) return ["incidents", "responders", "alerts", "partners", "bases", "system"];
  return role === "administrator" ? ["system"] : [];
}

function arrived(who: Session): void {
  session.value = who;
  signedOutBecause.value = "";
  locked.value = false;
  shiftStarted.value = sessionStorage.getItem(SHIFT) === who.user;
}

export function startShift(): void {
  sessionStorage.setItem(SHIFT, session.peek()?.user ?? "");
  shiftStarted.value = true;
}

export async function whoAmI(): Promise<void> {
  try {
    arrived(await get<Session>("/session"));
  } catch (why) {
    session.value = null;
    if (why instanceof Problem && why.status !== 401) signedOutBecause.value = why.message;
  }
}

export async function signIn(user: string, password: string): Promise<void> {
  arrived(await post<Session>("/session", { user, password }));
}

function leave(why: string): void {
  session.value = null;
  signedOutBecause.value = why;
  locked.value = false;
  forgetEverything();
}

export async function signOut(): Promise<void> {
  await remove("/session").catch(() => undefined);
  sessionStorage.removeItem(SHIFT);
  leave("You are signed out.");
}

function ended(): void {
  // A desk that has run out of its time is locked, not emptied: clocks and sound go on.
  if (session.peek() && acts(session.peek()?.role)) locked.value = true;
  else if (session.peek()) leave("Your session has ended. Sign in again.");
}
whenSignedOut(ended);
whenSessionOver(ended);
