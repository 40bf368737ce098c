// What a desk sees when something is gone, and when two hands want the same.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { atDesk, inLane, openBrowser, openPage, openStage, ready, row, signIn } from "./stage.mjs";

let stage, browser, page;
let next = 0;
before(async () => {
  stage = await openStage();
  browser = await openBrowser();
  page = await atDesk(browser, stage);
});
after(async () => {
  await browser?.close();
  await stage?.close();
});

const state = (where, name) => where.locator(`.live[data-state="${name}"]`);

test("two operators press at once: both see the same person answered, once", async () => {
  const other = await atDesk(browser, stage, "alex.ray");
  const incident = await stage.press(stage.people[next++]);
  await Promise.all([row(page, incident).waitFor(), row(other, incident).waitFor()]);
  await Promise.all([row(page, incident).click(), row(other, incident).click()]);
  await Promise.all([inLane(page, "answering", incident).waitFor(), inLane(other, "answering", incident).waitFor()]);
  await Promise.all([ready(page), ready(other)]);
  const holder = await row(page, incident).locator(".detail").textContent();
  const seen = await row(other, incident).locator(".detail").textContent();
  assert.equal([holder, seen].filter(text => text.includes("you")).length, 1, `${holder} / ${seen}`);
  await other.context().close();
});

test("the daemon is killed under an open page: amber, red, and live again with everything", async () => {
  const before = await stage.press(stage.people[next++]);
  await row(page, before).waitFor();
  await stage.do("kill_daemon");
  await page.locator(".banner.amber").waitFor();
  await page.locator(".banner.red").waitFor();
  assert.ok(await page.getByText("NOT LIVE").isVisible());
  await stage.do("start_daemon");
  await state(page, "live").waitFor();
  await page.locator(".banner").waitFor({ state: "detached" });
  await row(page, before).waitFor();
  const after = await stage.press(stage.people[next++]);
  await row(page, after).waitFor();
});

test("the buzz of a lost link is made by the page itself", async () => {
  await stage.do("kill_daemon");
  await page.locator(".banner.red").waitFor();
  await page.locator('.sound[data-tone="lost"]').waitFor();
  await stage.do("start_daemon");
  await state(page, "live").waitFor();
});

test("nobody would be heard ringing: every screen says so, and it ends with the first desk that sounds", async () => {
  const silent = await openPage(browser);
  await signIn(silent, stage, "wall.one");
  await page.context().close();
  await stage.press(stage.people[next++]);
  await silent.locator(".banner").getByText("no console with its sound on").waitFor();
  const figures = () => fetch(`${stage.base}/metrics`).then(answer => answer.text());
  assert.match(await figures(), /^turnout_audible_consoles 0$/m);
  page = await atDesk(browser, stage);
  await silent.locator(".banner").waitFor({ state: "detached" });
  assert.match(await figures(), /^turnout_audible_consoles 1$/m);
  await silent.context().close();
});

test("every screen says it: the boards, the wall, and the desk that is locked", async () => {
  const wall = await openPage(browser);
  await signIn(wall, stage, "wall.one");
  await state(wall, "live").waitFor();
  const board = await atDesk(browser, stage, "alex.ray");
  await board.goto(`${stage.base}/#/responders`);
  const named = await stage.press(stage.people[next++]);
  const locked = await atDesk(browser, stage, "sam.hill");
  await row(locked, named).waitFor();
  await locked.locator("#queue").focus();
  await locked.keyboard.press("l");
  await locked.getByRole("heading", { name: "Locked" }).waitFor();
  assert.equal(await row(locked, named).isVisible(), false);
  await locked.locator(".lock").getByText("waiting").waitFor();
  await stage.do("kill_daemon");
  await Promise.all([wall, board, locked].map(p => p.locator(".banner.red").waitFor()));
  await stage.do("start_daemon");
  await Promise.all([wall, board].map(p => p.locator(".banner").waitFor({ state: "detached" })));
  await Promise.all([wall, board, locked].map(p => p.context().close()));
});

test("the network is cut and comes back: the page is told what it missed, and no more", async () => {
  await state(page, "live").waitFor();
  // A page goes on from its last beat; one that was just opened has had none.
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  await new Promise(found =>
    wire.on("Network.webSocketFrameReceived", ({ response }) => {
      if (JSON.parse(response.payloadData).t === "beat") found();
    }),
  );
  await wire.detach();
  const kinds = [];
  const said = [];
  page.on("websocket", socket => {
    socket.on("framereceived", frame => kinds.push(JSON.parse(frame.payload).t));
    socket.on("framesent", frame => said.push(JSON.parse(frame.payload)));
  });
  const kept = await stage.press(stage.people[next++]);
  await row(page, kept).waitFor();
  const held = await page.locator(".row").count();
  await page.context().setOffline(true);
  await page.locator(".banner.red").waitFor();
  const missed = await stage.press(stage.people[next++]);
  await page.context().setOffline(false);
  await row(page, missed).waitFor();
  await page.locator(".banner").waitFor({ state: "detached" });
  assert.equal(await page.locator(".row").count(), held + 1);
  assert.ok(said.find(frame => frame.t === "hello").since.seq > 0);
  assert.ok(kinds.includes("d") && !kinds.includes("snap"), kinds.join(" "));
  assert.deepEqual(page.wrong, []);
});

test("the broker is gone: said by the daemon, on a page that is live", async () => {
  await stage.sim.endAsync(true);
  await stage.do("kill_broker");
  await page.locator(".banner").getByText("broker").first().waitFor();
  await state(page, "live").waitFor();
  await stage.do("start_broker");
  await page.locator(".banner").waitFor({ state: "detached" });
});
