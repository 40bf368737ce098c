// The twelve tasks of an operator, by keys alone, each within its count.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { atDesk, inLane, Keys, openBrowser, openStage, ready, row } from "./stage.mjs";

let stage, browser, page;
let next = 0;
before(async () => {
  stage = await openStage();
  await stage.everybodyOnDuty();
  await stage.do("simulate_partners");
  browser = await openBrowser();
  page = await atDesk(browser, stage);
});
after(async () => {
  await browser?.close();
  await stage?.close();
});

const person = () => stage.people[next++];

// A person has pressed and is answered; the row has the focus.
async function answered(type = "fall") {
  const who = person();
  const incident = await stage.press(who, type);
  await row(page, incident).focus();
  await page.keyboard.press("Enter");
  await inLane(page, "answering", incident).waitFor();
  await ready(page);
  return { incident, who };
}

const story = text => page.locator(".story").getByText(text).first();

test("1 and 2: one key answers the top of the queue, and who it is stands there", async () => {
  const who = person();
  const incident = await stage.press(who);
  await inLane(page, "waiting", incident).waitFor();
  const keys = new Keys(page);
  await row(page, incident).focus();
  await keys.press("Enter");
  await inLane(page, "answering", incident).waitFor();
  assert.equal(keys.count, 1);
  await page.locator(".facts").getByText("Address").waitFor();
  await page.locator(".incident-head").getByText(who.name).waitFor();
});

test("3: send the recommended responder in 2 keys", async () => {
  const { incident } = await answered();
  const keys = new Keys(page);
  await keys.press("d");
  const first = await page.locator('.choice[aria-checked="true"] b').first().textContent();
  await keys.press("Enter");
  await inLane(page, "coming", incident).waitFor();
  assert.ok(first);
  assert.equal(keys.count, 2);
});

test("4: send another in at most 4 keys", async () => {
  const { incident } = await answered();
  const keys = new Keys(page);
  await keys.press("d", "ArrowDown", "Enter");
  await inLane(page, "coming", incident).waitFor();
  assert.ok(keys.count <= 4);
});

test("5: ask the ambulance in 3 keys, with the reason filled in", async () => {
  const { incident } = await answered();
  const keys = new Keys(page);
  await keys.press("e", "2", "Enter");
  await row(page, incident).getByText("ambulance").waitFor();
  assert.equal(keys.count, 3);
});

test("6: a note while talking, 2 keys and the text; its letters do nothing else", async () => {
  const { incident } = await answered();
  const keys = new Keys(page);
  await keys.press("n");
  await keys.type("cold, hip hurts. does not want dcs");
  await keys.press("Control+Enter");
  await story("cold, hip hurts. does not want dcs").waitFor();
  assert.equal(keys.count, 2);
  await inLane(page, "answering", incident).waitFor();
});

test("7: park in 3 keys", async () => {
  const { incident } = await answered("inactivity");
  const keys = new Keys(page);
  await keys.press("p", "1", "Enter");
  await inLane(page, "parked", incident).waitFor();
  assert.equal(keys.count, 3);
});

test("8: stand a responder down in 3 keys", async () => {
  const { incident } = await answered();
  await page.keyboard.press("d");
  await page.keyboard.press("Enter");
  await inLane(page, "coming", incident).waitFor();
  await row(page, incident).focus();
  const keys = new Keys(page);
  await keys.press("s", "1", "Enter");
  await page.locator(".status-line").getByText("Stood down").waitFor();
  assert.equal(keys.count, 3);
});

test("9: join a second alarm in 2 keys", async () => {
  const { incident } = await answered();
  const second = await stage.press({ hub_id: "hub-of-nobody" });
  await row(page, second).waitFor();
  await row(page, incident).focus();
  const keys = new Keys(page);
  await keys.press("j", "Enter");
  await page.locator(".status-line").getByText("joined").waitFor();
  assert.equal(keys.count, 2);
});

test("10: close with an outcome in 3 keys", async () => {
  const { incident } = await answered();
  const keys = new Keys(page);
  await keys.press("c", "5", "Enter");
  await row(page, incident).waitFor({ state: "detached" });
  assert.equal(keys.count, 3);
});

test("11: an incident from a phone call in 5 keys and the name", async () => {
  const who = person();
  const { incident } = await answered();
  await row(page, incident).focus();
  const keys = new Keys(page);
  await keys.press("i");
  await page.getByLabel("Name, address, postcode or hub").waitFor();
  await keys.type(who.name);
  await page.getByRole("option").first().waitFor();
  await keys.press("ArrowDown", "Enter");
  await page.locator('[role="radiogroup"]:focus').waitFor();
  await keys.press("1", "Enter");
  await page.locator(".incident-head").getByText(who.name).waitFor();
  assert.ok(keys.count <= 5);
});

test("a phone call about somebody who is not in the register: opened, sent to, and told to whoever goes", async () => {
  const { incident: before } = await answered();
  await row(page, before).focus();
  await page.keyboard.press("i");
  await page.getByRole("button", { name: "They are not in the register" }).click();
  await page.keyboard.type("the bus stop in Mill Lane");
  await page.keyboard.press("Tab");
  await page.keyboard.type("01632 960002");
  await page.getByLabel("Nearest town or village").selectOption("Stroud");
  await page.getByRole("button", { name: "Open the incident" }).click();
  await page.locator(".incident-head").getByText("Not in the register").waitFor();
  await page.locator(".facts").getByRole("link", { name: "01632 960002" }).waitFor();
  await story("the bus stop in Mill Lane").waitFor();
  const incident = (await page.evaluate(() => location.hash)).split("/").pop();
  await ready(page);
  const offered = await stage.next("responder/+/offer", body => body.incident === incident);
  await row(page, incident).focus();
  await page.keyboard.press("d");
  await page.keyboard.press("Enter");
  const offer = await offered.came;
  assert.ok(!JSON.stringify(offer).includes("bus stop"));
  const told = await stage.next("responder/+/assignment", body => body.offer === offer.id);
  await stage.say(`${offer.to}/reply`, { id: `accept-${offer.id}`, offer: offer.id, answer: "accept" });
  const { person } = await told.came;
  assert.equal(person.address, "the bus stop in Mill Lane");
  assert.equal(person.phone, "01632 960002");
});

test("12: hand over the desk in 2 keys and one for each item", async () => {
  await page.goto(`${stage.base}/#/live`);
  const any = page.locator(".row").first();
  await any.focus();
  const keys = new Keys(page);
  await keys.press("h");
  await page.locator(".hand-item").first().waitFor();
  const items = await page.locator(".hand-item").count();
  for (let i = 0; i < items; i++) await keys.press("Enter");
  await keys.type("alex.ray");
  await keys.press("Enter");
  await page.locator(".status-line").getByText("Handed over to alex.ray").waitFor();
  assert.equal(keys.count, 2 + items);
});

test("Enter alone never sends, and Escape never acts", async () => {
  const { incident } = await answered();
  await page.keyboard.press("c");
  await page.locator(".panel").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".panel").waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await inLane(page, "answering", incident).waitFor();
});

test("an arrival above does not move the focus from its person", async () => {
  const { incident } = await answered();
  await row(page, incident).focus();
  const other = await stage.press(person(), "smoke");
  await row(page, other).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), `row-${incident}`);
});

test("the key safe is shown on a press, and not before", async () => {
  const who = stage.people.find(p => p.key_safe);
  assert.ok(who, "the county of the tests has a home with a key safe");
  const incident = await stage.press(who);
  await row(page, incident).click();
  await ready(page);
  assert.equal(await page.locator("body").getByText(who.key_safe, { exact: true }).count(), 0);
  await page.locator("#key-safe").click();
  assert.equal(await page.locator(".code").textContent(), who.key_safe);
});

test("no error of the page's own", () => assert.deepEqual(page.wrong, []));
