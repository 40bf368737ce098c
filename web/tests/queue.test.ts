import assert from "node:assert/strict";
import test from "node:test";
import { byServer, laneOf, sorted, steady } from "../src/console/order.ts";
import { floorTime, lastFact, promiseOf } from "../src/console/promises.ts";
import { ringing } from "../src/console/ringing.ts";
import { countOpen, free, fromRow } from "../src/console/wall_numbers.ts";
import { at, responder, row, T0 } from "./rows.ts";

const answered = { answered_at: at(20), answered_by: "kim", phase: "answered" as const };
const ids = (rows: { id: string }[]) => rows.map(r => r.id).join(" ");

test("a person nobody has spoken to waits, even while the ladder asks responders", () => {
  assert.equal(laneOf(row("a", { phase: "offering" }), T0), "waiting");
  assert.equal(laneOf(row("a", { ...answered, phase: "offering" }), T0), "coming");
});

test("parked comes back when its time is over", () => {
  const parked = row("a", { ...answered, parked_until: at(300) });
  assert.equal(laneOf(parked, T0), "parked");
  assert.equal(laneOf(parked, T0 + 301000), "answering");
  assert.equal(laneOf(row("a", { parked_until: at(300) }), T0), "waiting", "never hides an unanswered person");
});

test("machines and tests have lanes of their own", () => {
  const lanes = sorted([row("t", { class: "technical" }), row("x", { test: true }), row("p")], T0);
  assert.deepEqual(
    lanes.filter(l => l.rows.length).map(l => `${l.name}:${ids(l.rows)}`),
    ["waiting:p", "technical:t", "test:x"],
  );
});

test("the order is the server's: urgency, then what is due first", () => {
  const rows = [
    row("late", { due_at: at(90) }),
    row("fire", { urgency: 0, due_at: at(900) }),
    row("soon", { due_at: at(30) }),
  ];
  assert.equal(ids(rows.sort(byServer)), "fire soon late");
});

test("the row under the hand stays at its place, and the others flow round it", () => {
  const rows = [row("new"), row("a"), row("b"), row("c")];
  const kept = steady(rows, ["a", "b", "c"], "b", false);
  assert.equal(ids(kept.rows), "new b a c");
  assert.equal(kept.moved, 2);
  assert.equal(ids(steady(rows, ["a", "b", "c"], "", false).rows), "new a b c");
  assert.equal(steady(rows, ["a", "b", "c"], "", false).moved, 0);
});

test("with the order held nothing moves, and what is new comes last", () => {
  assert.equal(ids(steady([row("new"), row("b"), row("a")], ["a", "b"], "", true).rows), "a b new");
});

test("one promise a row, in words", () => {
  assert.equal(promiseOf(row("a"), T0 + 19000)?.words, "answer in 0:41");
  assert.equal(promiseOf(row("a"), T0 + 41000)?.state, "soon");
  assert.deepEqual(
    [promiseOf(row("a"), T0 + 101000)?.words, promiseOf(row("a"), T0 + 101000)?.state],
    ["answer overdue 0:41", "over"],
  );
  assert.equal(promiseOf(row("a", answered), T0)?.words, "arrive in 45:00");
  assert.equal(promiseOf(row("a", { ...answered, with_person_at: at(600) }), T0), undefined);
});

test("the long lie is counted from the first signal until somebody is there", () => {
  assert.deepEqual(floorTime(row("a"), T0 + 372000), { words: "alone 6:12", state: "running" });
  assert.equal(floorTime(row("a"), T0 + 3600000).state, "long");
  assert.deepEqual(floorTime(row("a", { with_person_at: at(60) }), T0 + 9e6), {
    words: "reached after 1:00",
    state: "over",
  });
});

test("no news of a moving responder is said", () => {
  const owner = {
    responder_id: "r",
    name: "Sam",
    stage: "en_route" as const,
    forecast_late: true,
    eta_at: at(300),
    last_news_at: at(0),
  };
  assert.equal(lastFact(row("a", { owners: [owner] }), T0 + 200000), ", there in 1:40 ▲ LATE, NO NEWS for 3:20");
});

test("the sound grows with the wait, and the lost link is louder than all", () => {
  const now = T0 + 5000;
  assert.equal(ringing([row("a", answered)], now, false), undefined);
  assert.equal(ringing([row("a", { class: "technical" })], now, false), undefined);
  const early = ringing([row("a")], now, false);
  const late = ringing([row("a")], T0 + 60000, false);
  assert.equal(early?.tone, "life");
  assert.ok(late!.gain > early!.gain && late!.every_ms < early!.every_ms);
  assert.equal(ringing([row("a", { class: "person_at_risk" })], now, false)?.tone, "risk");
  assert.equal(ringing([row("a", { class: "care", unverified: true })], now, false)?.tone, "life");
  assert.equal(ringing([], now, true)?.tone, "lost");
});

test("the wall counts people, not machines", () => {
  const five = countOpen([row("a"), row("t", { class: "technical" }), row("b", answered)], [], [], T0 + 9000);
  assert.deepEqual([five.waiting, five.oldest_ms, five.open, five.answered_in_60s_pct], [1, 9000, 2, 100]);
  const told = fromRow(
    {
      id: "wallboard",
      waiting: 1,
      answered_today: 200,
      answered_in_60s_today: 195,
      open_by_phase: { waiting: 1, travelling: 2 },
      responders_free: { a: 3 },
    },
    T0,
  );
  assert.deepEqual([told.answered_in_60s_pct, told.open, told.on_the_way, told.free], [97.5, 3, 2, 3]);
});

test("free are those who could turn out now", () => {
  const r = responder("R1");
  assert.ok(free(r));
  for (const no of [
    { duty: "off_duty" },
    { on_shift: false },
    { link: "down" },
    { incident: "I1" },
    { open_offers: 1 },
  ])
    assert.equal(free({ ...r, ...no } as typeof r), false, JSON.stringify(no));
});
