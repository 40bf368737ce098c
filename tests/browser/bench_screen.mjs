// ./run bench screen [ALARMS [RATE]]: how long from an alarm on a hub to its row on an operator's screen, at a steady
// rate of alarms whatever comes back, and how soon the page can be used with that many open. A figure, not a test.
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { loadavg } from "node:os";
import { atDesk, openBrowser, openStage, ROOT } from "./stage.mjs";

const [alarms = 500, rate = 100] = process.argv.slice(2).map(Number);
const RELOADS = 9;

const wallClock = () => performance.timeOrigin + performance.now();
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];

function line(name, spans, goal = "") {
  const sorted = [...spans].sort((a, b) => a - b);
  const ms = [0.5, 0.9, 0.99, 1].map(share => at(sorted, share).toFixed(0).padStart(6)).join("");
  console.log(`${name.padEnd(44)}${ms}   ${sorted.length}   ${goal}`);
}

// In the page: when each row was first painted, and when as many as asked could be used.
function watchRows(wanted) {
  window.painted = {};
  const look = () => {
    const fresh = [...document.querySelectorAll(".row")].filter(row => !(row.id in window.painted));
    if (!fresh.length) return;
    for (const row of fresh) window.painted[row.id] = null;
    // The page draws within an animation frame: a message posted there is delivered once that frame is painted.
    const after = new MessageChannel();
    after.port1.onmessage = () => {
      const now = performance.timeOrigin + performance.now();
      for (const row of fresh) window.painted[row.id] = now;
      const all = Object.values(window.painted);
      if (all.length >= wanted && all.every(Boolean)) window.usable ??= performance.now();
    };
    after.port2.postMessage(0);
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

async function pressAll(stage, homes) {
  const due = new Map();
  const stored = new Map();
  stage.sim.on("message", (topic, payload) => {
    if (!topic.endsWith("/ack")) return;
    const ack = JSON.parse(payload.toString());
    if (due.has(ack.id) && !stored.has(ack.id)) stored.set(ack.id, { incident: ack.incident, at: wallClock() });
  });
  await stage.sim.subscribeAsync(`${ROOT}/hub/+/ack`, { qos: 1 });
  const start = wallClock() + 200;
  for (const [i, home] of homes.entries()) {
    const when = start + (i * 1000) / rate;
    while (wallClock() < when) await pause(Math.max(0, when - wallClock() - 1));
    due.set(`bench-${i}`, when);
    void stage.say(`hub/${home.hub_id}/alarm`, { id: `bench-${i}`, type: "fall" });
  }
  while (stored.size < homes.length) await pause(20);
  return [...due].map(([id, when]) => ({ when, ...stored.get(id) }));
}

const stage = await openStage({ people: alarms + 20 });
const browser = await openBrowser();
try {
  const page = await atDesk(browser, stage);
  await page.evaluate(watchRows, alarms);
  const pressed = await pressAll(stage, stage.people.slice(0, alarms));
  await page.waitForFunction(count => Object.values(window.painted).filter(Boolean).length >= count, alarms);
  const painted = await page.evaluate(() => window.painted);
  await page.addInitScript(watchRows, alarms);
  const usable = [];
  for (let i = 0; i < RELOADS; i++) {
    await page.reload();
    usable.push(await page.waitForFunction(() => window.usable).then(found => found.jsonValue()));
  }
  console.log(`${alarms} alarms at ${rate} a second; load of the machine ${loadavg()[0].toFixed(1)}`);
  console.log(`${"milliseconds".padEnd(44)}   p50   p90   p99   max   of`);
  line(
    "alarm on the hub to its ack (stored): the floor",
    pressed.map(p => p.at - p.when),
  );
  line(
    "alarm on the hub to its row on the screen",
    pressed.map(p => painted[`row-${p.incident}`] - p.when),
    "p99 under 100",
  );
  line(`page loaded to usable, ${alarms} open`, usable, "under 1000");
} finally {
  await browser.close();
  await stage.close();
}
