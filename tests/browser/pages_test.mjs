// Every page, light and dark, wide and narrow: what axe finds, whether it can be read at 320 pixels, and who sees what.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { atDesk, axe, openBrowser, openPage, openStage, pages, ready, row, sideways, signIn } from "./stage.mjs";

let stage, browser, incident;
before(async () => {
  stage = await openStage();
  await stage.everybodyOnDuty();
  browser = await openBrowser();
  incident = await stage.press(stage.people[0]);
  await stage.press(stage.people[1], "mains_fail");
});
after(async () => {
  await browser?.close();
  await stage?.close();
});

for (const colorScheme of ["light", "dark"])
  for (const viewport of [
    { width: 1600, height: 900 },
    { width: 320, height: 640 },
  ])
    test(`${colorScheme}, ${viewport.width} wide`, async () => {
      const page = await atDesk(browser, stage, "sam.hill", { colorScheme, viewport });
      for (const [name, proof] of pages) {
        await page.goto(`${stage.base}/#/${name}`);
        await page.locator(proof).first().waitFor();
        assert.deepEqual(await axe(page), [], name);
        assert.equal(await sideways(page), false, `${name} must not scroll sideways`);
      }
      await page.goto(`${stage.base}/#/incident/${incident}`);
      await ready(page);
      assert.deepEqual(await axe(page), [], "incident");
      assert.equal(await sideways(page), false, "incident");
      await page.getByRole("button", { name: /^Send/ }).first().click();
      await page.locator(".panel").waitFor();
      assert.deepEqual(await axe(page), [], "panel");
      assert.deepEqual(page.wrong, []);
      await page.context().close();
    });

test("sign-in: a wrong password is one sentence for everybody, and axe finds nothing", async () => {
  const page = await openPage(browser);
  await page.goto(stage.base);
  await page.getByLabel("User name").waitFor();
  assert.deepEqual(await axe(page), []);
  const words = [];
  for (const user of ["kim.lee", "nobody.here"]) {
    await page.getByLabel("User name").fill(user);
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    words.push(await page.locator(".error-summary p").textContent());
    await page.reload();
  }
  assert.equal(words[0], words[1]);
  await page.context().close();
});

test("the wall has no name, and a commissioner reaches none", async () => {
  const wall = await openPage(browser);
  await signIn(wall, stage, "wall.one");
  await wall.locator(".tile").first().waitFor();
  assert.equal(await wall.getByText(stage.people[0].name).count(), 0);
  const status = await wall.evaluate(id => fetch(`/api/v1/incidents/${id}`).then(a => a.status), incident);
  assert.equal(status, 403);
  const buyer = await openPage(browser);
  await signIn(buyer, stage, "cass.orr");
  await buyer.getByRole("heading", { name: "Reports" }).waitFor();
  const refused = await buyer.evaluate(() =>
    fetch("/api/v1/people?query=a1", { headers: { "X-Access-Reason": "other" } }).then(a => a.status),
  );
  assert.equal(refused, 403);
  await Promise.all([wall, buyer].map(p => p.context().close()));
});

test("a commissioner lands on the reports, opens one and takes tables along", async () => {
  const page = await openPage(browser);
  await signIn(page, stage, "cass.orr");
  // The records of this house begin today.
  await page.getByText("There is no report yet").waitFor();
  const one = { period: "2026-Q3", words: "July to September 2026" };
  const files = [{ name: "calls.csv", title: "Calls by district", type: "text/csv; charset=utf-8" }];
  await page.route("**/api/v1/reports", route => route.fulfill({ json: { items: [one] } }));
  await page.route("**/api/v1/reports/2026-Q3", route => route.fulfill({ json: { ...one, files } }));
  await page.reload();
  await page.getByRole("heading", { name: "July to September 2026" }).waitFor();
  const open = page.getByRole("link", { name: /^Open\s+July to September 2026$/ });
  assert.equal(await open.getAttribute("href"), "/api/v1/reports/2026-Q3/report.html");
  assert.equal(await open.getAttribute("target"), "_blank");
  await page.getByRole("button", { name: "Single tables (CSV)" }).click();
  const table = page.getByRole("link", { name: "Calls by district" });
  assert.equal(await table.getAttribute("href"), "/api/v1/reports/2026-Q3/calls.csv");
  assert.deepEqual(await axe(page), []);
  assert.equal(await page.getByRole("navigation", { name: "Pages" }).getByRole("link").count(), 1);
  assert.deepEqual(page.wrong, []);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("User name").waitFor();
  await page.context().close();
});

test("when a canary was last heard stands on the first line and on the wall", async () => {
  const page = await atDesk(browser, stage);
  assert.equal(await page.locator(".canary").count(), 0);
  await stage.press(stage.people[2], "test");
  await stage.say(`hub/${stage.people[2].hub_id}/alarm`, { id: "canary-1", type: "test" });
  await page.locator(".canary").getByText("test alarm heard").waitFor();
  await page.goto(`${stage.base}/#/wallboard`);
  await page.locator(".wall .canary").getByText("test alarm heard").waitFor();
  await page.context().close();
});

test("enrol a person: each mistake is named at its field, and the record is live at once", async () => {
  const page = await atDesk(browser, stage);
  await page.goto(`${stage.base}/#/people/new`);
  await page.getByRole("button", { name: "Enrol: live at once" }).click();
  await page.getByText("Name is needed").first().waitFor();
  const home = stage.people[0];
  const record = {
    "Person id": "p-new-1",
    Name: "Mrs Nora Batch",
    Address: "1 New Street",
    Postcode: home.postcode,
    Area: home.area,
  };
  for (const [label, value] of Object.entries(record)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByLabel("Latitude").fill(home.lat);
  await page.getByLabel("Longitude").fill(home.lon);
  await page.getByLabel("Hub", { exact: true }).fill("hub-new-1");
  await page.getByRole("button", { name: "Enrol: live at once" }).click();
  await page.getByText("Mrs Nora Batch is enrolled").waitFor();
  await page.goto(`${stage.base}/#/live`);
  const pressed = await stage.press({ hub_id: "hub-new-1" });
  await row(page, pressed).getByText("Mrs Nora Batch").waitFor();
  await page.context().close();
});

test("a look at a key safe stands on the audit trail with who and why", async () => {
  const page = await atDesk(browser, stage, "sam.hill");
  const who = stage.people.find(p => p.key_safe);
  assert.ok(who, "the county of the tests has a home with a key safe");
  const shown = await stage.press(who);
  await page.goto(`${stage.base}/#/live/${shown}`);
  await ready(page);
  await page.locator("#key-safe").click();
  await page.locator(".code").waitFor();
  await page.goto(`${stage.base}/#/audit`);
  await page.getByLabel("Person id").fill(who.person_id);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("row").filter({ hasText: "Key safe" }).filter({ hasText: "sam.hill" }).first().waitFor();
  await page.context().close();
});

test("the care team is shown its list once it asks, and no incident", async () => {
  const team = await openPage(browser);
  await signIn(team, stage, "ren.fox");
  await team.getByRole("button", { name: "Show the list" }).click();
  await team.getByText(/^As of /).waitFor();
  assert.deepEqual(await axe(team), []);
  const status = await team.evaluate(id => fetch(`/api/v1/incidents/${id}`).then(a => a.status), incident);
  assert.equal(status, 403);
  assert.deepEqual(
    team.wrong.filter(w => !w.includes("403")),
    [],
  );
  await team.context().close();
});

test("the handover sheet opens beside the incident, and runs nothing", async () => {
  const page = await atDesk(browser, stage, "sam.hill");
  await page.goto(`${stage.base}/#/incident/${incident}`);
  await ready(page);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Handover sheet" }).click();
  const sheet = await opened;
  await sheet.getByRole("heading", { name: "Handover sheet" }).waitFor();
  assert.equal(await sheet.getByText(stage.people[0].name).count(), 1);
  assert.equal(await sheet.locator("script").count(), 0);
  await page.context().close();
});
