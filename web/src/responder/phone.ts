// The phone as a whole: what it holds, what it says, and what the person does with it. Everything said goes through
// the outbox, so that it survives no signal and a closed tab.
import { signal } from "@preact/signals";
import * as db from "./db.ts";
import * as job from "./job.ts";
import { connect, disconnect, flushed, type Link } from "./link.ts";
import { startPositions, stopPositions } from "./place.ts";
import { quiet, ring } from "./ring.ts";

export interface Account {
  user: string;
  password: string;
}

export const account = signal<Account | null | undefined>(undefined);
export const held = signal<job.Held>(job.nothing);
export const duty = signal<"available" | "unavailable" | "off_duty">("off_duty");
export const link = signal<Link>({ state: "down", since: Date.now(), problem: "" });
export const outbox = signal<db.Letter[]>([]);
export const refused = signal("");

// How far the server's clock is from this phone's, learnt from an answer's Date; a second's worth of precision.
let skew = 0;
export const now = () => Date.now() + skew;

async function learnTime(): Promise<void> {
  try {
    const date = (await fetch("/healthz", { cache: "no-store" })).headers.get("Date");
    const at = date ? Date.parse(date) + 500 : Number.NaN;
    if (Number.isFinite(at)) skew = Math.abs(at - Date.now()) > 1500 ? at - Date.now() : 0;
  } catch {
    // No signal: the phone's own clock must do.
  }
}

function hold(next: job.Held): void {
  if (next === held.peek()) return;
  const before = held.peek();
  held.value = next;
  void db.keep("held", next);
  if (next.job && !before.job) startPositions(fix => sendPosition(fix));
  if (!next.job && before.job) stopPositions();
  if (next.offers.length) ring();
  else quiet();
}

async function say(topic: string, body: Record<string, unknown>, words: string, retain = false): Promise<void> {
  await db.post({ topic, body, retain, words, at: Date.now() });
  await flush();
}

async function flush(): Promise<void> {
  outbox.value = await db.unsent();
  await flushed();
}

const id = () => crypto.randomUUID();
const at = () => new Date(now()).toISOString();

function sendPosition(fix: Record<string, unknown>): void {
  // A place is worth nothing later: it is not kept when there is no signal.
  sendNow("position", fix);
}
let sendNow: (topic: string, body: Record<string, unknown>) => void = () => undefined;

function hear(topic: string, body: unknown): void {
  if (topic === "offer") {
    const offer = body as job.Offer;
    const known = held.peek().offers.some(o => o.id === offer.id);
    hold(job.offered(held.peek(), offer, now()));
    if (!known && held.peek().offers.some(o => o.id === offer.id))
      void say("reply", { id: id(), offer: offer.id, answer: "received", at: at() }, "Offer received");
  } else if (topic === "assignment") {
    hold(job.told(held.peek(), body as job.Assignment, now()));
  } else if (topic === "error") {
    const { reason } = body as { reason?: string };
    refused.value = reason ?? "Control could not use a message of this phone.";
  }
}

export const seen = (offer: job.Offer) =>
  say("reply", { id: id(), offer: offer.id, answer: "seen", at: at() }, "Offer seen");

export async function accept(offer: job.Offer): Promise<void> {
  hold(job.accepted(held.peek(), offer, now()));
  await say("reply", { id: id(), offer: offer.id, answer: "accept", at: at() }, "Accepted");
}

export async function decline(offer: job.Offer, reason: string): Promise<void> {
  hold(job.declined(held.peek(), offer));
  await say("reply", { id: id(), offer: offer.id, answer: "decline", reason, at: at() }, `Declined: ${reason}`);
}

export async function giveBack(reason: string): Promise<void> {
  const mine = held.peek().job;
  if (!mine) return;
  hold({ ...held.peek(), job: undefined, notice: "You have given the job back. It is offered on." });
  await say("reply", { id: id(), offer: mine.offer, answer: "withdraw", reason, at: at() }, `Given back: ${reason}`);
}

export interface Report {
  needs?: string[];
  outcome?: string;
  referrals?: string[];
  notes?: string;
}

const words: Record<job.Stage, string> = {
  accepted: "Accepted",
  en_route: "On my way",
  on_scene: "Arrived",
  with_person: "With the person",
  clear: "Clear",
};

export async function progress(stage: job.Stage, report: Report = {}): Promise<void> {
  const mine = held.peek().job;
  if (!mine) return;
  hold(job.staged(held.peek(), stage));
  await say(
    "progress",
    { id: id(), incident: mine.incident, stage, ...report, at: at() },
    report.needs ? `Asked for: ${report.needs.join(", ")}` : words[stage],
  );
}

// Help is asked from wherever the job stands: the stage it has is said again with the need. Before anything was
// reported, asking means being on the way.
export const need = (what: string) => {
  const stage = held.peek().job?.stage ?? "accepted";
  return progress(stage === "accepted" ? "en_route" : stage, { needs: [what] });
};

export async function setDuty(state: typeof duty.value): Promise<void> {
  duty.value = state;
  await db.keep("duty", state);
  await say("status", { state, at: at() }, `Duty: ${state.replace("_", " ")}`, true);
}

export const dismiss = () => hold({ ...held.peek(), notice: undefined });

function begin(who: Account): void {
  const opened = connect(who, {
    // Each new attempt is still the same time without a link.
    changed: next => {
      const since = next.state !== "up" && link.peek().state !== "up" ? link.peek().since : next.since;
      link.value = { ...next, since };
    },
    heard: hear,
    sent: async () => (outbox.value = await db.unsent()),
    connected: () => void learnTime(),
    refusedForGood: why => {
      account.value = null;
      refused.value = why;
      void db.forget("account");
    },
  });
  sendNow = opened.sendNow;
}

export async function signIn(user: string, password: string): Promise<void> {
  const who = { user, password };
  refused.value = "";
  await db.keep("account", who);
  account.value = who;
  begin(who);
}

export async function signOut(): Promise<void> {
  await setDuty("off_duty").catch(() => undefined);
  stopPositions();
  quiet();
  await disconnect();
  await db.wipe();
  held.value = job.nothing;
  outbox.value = [];
  account.value = null;
}

export async function wake(): Promise<void> {
  await learnTime();
  const who = await db.read<Account>("account");
  held.value = job.outlived(job.expired((await db.read<job.Held>("held")) ?? job.nothing, now()), now());
  duty.value = (await db.read<typeof duty.value>("duty")) ?? "off_duty";
  outbox.value = await db.unsent();
  account.value = who ?? null;
  if (!who) return;
  if (held.peek().job) startPositions(sendPosition);
  begin(who);
  if (held.peek().offers.length) ring();
}

// Once a second: offers end by themselves, and what is too old leaves the phone.
export const tick = () => hold(job.outlived(job.expired(held.peek(), now()), now()));
