// What every browser test stands on: the real site (stage.py), Debian's Chromium, people at desks, hubs that are
// pressed. Nothing here waits for a time: it waits for what must come.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const web = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = web("playwright-core");
const mqtt = web("mqtt");
const axeSource = readFileSync(web.resolve("axe-core/axe.min.js"), "utf8");

const PATIENCE_MS = 30000;
export const ROOT = "turnout/v1";

// Rows of a registry file; a cell in quotes may hold commas.
function csv(path) {
  const cells = line =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(m => m[1]?.replaceAll('""', '"') ?? m[2] ?? "");
  const [names, ...rows] = readFileSync(path, "utf8").trim().split(/\r?\n/).map(cells);
  return rows.map(row => Object.fromEntries(row.map((cell, i) => [names[i], cell])));
}

export async function openStage(options = {}) {
  const stage = fileURLToPath(new URL("stage.py", import.meta.url));
  const words = Object.entries({ build: process.env.TURNOUT_BUILD, ...options }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const site = spawn("python3", ["-B", stage, ...words], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: site.stdout })[Symbol.asyncIterator]();
  const heard = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the stage ended by itself");
    return JSON.parse(value);
  };
  const facts = await heard();
  const sim = await mqtt.connectAsync(`mqtt://127.0.0.1:${facts.broker}`, {
    username: "sim",
    password: facts.passwords.sim,
    protocolVersion: 5,
  });
  return new Stage(site, facts, sim, heard);
}

class Stage {
  constructor(site, facts, sim, heard) {
    Object.assign(this, { site, facts, sim, heard, presses: 0, waiting: [] });
    this.base = `http://127.0.0.1:${facts.console}`;
    this.people = csv(`${facts.county}/people.csv`).filter(p => p.hub_id);
    this.responders = csv(`${facts.county}/responders.csv`);
    sim.on("message", (topic, payload) => {
      const body = JSON.parse(payload.toString());
      const to = topic.slice(ROOT.length + 1).replace(/\/[^/]*$/, "");
      const found = w => w.topic.test(topic) && w.fits(body) && (w.found({ ...body, to }), true);
      this.waiting = this.waiting.filter(w => !found(w));
    });
  }

  async do(what) {
    this.site.stdin.write(`${what}\n`);
    return this.heard();
  }

  // The first message on a topic (which may have a +) that fits, and to whom; asked for before what causes it.
  async next(topic, fits = () => true) {
    await this.sim.subscribeAsync(`${ROOT}/${topic}`, { qos: 1 });
    const wanted = new RegExp(`^${ROOT}/${topic.replaceAll("+", "[^/]+")}$`);
    return { came: new Promise(found => this.waiting.push({ topic: wanted, fits, found })) };
  }

  say(topic, body, options = {}) {
    return this.sim.publishAsync(`${ROOT}/${topic}`, JSON.stringify(body), { qos: 1, ...options });
  }

  // Somebody presses: gives the incident in which the alarm is stored.
  async press(person, type = "fall") {
    const id = `press-${++this.presses}`;
    const ack = await this.next(`hub/${person.hub_id}/ack`, body => body.id === id);
    await this.say(`hub/${person.hub_id}/alarm`, { id, type });
    return (await ack.came).incident;
  }

  async everybodyOnDuty() {
    for (const r of this.responders)
      await this.say(`responder/${r.responder_id}/status`, { state: "available" }, { retain: true });
  }

  async close() {
    await this.sim.endAsync(true);
    this.site.stdin.end();
    await new Promise(ended => this.site.once("close", ended));
  }
}

export async function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
}

// A page on which every error of the page's own is a failure of the test.
export async function openPage(browser, settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, ...settings });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.wrong = [];
  page.on("pageerror", error => page.wrong.push(error.message));
  page.on(
    "console",
    message => /Content Security Policy|Trusted/.test(message.text()) && page.wrong.push(message.text()),
  );
  return page;
}

export async function signIn(page, stage, user = "kim.lee") {
  await page.goto(stage.base);
  await page.getByLabel("User name").fill(user);
  await page.getByLabel("Password").fill(stage.facts.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function atDesk(browser, stage, user = "kim.lee", settings = {}) {
  const page = await openPage(browser, settings);
  await signIn(page, stage, user);
  await page.getByRole("button", { name: "Start shift: test sound" }).click();
  await page.getByRole("button", { name: "Yes, go to the queue" }).click();
  await page.locator('.live[data-state="live"]').waitFor();
  return page;
}

/** Every page an operator can open, and what stands on it once it is there. */
export const pages = [
  ["live", ".row"],
  ["responders", "table"],
  ["partners", ".card"],
  ["people", "#person"],
  ["people/new", "form"],
  ["hubs", "h1"],
  ["handover", ".hand-item"],
  ["reports", "h1"],
  ["audit", "form"],
  ["new", "#person"],
  ["wallboard", ".tile"],
];

export const row = (page, incident) => page.locator(`[id="row-${incident}"]`);
export const inLane = (page, lane, incident) => page.locator(`[data-lane="${lane}"] [id="row-${incident}"]`);
export const ready = page => page.locator('#incident[data-ready="true"]').waitFor();

// Keys, counted. What is typed into a field is text and not counted.
export class Keys {
  constructor(page) {
    this.page = page;
    this.count = 0;
  }
  async press(...keys) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.count++;
    }
  }
  type(text) {
    return this.page.keyboard.type(text);
  }
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// What axe finds wrong, one line each. Injected by evaluate: the page's policy is the one it is served with.
export async function axe(page) {
  const found = await page.evaluate(`${axeSource}; axe.run({ runOnly: ${JSON.stringify(RULES)} })`);
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).join(" | ")}`);
}

export const sideways = page => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

// Words that stand outside what shows them, and cannot be scrolled to.
export const cutOff = page =>
  page.evaluate(() => {
    const SLACK_PX = 1.5;
    const shownBy = (e, axis) => {
      for (let a = e; a !== document.documentElement; a = a.parentElement) {
        const how = getComputedStyle(a)[axis === "x" ? "overflowX" : "overflowY"];
        if (["auto", "scroll"].includes(how)) return undefined;
        if (["hidden", "clip"].includes(how)) return a.getBoundingClientRect();
      }
      return axis === "x" ? { left: 0, right: innerWidth } : undefined;
    };
    const found = [];
    for (const e of document.body.querySelectorAll("*")) {
      const own = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
      if (!own || e.closest(".only-spoken, .map, dialog:not([open]), option, select, textarea") || !e.checkVisibility())
        continue;
      const range = document.createRange();
      range.selectNodeContents(e);
      const box = range.getBoundingClientRect();
      const [x, y] = [shownBy(e, "x"), shownBy(e, "y")];
      if (
        (x && (box.left < x.left - SLACK_PX || box.right > x.right + SLACK_PX)) ||
        (y && (box.top < y.top - SLACK_PX || box.bottom > y.bottom + SLACK_PX))
      )
        found.push(`${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`);
    }
    return found;
  });
