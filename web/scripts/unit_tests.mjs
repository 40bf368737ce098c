// Bundles the tests with the esbuild that Vite brings, and runs them with Node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const tests = fileURLToPath(new URL("../tests/", import.meta.url));
const out = mkdtempSync(join(tmpdir(), "turnout-web-"));
const names = readdirSync(tests).filter(name => name.endsWith(".test.ts"));
await build({
  entryPoints: names.map(name => join(tests, name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node18",
  format: "esm",
  logLevel: "warning",
});
const done = spawnSync(process.execPath, ["--test", ...names.map(name => join(out, name.replace(/\.ts$/, ".mjs")))], {
  stdio: "inherit",
  env: { ...process.env, WEB: join(tests, "..") },
});
rmSync(out, { recursive: true });
process.exit(done.status ?? 1);
