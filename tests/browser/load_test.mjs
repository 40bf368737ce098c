// Five hundred people open at once, and sixty changes a second: the page follows, and keys still act.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setInterval } from "node:timers/promises";
import { atDesk, inLane, openBrowser, openStage, row } from "./stage.mjs";

const OPEN = 500;
const ROUND = 60;

let stage, browser, page;
const open = [];
before(async () => {
  stage = await openStage({ people: OPEN + 20 });
  browser = await openBrowser();
  const homes = stage.people.slice(0, OPEN);
  while (open.length < homes.length)
    open.push(...(await Promise.all(homes.slice(open.length, open.length + 50).map(home => stage.press(home)))));
});
after(async () => {
  await browser?.close();
  await stage?.close();
});

test("every one of them is on the page, and the count says so", async () => {
  page = await atDesk(browser, stage);
  await page.locator('[data-lane="waiting"] h2').getByText(`(${OPEN})`).waitFor();
  assert.equal(await page.locator('[data-lane="waiting"] .row').count(), OPEN);
});

test("sixty changes a second for ten seconds: each is on the page, which is live all the time", async () => {
  const states = () => page.evaluate(() => window.states);
  await page.evaluate(() => {
    window.states = [];
    const live = document.querySelector(".live");
    new MutationObserver(() => window.states.push(live.dataset.state)).observe(live, {
      attributeFilter: ["data-state"],
    });
  });
  // An alarm of another type about somebody with an open incident joins it: their row changes and no row is added.
  const pressed = [];
  const homes = stage.people.slice(0, OPEN);
  for await (const _ of setInterval(1000 / ROUND)) {
    pressed.push(stage.press(homes[(pressed.length * 7) % OPEN], "smoke"));
    if (pressed.length === 10 * ROUND) break;
  }
  await Promise.all(pressed);
  // Smoke is graver than a fall: every row that was pressed says so now.
  const changed = new Set(Array.from({ length: pressed.length }, (_, i) => homes[(i * 7) % OPEN].hub_id)).size;
  await page.waitForFunction(
    count => [...document.querySelectorAll(".row")].filter(r => /Smoke/.test(r.textContent)).length === count,
    changed,
  );
  assert.deepEqual(await states(), []);
  const listed = await page.evaluate(() => fetch("/api/v1/incidents?limit=500").then(a => a.json()));
  assert.equal(listed.items.length, OPEN);
  assert.deepEqual(page.wrong, []);
});

test("keys act while rows change", async () => {
  const top = await page.locator('[data-lane="waiting"] .row').first().getAttribute("id");
  const incident = top.slice("row-".length);
  const noise = Promise.all(stage.people.slice(100, 100 + ROUND).map(home => stage.press(home, "help")));
  await row(page, incident).focus();
  await page.keyboard.press("Enter");
  await inLane(page, "answering", incident).waitFor();
  await noise;
});

test("an alarm on a hub is a row on the screen", async () => {
  const incident = await stage.press(stage.people[OPEN + 1]);
  await row(page, incident).waitFor();
});
