// What the two pages weigh, gzipped as they are sent. Fails when a page has outgrown its budget.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const budgets_kB = { all: 250, console: 40, responder: 130 };

const size = path => statSync(`${path}.gz`).size;
const linked = page =>
  [...readFileSync(join(dist, page), "utf8").matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(found =>
    join(dist, found[1]),
  );
const sum = paths => paths.reduce((all, path) => all + size(path), 0) / 1000;

const pages = {
  console: sum([join(dist, "index.html"), ...linked("index.html")]),
  responder: sum([
    join(dist, "responder/index.html"),
    ...linked("responder/index.html"),
    join(dist, "responder/service_worker.js"),
  ]),
  all: sum(
    readdirSync(join(dist, "assets"))
      .filter(name => /\.(js|css)$/.test(name))
      .map(name => join(dist, "assets", name)),
  ),
};
let over = false;
for (const [name, kB] of Object.entries(pages)) {
  const heavy = kB > budgets_kB[name];
  over ||= heavy;
  console.log(`${name.padEnd(10)} ${kB.toFixed(1).padStart(6)} kB of ${budgets_kB[name]}${heavy ? "  TOO HEAVY" : ""}`);
}
process.exit(over ? 1 : 0);
