import assert from "node:assert/strict";
import test from "node:test";
import { Chain, type Row } from "../src/console/chain.ts";
import { ServerClock } from "../src/shared/server_clock.ts";

function held() {
  const rows = new Map<string, Row>();
  const chain = new Chain({
    replace: (_, all) => {
      rows.clear();
      all.forEach(r => rows.set(r.id, r));
    },
    change: (_, changed, gone) => {
      gone.forEach(id => rows.delete(id));
      changed.forEach(r => rows.set(r.id, r));
    },
  });
  return { rows, chain };
}

test("a delta that extends what is held is applied", () => {
  const { rows, chain } = held();
  chain.take({ t: "snap", view: "incidents", seq: 10, rows: [{ id: "a" }, { id: "b" }] });
  assert.equal(
    chain.take({ t: "d", view: "incidents", from: 10, seq: 12, rows: [{ id: "c" }], gone: ["a"] }),
    "applied",
  );
  assert.deepEqual([...rows.keys()], ["b", "c"]);
  assert.equal(chain.seq, 12);
});

test("a gap is never papered over", () => {
  const { rows, chain } = held();
  chain.take({ t: "snap", view: "incidents", seq: 10, rows: [{ id: "a" }] });
  assert.equal(chain.take({ t: "d", view: "incidents", from: 11, seq: 12, rows: [{ id: "x" }] }), "start_again");
  assert.deepEqual([...rows.keys()], ["a"]);
  assert.equal(
    chain.take({ t: "d", view: "responders", from: 10, seq: 12, rows: [] }),
    "start_again",
    "a view never seen whole",
  );
  assert.equal(chain.take({ t: "resync", reason: "slow" }), "start_again");
});

test("a page looks alive only when every view is whole", () => {
  const { chain } = held();
  chain.take({ t: "snap", view: "incidents", seq: 0, rows: [] });
  assert.equal(chain.complete(["incidents", "system"]), false);
  chain.take({ t: "snap", view: "system", seq: 0, rows: [] });
  assert.equal(chain.complete(["incidents", "system"]), true);
  chain.restart();
  assert.equal(chain.complete(["incidents"]), false);
});

test("what is not known is ignored", () => {
  assert.equal(held().chain.take({ t: "weather" }), "ignored");
});

test("clocks follow the server, and a late frame does not hold them back", () => {
  const clock = new ServerClock();
  assert.ok(Number.isNaN(clock.now(0)));
  clock.heard(1_000_000, 100);
  clock.heard(1_001_000, 1900); // 800 ms late
  assert.equal(clock.now(2000), 1_001_900);
});

test("a demonstration's clock runs faster than life", () => {
  const clock = new ServerClock();
  for (let s = 0; s <= 5; s++) clock.heard(s * 30_000, s * 1000);
  assert.equal(clock.now(6000), 180_000);
});

test("jitter is not taken for speed, and time never goes back a little", () => {
  const clock = new ServerClock();
  for (let s = 0; s <= 5; s++) clock.heard(1_000_000 + s * 1000, s * 1000 + (s % 2) * 400);
  const first = clock.now(5600);
  clock.heard(1_006_000, 6900);
  assert.ok(clock.now(5601) >= first);
  assert.equal(Math.round(clock.now(7000)), 1_007_000);
});

test("after a cut the page goes on from the last beat, and is whole only when a beat has come", () => {
  const { rows, chain } = held();
  chain.take({ t: "hello", epoch: "e1" });
  assert.equal(chain.resume(["incidents"]), undefined, "nothing is held yet");
  chain.take({ t: "snap", view: "incidents", seq: 10, rows: [{ id: "a" }, { id: "b" }] });
  chain.take({ t: "beat", seq: 10 });
  chain.take({ t: "d", view: "incidents", from: 10, seq: 14, rows: [{ id: "c" }], gone: ["a"] });
  chain.take({ t: "hello", epoch: "e1" });
  assert.deepEqual(chain.resume(["incidents"]), { epoch: "e1", seq: 10 });
  assert.equal(chain.complete(["incidents"]), false);
  // What came after the beat is told again, and what came while away.
  const delta = { t: "d", view: "incidents", from: 10, seq: 17, rows: [{ id: "c" }, { id: "d" }], gone: ["a"] };
  assert.equal(chain.take(delta), "applied");
  assert.equal(chain.complete(["incidents"]), false);
  chain.take({ t: "beat", seq: 17 });
  assert.equal(chain.complete(["incidents"]), true);
  assert.deepEqual([...rows.keys()], ["b", "c", "d"]);
});

test("a view that the server has forgotten is told whole in a resumed stream", () => {
  const { rows, chain } = held();
  chain.take({ t: "hello", epoch: "e1" });
  chain.resume(["incidents"]);
  chain.take({ t: "snap", view: "incidents", seq: 3, rows: [{ id: "a" }] });
  chain.take({ t: "beat", seq: 3 });
  chain.take({ t: "hello", epoch: "e1" });
  chain.resume(["incidents"]);
  chain.take({ t: "snap", view: "incidents", seq: 9000, rows: [{ id: "z" }] });
  assert.deepEqual([...rows.keys()], ["z"]);
});

test("another life of the daemon, a gap and a view never held begin anew", () => {
  const { chain } = held();
  const fill = () => {
    chain.take({ t: "hello", epoch: "e1" });
    chain.take({ t: "snap", view: "incidents", seq: 5, rows: [] });
    chain.take({ t: "beat", seq: 5 });
  };
  fill();
  chain.take({ t: "hello", epoch: "e2" });
  assert.equal(chain.resume(["incidents"]), undefined);
  fill();
  assert.equal(chain.resume(["incidents", "system"]), undefined);
  fill();
  chain.restart();
  assert.equal(chain.resume(["incidents"]), undefined);
});
