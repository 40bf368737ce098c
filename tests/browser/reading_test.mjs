// Can it be read: at 320 pixels, at 200 % zoom, and with no colour at all.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { atDesk, cutOff, openBrowser, openPage, openStage, pages, ready, sideways, signIn } from "./stage.mjs";

const SMALL = { width: 320, height: 640 };
// What a window of 1280 by 900 shows at 200 %.
const ZOOMED = { width: 640, height: 450 };

let stage, browser, incident;
before(async () => {
  // Two minutes a second: promises are broken and long lies begin while one looks.
  stage = await openStage({ speed: 120 });
  await stage.everybodyOnDuty();
  browser = await openBrowser();
  incident = await stage.press(stage.people[0]);
  await stage.press(stage.people[1], "inactivity");
  await stage.press(stage.people[2], "temperature_low");
  await stage.press(stage.people[3], "mains_fail");
});
after(async () => {
  await browser?.close();
  await stage?.close();
});

async function reads(page, name) {
  assert.equal(await sideways(page), false, `${name} scrolls sideways`);
  assert.deepEqual(await cutOff(page), [], `${name} is cut`);
}

for (const [words, viewport] of [
  ["320 pixels", SMALL],
  ["200 % zoom", ZOOMED],
])
  test(`${words}: every page of the console`, async () => {
    const page = await atDesk(browser, stage, "sam.hill", { viewport });
    for (const [name, proof] of pages) {
      await page.goto(`${stage.base}/#/${name}`);
      await page.locator(proof).first().waitFor();
      await reads(page, name);
    }
    await page.goto(`${stage.base}/#/new`);
    await page.getByRole("button", { name: "They are not in the register" }).click();
    await page.locator(".stranger").waitFor();
    await reads(page, "new, stranger");
    await page.goto(`${stage.base}/#/person/${stage.people[0].person_id}`);
    await page.locator("form").waitFor();
    await reads(page, "person");
    await page.goto(`${stage.base}/#/incident/${incident}`);
    await ready(page);
    await reads(page, "incident");
    for (const name of ["Send", "Ask a partner", "Park", "Stand down", "Join", "Close"]) {
      await page
        .getByRole("button", { name: new RegExp(`^${name}`) })
        .first()
        .click();
      await page.locator(".panel").waitFor();
      await reads(page, `panel ${name}`);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Help: keys and settings" }).click();
    await page.locator(".help[open]").waitFor();
    await reads(page, "help");
    await page.context().close();
  });

test("320 pixels and 200 % zoom: the doors", async () => {
  for (const viewport of [SMALL, ZOOMED]) {
    const page = await openPage(browser, { viewport });
    await page.goto(stage.base);
    await page.getByLabel("User name").waitFor();
    await reads(page, "sign-in");
    await signIn(page, stage);
    await page.getByRole("button", { name: "Start shift: test sound" }).click();
    await page.getByRole("button", { name: "Yes, go to the queue" }).waitFor();
    await reads(page, "start of shift");
    await page.goto(`${stage.base}/responder/`);
    await page.getByLabel("Responder id").waitFor();
    await reads(page, "responder's sign-in");
    await page.context().close();
  }
});

// Each thing that a colour says, and what says it without: a word, a shape, a bar, a weight.
const told = {
  '.live[data-state="late"]': /▲/,
  '.live[data-state="lost"]': /■/,
  ".sound[data-off]": /✕/,
  ".top nav a[aria-current]": { fontWeight: "700" },
  '.row[data-priority="1"] .mark': /^■1$/,
  '.row[data-priority="2"] .mark': /^▲2$/,
  '.row[data-priority="3"] .mark': /^●3$/,
  '.row[data-priority="1"]:not([data-unanswered]) .mark': /^■1$/,
  ".row[aria-current]": { boxShadow: /inset/ },
  '.promise[data-state="soon"]': /^▲/,
  '.promise[data-state="over"]': /^■/,
  '.floor[data-state="long"]': /^■/,
  '.incident-head[data-priority="1"]': /■/,
  '.incident-head[data-priority="2"]': /▲/,
  '.incident-head[data-priority="3"]': /●/,
  '.choice[aria-checked="true"]': /◉/,
  '.found li[aria-selected="true"]': /▸/,
  ".hand-item[data-ticked]": /☑/,
  ".field[data-wrong]": /\S/,
  ".tile[data-grave]": /■/,
};
// Not a state: the wall is dark whatever the link says, and says it in words.
const plain = [".wall .live[data-state]"];

// In the page: every rule of the sheets that colours something by its state.
const coloured = page =>
  page.evaluate(() => {
    const found = new Set();
    const look = rules => {
      for (const rule of rules) {
        if (rule.cssRules?.length) look(rule.cssRules);
        if (!rule.selectorText || !/color|background|border|shadow|outline/.test(rule.style.cssText)) continue;
        for (const one of rule.selectorText.split(/,\s*/)) {
          if (/\[(data|aria)-/.test(one) && !one.startsWith(":root")) found.add(one);
        }
      }
    };
    for (const sheet of document.styleSheets) look(sheet.cssRules);
    return [...found];
  });

// The thing as it stands on the page: its words, and how it is drawn.
async function seen(page, selector) {
  const found = page.locator(selector).first();
  await found.waitFor();
  return found.evaluate(e => {
    const { fontWeight, boxShadow } = getComputedStyle(e);
    return { text: e.textContent.trim(), fontWeight, boxShadow };
  });
}

test("a colour is never alone", async () => {
  const page = await atDesk(browser, stage);
  const states = (await coloured(page)).filter(one => !plain.includes(one));
  assert.deepEqual(
    states.filter(one => !(one in told)),
    [],
    "coloured by a state that no shape or word is known for",
  );
  const look = async (selector, on = page) => {
    const what = await seen(on, selector);
    for (const [how, wanted] of Object.entries(
      told[selector] instanceof RegExp ? { text: told[selector] } : told[selector],
    ))
      assert.match(what[how], new RegExp(wanted), `${selector}: ${JSON.stringify(what)}`);
    delete told[selector];
  };
  for (const priority of ["1", "2", "3"]) {
    await page.locator(`.row[data-priority="${priority}"]`).first().focus();
    await look(`.row[data-priority="${priority}"] .mark`);
  }
  await look('.promise[data-state="over"]');
  await look('.floor[data-state="long"]');
  await look(".top nav a[aria-current]");
  for (const priority of ["3", "2", "1"]) {
    await page.locator(`.row[data-priority="${priority}"]`).first().click();
    await ready(page);
    await look(`.incident-head[data-priority="${priority}"]`);
  }
  await look(".row[aria-current]");
  await look('.row[data-priority="1"]:not([data-unanswered]) .mark');
  await page.keyboard.press("p");
  await look('.choice[aria-checked="true"]');
  await page.keyboard.press("Escape");
  // At two minutes a second a promise is nearly due for an instant only.
  const slower = await openStage({ speed: 4 });
  const calm = await atDesk(browser, slower);
  await slower.press(slower.people[5]);
  await look('.promise[data-state="soon"]', calm);
  await calm.context().close();
  await slower.close();
  await page.keyboard.press("m");
  await look(".sound[data-off]");
  await page.goto(`${stage.base}/#/new`);
  await page.locator("#person").fill(stage.people[0].name);
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await look('.found li[aria-selected="true"]');
  await page.goto(`${stage.base}/#/handover`);
  await page.locator(".hand-item .tick").first().click();
  await look(".hand-item[data-ticked]");
  await page.goto(`${stage.base}/#/people/new`);
  await page.getByRole("button", { name: "Enrol: live at once" }).click();
  await look(".field[data-wrong]");
  await page.goto(`${stage.base}/#/wallboard`);
  await look(".tile[data-grave]");
  await page.goto(`${stage.base}/#/live`);
  await stage.do("kill_daemon");
  await look('.live[data-state="late"]');
  assert.match(await page.locator(".banner.amber").first().textContent(), /^▲/);
  await look('.live[data-state="lost"]');
  assert.match(await page.locator(".banner.red").first().textContent(), /^■/);
  assert.deepEqual(Object.keys(told), [], "states that were never seen");
  await stage.do("start_daemon");
  await page.context().close();
});
