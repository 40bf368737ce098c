import assert from "node:assert/strict";
import test from "node:test";
import * as job from "../src/responder/job.ts";
import { at, T0 } from "./rows.ts";

const offer = (id: string, more: Partial<job.Offer> = {}): job.Offer => ({
  id,
  incident: `I-${id}`,
  sent_at: at(0),
  expires_at: at(45),
  priority: 1,
  type: "fall",
  class: "life_person",
  locality: "Stroud",
  distance_m: 900,
  eta_s: 300,
  skills: [],
  people_needed: 1,
  ...more,
});
const assigned: job.Assignment = {
  incident: "I-a",
  offer: "a",
  state: "assigned",
  person: { name: "Mrs A", key_safe: "4821" },
};
const onJob = job.told(job.accepted(job.nothing, offer("a"), T0), assigned, T0);

test("an offer stands until it ends by itself", () => {
  const held = job.offered(job.nothing, offer("a"), T0);
  assert.equal(held.offers.length, 1);
  assert.equal(job.expired(held, T0 + 44000), held);
  assert.equal(job.expired(held, T0 + 45000).offers.length, 0);
  assert.equal(job.offered(job.nothing, offer("a"), T0 + 46000), job.nothing, "one that is over is never shown");
});

test("the same offer sent again is one offer, and the gravest stands first", () => {
  let held = job.offered(job.nothing, offer("b", { priority: 2 }), T0);
  held = job.offered(job.offered(held, offer("a"), T0), offer("b", { priority: 2 }), T0);
  assert.deepEqual(
    held.offers.map(o => o.id),
    ["a", "b"],
  );
});

test("an accept waits for control; only control makes it a job", () => {
  const held = job.accepted(job.offered(job.nothing, offer("a"), T0), offer("a"), T0);
  assert.deepEqual([held.offers.length, held.waiting?.offer.id, held.job], [0, "a", undefined]);
  assert.equal(job.offered(held, offer("a"), T0), held, "sent again meanwhile, it does not ring again");
  assert.deepEqual([onJob.job?.stage, onJob.waiting], ["accepted", undefined]);
});

test("not this time says why", () => {
  const held = job.told(
    job.accepted(job.nothing, offer("a"), T0),
    { ...assigned, state: "not_assigned", person: undefined, reason: "R7 is nearer" },
    T0,
  );
  assert.deepEqual([held.waiting, held.job, held.notice], [undefined, undefined, "Not this time: R7 is nearer"]);
});

test("an assignment sent again keeps the stage and the person", () => {
  const held = job.told(job.staged(onJob, "on_scene"), { ...assigned, person: undefined }, T0 + 1000);
  assert.deepEqual([held.job?.stage, held.job?.person?.name, held.job?.since], ["on_scene", "Mrs A", T0]);
});

test("the person's data leaves the phone with the job, and after 12 hours at the latest", () => {
  for (const state of ["stood_down", "complete", "not_assigned"] as const) {
    const held = job.told(onJob, { ...assigned, state, person: undefined }, T0);
    assert.equal(JSON.stringify(held).includes("Mrs A"), false, state);
    assert.equal(JSON.stringify(held).includes("4821"), false, state);
  }
  assert.equal(job.outlived(onJob, T0 + 11 * 3600000), onJob);
  assert.equal(JSON.stringify(job.outlived(onJob, T0 + 13 * 3600000)).includes("Mrs A"), false);
});

test("what is said of another incident does not touch this job", () => {
  assert.equal(job.told(onJob, { incident: "I-x", offer: "x", state: "complete" }, T0).job?.incident, "I-a");
});

test("the stages come in order, and there is none after clear", () => {
  const walked: job.Stage[] = [];
  for (let s: job.Stage | undefined = "accepted"; s; s = job.nextStage(s)) walked.push(s);
  assert.deepEqual(walked, ["accepted", "en_route", "on_scene", "with_person", "clear"]);
});
