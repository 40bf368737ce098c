import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { toForm, toRecord } from "../src/console/person_record.ts";
import { age, distance, minutes, span, zone } from "../src/shared/format.ts";
import { className, outcomes, priorityOf, referrals, services, typeName, whoIs } from "../src/shared/words.ts";
import { row } from "./rows.ts";

const web = process.env["WEB"]!;
const contract = JSON.parse(readFileSync(join(web, "../docs/openapi.json"), "utf8"));
const command = contract.components.schemas.IncidentCommand.properties;

test("spans and ages are read as people read them", () => {
  assert.deepEqual(
    [span(41000), span(725000), span(3729000), span(-41000), span(Number.NaN)],
    ["0:41", "12:05", "1:02:09", "0:41", "–"],
  );
  assert.deepEqual([age(40000), age(720000), age(4 * 3600000), age(Number.NaN)], ["40 s", "12 min", "4 h", "unknown"]);
  assert.deepEqual(
    [minutes(540), minutes(20), distance(840), distance(4200), distance(23000)],
    ["9 min", "under 1 min", "840 m", "4.2 km", "23 km"],
  );
});

test("the hour that repeats in October is named", () => {
  assert.deepEqual(
    [zone(Date.parse("2026-10-25T00:30:00Z")), zone(Date.parse("2026-10-25T01:30:00Z"))],
    ["BST", "GMT"],
  );
});

test("every outcome, referral and service of the contract can be chosen", () => {
  assert.deepEqual([...outcomes].sort(), [...command.outcome.enum].sort());
  assert.deepEqual([...referrals].sort(), [...command.referrals.items.enum].sort());
  assert.deepEqual([...services].sort(), [...command.service.enum].sort());
});

test("a code nobody has a word for is still readable, and counts as the gravest", () => {
  assert.equal(typeName("sink_hole"), "Sink hole");
  assert.equal(className("life_person"), "Person in danger");
  assert.equal(priorityOf("something_new"), "1");
});

test("a record goes through the form unchanged, and what is empty is left out", () => {
  const form = toForm({
    id: "p-1",
    name: "Mrs A",
    risks: ["falls", "frail"],
    lives_alone: true,
    home: { lat: 51.7, lon: -2.2 },
    hub_id: "h-1",
  });
  assert.deepEqual(toRecord(form), {
    name: "Mrs A",
    lat: "51.7",
    lon: "-2.2",
    lives_alone: "yes",
    risk_flags: "falls;frail",
    hub_id: "h-1",
  });
});

// --- contrast of the colours, in both themes ---

function themes(): Record<string, string>[] {
  const css = readFileSync(join(web, "src/shared/tokens.css"), "utf8");
  const block = (start: string) => css.slice(css.indexOf(start), css.indexOf("}", css.indexOf(start)));
  const read = (text: string) =>
    Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(m => [m[1]!, m[2]!]));
  const light = read(block(":root {"));
  return [light, { ...light, ...read(block(':root[data-theme="dark"]')) }];
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
};

test("text is 4.5 to 1 on its ground and edges are 3 to 1, light and dark", () => {
  const grounds = ["ground", "card", "card-2", "chosen", "warn-ground"];
  const pairs = [
    ...grounds.flatMap(g => [
      ["text", g],
      ["text-2", g],
    ]),
    ...["ground", "card", "chosen"].flatMap(g => [
      ["p1-text", g],
      ["link", g],
    ]),
    ...["p1", "p2", "p3", "technical", "go", "focus"].map(name => [`on-${name}`, name]),
  ];
  for (const theme of themes()) {
    for (const [front, back] of pairs)
      assert.ok(
        contrast(theme[front!]!, theme[back!]!) >= 4.5,
        `${front} on ${back}: ${theme[front!]} ${theme[back!]}`,
      );
    for (const back of ["ground", "card", "card-2"])
      assert.ok(contrast(theme["line-strong"]!, theme[back]!) >= 3, `edge on ${back}`);
  }
});

test("the dark theme is the same whether the computer or the person chose it", () => {
  const css = readFileSync(join(web, "src/shared/tokens.css"), "utf8");
  const values = (start: string) =>
    [...css.slice(css.indexOf(start), css.indexOf("}", css.indexOf(start))).matchAll(/--[\w-]+: #[0-9a-f]+/g)].join();
  assert.equal(values(':root:not([data-theme="light"])'), values(':root[data-theme="dark"]'));
});

test("whom it is about, where nobody has a name", () => {
  assert.equal(whoIs(row("a", { person_name: "Ada Byron" })), "Ada Byron");
  assert.equal(whoIs(row("a", { unverified: true })), "Not known who");
  assert.equal(whoIs(row("a", { person_id: "P1" })), "Not known who");
  assert.equal(whoIs(row("a", { class: "technical" })), "Several homes");
  assert.equal(whoIs(row("a")), "Not in the register");
});
