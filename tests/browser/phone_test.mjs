// The responder's app against the real daemon and broker: a whole job, the outbox without a signal, and what is left
// on the phone afterwards.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, cutOff, openBrowser, openPage, openStage, sideways } from "./stage.mjs";

let stage, browser, page, responder;
let next = 0;

const PHONE = {
  viewport: { width: 360, height: 640 },
  permissions: ["geolocation"],
  geolocation: { latitude: 51.75, longitude: -2.2 },
};
const button = name => page.getByRole("button", { name, exact: true });

// An operator of the tests, by the token.
async function command(incident, body) {
  const answer = await fetch(`${stage.base}/api/v1/incidents/${incident}/commands`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stage.facts.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ by: "kim.lee", ...body }),
  });
  assert.equal(answer.status, 200, await answer.text());
}

// Somebody falls, an operator answers and asks this responder.
async function offered() {
  const who = stage.people[next++];
  const incident = await stage.press(who);
  await command(incident, { command: "answer" });
  await command(incident, { command: "dispatch", responder: responder.responder_id });
  await button("Accept").waitFor();
  return { incident, who };
}

// What stands on the phone now reads at 320 pixels too, and axe finds nothing.
async function reads() {
  assert.deepEqual(await axe(page), []);
  await page.setViewportSize({ width: 320, height: 568 });
  assert.equal(await sideways(page), false);
  assert.deepEqual(await cutOff(page), []);
  await page.setViewportSize(PHONE.viewport);
}

const kept = () =>
  page.evaluate(
    () =>
      new Promise(resolve => {
        const open = indexedDB.open("turnout-responder");
        open.onsuccess = () => {
          const all = open.result.transaction("kept").objectStore("kept").getAll();
          all.onsuccess = () => resolve(JSON.stringify(all.result));
        };
      }),
  );

before(async () => {
  stage = await openStage();
  responder = stage.responders.find(r => r.kind === "carer") ?? stage.responders[0];
  browser = await openBrowser();
  page = await openPage(browser, PHONE);
  await page.goto(`${stage.base}/responder/`);
});
after(async () => {
  await browser?.close();
  await stage?.close();
});

test("a wrong password is said in words", async () => {
  await page.getByLabel("Responder id").fill(responder.responder_id);
  await page.getByLabel("Password").fill("not this");
  await button("Sign in").click();
  await page.getByText("The user name or the password is wrong.").waitFor();
});

test("signs in with the responder's own account and goes on duty", async () => {
  const up = await stage.next(`responder/${responder.responder_id}/link`, body => body.state === "up");
  const duty = await stage.next(`responder/${responder.responder_id}/status`, body => body.state === "available");
  await page.getByLabel("Responder id").fill(responder.responder_id);
  await page.getByLabel("Password").fill(stage.facts.passwords[responder.responder_id]);
  await button("Sign in").click();
  await up.came;
  await page.getByRole("radio", { name: "Available", exact: true }).click();
  await duty.came;
  await reads();
});

test("an offer is told from this phone without a press, and has no name in it", async () => {
  const received = await stage.next(`responder/${responder.responder_id}/reply`, body => body.answer === "received");
  const { who } = await offered();
  await received.came;
  assert.equal(await page.getByText(who.name).count(), 0);
  await reads();
});

test("one press accepts; the job has the person, and each stage is one press", async () => {
  const own = `responder/${responder.responder_id}`;
  const place = await stage.next(`${own}/position`);
  await button("Accept").click();
  await button("On my way").waitFor();
  await page
    .getByRole("heading", { level: 1 })
    .filter({ hasText: stage.people[next - 1].name })
    .waitFor();
  await place.came;
  await reads();
  const seen = [];
  for (const [name, stageName] of [
    ["On my way", "en_route"],
    ["Arrived", "on_scene"],
    ["With the person", "with_person"],
  ]) {
    const told = await stage.next(`${own}/progress`, body => body.stage === stageName);
    await button(name).click();
    seen.push((await told.came).stage);
  }
  assert.deepEqual(seen, ["en_route", "on_scene", "with_person"]);
});

test("help is asked in two presses", async () => {
  const told = await stage.next(`responder/${responder.responder_id}/progress`, body => body.needs);
  await button("Need help").click();
  await button("Rapid home care").click();
  await reads();
  await page.getByRole("button", { name: "Yes, ask for" }).click();
  assert.deepEqual((await told.came).needs, ["rapid_home_care"]);
});

test("the outcome ends the job, and nothing of the person is left on the phone", async () => {
  const who = stage.people[next - 1];
  assert.ok((await kept()).includes(who.name));
  await button("Finish").click();
  await page.getByText("No injury, helped up").click();
  await page.getByText("Safe and Well visit").click();
  await reads();
  const told = await stage.next(`responder/${responder.responder_id}/progress`, body => body.stage === "clear");
  await button("Clear").click();
  const clear = await told.came;
  assert.deepEqual([clear.outcome, clear.referrals], ["no_injury_helped_up", ["safe_and_well"]]);
  await page.getByText("The job is complete").waitFor();
  await button("OK").click();
  assert.ok(!(await kept()).includes(who.name));
});

test("somebody who is not in the register: where they are in words, and a number to ring", async () => {
  const opened = await fetch(`${stage.base}/api/v1/incidents`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stage.facts.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      by: "kim.lee",
      type: "fall",
      place: "the bus stop in Mill Lane",
      callback: "01632 960002",
      position: { lat: 51.75, lon: -2.2 },
    }),
  });
  assert.equal(opened.status, 201);
  const { incident } = await opened.json();
  await command(incident, { command: "dispatch", responder: responder.responder_id });
  await button("Accept").click();
  await page.getByRole("heading", { name: "Not in the register" }).waitFor();
  await page.getByText("the bus stop in Mill Lane").waitFor();
  assert.equal(await page.getByRole("link", { name: "Ring 01632 960002" }).getAttribute("href"), "tel:01632960002");
  await reads();
  await command(incident, { command: "stand_down" });
  await button("OK").click();
  assert.ok(!(await kept()).includes("bus stop"));
});

test("declining takes two presses and a reason", async () => {
  await offered();
  const told = await stage.next(`responder/${responder.responder_id}/reply`, body => body.answer === "decline");
  await button("Decline").click();
  await button("Too far away").click();
  assert.equal((await told.came).reason, "too far away");
});

test("what is pressed with the broker gone is saved, outlives the tab, and is sent once", async () => {
  await offered();
  await button("Accept").click();
  await button("On my way").waitFor();
  await stage.sim.endAsync(true);
  await stage.do("kill_broker");
  await page.getByText("NO LINK to control").waitFor();
  await button("On my way").click();
  await page.getByText("Saved on this phone, not sent").waitFor();
  await page.close();
  page = await page.context().newPage();
  await page.goto(`${stage.base}/responder/`);
  await button("Arrived").waitFor();
  await page.getByText("Saved on this phone, not sent").waitFor();
  await stage.do("start_broker");
  await page.getByText("Linked to control").waitFor();
  await page.getByText("Saved on this phone, not sent").waitFor({ state: "detached" });
  await page.getByText("Arrived").first().waitFor();
});

test("opens with no server at all", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await stage.do("kill_daemon");
  await page.reload();
  await button("Arrived").waitFor();
});
