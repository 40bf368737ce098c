// The live stream's socket: opens, says hello, answers with acks, notices silence, and comes back by itself.
// What a frame means is chain.ts; what the page shows of the link is `link`.
import { signal } from "@preact/signals";
import { Chain, type Frame } from "./chain.ts";
import { changeView, clock, isView, replaceView, tick, type View } from "./store.ts";

export const AMBER_MS = 3000;
export const RED_MS = 10000;
const ACK_MS = 2000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
const SESSION_OVER = 4003;

export type LinkState = "opening" | "live" | "late" | "lost";

// How the stream is and how long ago anything was heard. `age_ms` is moved by the page's own timer.
export const link = signal<{ state: LinkState; age_ms: number }>({ state: "opening", age_ms: 0 });

let socket: WebSocket | undefined;
let heardAt = performance.now();
let complete = false;
let wanted: readonly View[] = [];
let wait = FIRST_WAIT_MS;
let retry: ReturnType<typeof setTimeout> | undefined;
let onFrame: () => void = () => undefined;
let audible: () => boolean = () => false;
let onSessionOver: () => void = () => undefined;
export function whenSessionOver(act: () => void): void {
  onSessionOver = act;
}

const chain = new Chain({
  replace: (view, rows) => isView(view) && replaceView(view, rows),
  change: (view, rows, gone) => isView(view) && changeView(view, rows, gone),
});

export const ageWord = (ms: number): LinkState => (ms >= RED_MS ? "lost" : ms >= AMBER_MS ? "late" : "live");

function measure(): void {
  const age_ms = performance.now() - heardAt;
  const state = complete || age_ms >= AMBER_MS ? ageWord(age_ms) : "opening";
  const held = link.peek();
  // Shown in tenths; a signal for every millisecond would redraw for nothing.
  if (held.state !== state || Math.abs(held.age_ms - age_ms) >= 100) link.value = { state, age_ms };
}

function say(message: unknown): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

let ackedAt = Number.NEGATIVE_INFINITY;
function ack(): void {
  ackedAt = performance.now();
  say({ t: "ack", seq: chain.seq, hidden: document.hidden, audible: audible() });
}

function hear(text: string): void {
  let frame: Frame;
  try {
    frame = JSON.parse(text) as Frame;
  } catch {
    chain.restart();
    startAgain();
    return;
  }
  if (frame.t === "hello") {
    if (frame.epoch !== chain.epoch) clock.reset();
  }
  if (frame.now) clock.heard(frame.now);
  if (chain.take(frame) === "start_again") {
    // After a gap nothing held can be built on; a page that was only too slow goes on from where it was.
    if (frame.t !== "resync") chain.restart();
    startAgain();
    return;
  }
  if (frame.t === "hello") {
    const since = chain.resume(wanted);
    say({ t: "hello", ...(since ? { since } : {}), views: wanted });
  }
  // Only a page that holds every view whole may look alive.
  complete = chain.complete(wanted);
  if (complete) {
    heardAt = performance.now();
    wait = FIRST_WAIT_MS;
  }
  // Said from here and not by a timer: a hidden page's timers are too slow, and a silent console is cut off.
  if (performance.now() - ackedAt >= ACK_MS) ack();
  measure();
  tick();
  onFrame();
}

function open(): void {
  clearTimeout(retry);
  retry = undefined;
  if (!wanted.length) return;
  complete = false;
  const mine = new WebSocket(
    `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/live`,
    "turnout.v1",
  );
  socket = mine;
  mine.onmessage = event => mine === socket && hear(String(event.data));
  mine.onclose = event => {
    if (mine !== socket) return;
    // The session has ended; asking again without signing in would be refused for ever.
    if (event.code === SESSION_OVER) onSessionOver();
    again();
  };
}

function again(): void {
  socket = undefined;
  complete = false;
  if (!wanted.length || retry !== undefined) return;
  const spread = 0.7 + 0.6 * Math.random();
  retry = setTimeout(open, wait * spread);
  wait = Math.min(LONGEST_WAIT_MS, wait * 2);
}

function startAgain(): void {
  const old = socket;
  socket = undefined;
  old?.close();
  again();
}

// A socket whose other end is gone can look open for minutes: silence ends it.
function watch(): void {
  measure();
  tick();
  if (socket && performance.now() - heardAt > RED_MS && performance.now() - openedAt > RED_MS) {
    openedAt = performance.now();
    startAgain();
  }
  onFrame();
}
let openedAt = performance.now();

function hurry(): void {
  if (socket || !wanted.length) return;
  clearTimeout(retry);
  retry = undefined;
  open();
}

export function startLive(views: readonly View[], eachFrame: () => void, isAudible: () => boolean): () => void {
  wanted = views;
  onFrame = eachFrame;
  audible = isAudible;
  heardAt = openedAt = performance.now();
  open();
  const timer = setInterval(watch, 250);
  const shown = () => {
    ack();
    if (!document.hidden) hurry();
  };
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", shown);
  return () => {
    wanted = [];
    clearInterval(timer);
    clearTimeout(retry);
    retry = undefined;
    removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", shown);
    socket?.close();
    socket = undefined;
    // What the next person may see is not what this one saw.
    chain.restart();
  };
}
