// Two pages, one build: the console at / and the responder's app at /responder/.
import { gzipSync } from "node:zlib";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defineConfig, type Plugin } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const packable = /\.(js|css|html|svg|webmanifest|json)$/;

function files(folder: string): string[] {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

// The service worker is its own small file with a fixed name; it is told which files the app is made of.
function serviceWorker(): Plugin {
  const parts = new Set<string>();
  return {
    name: "service-worker",
    apply: "build",
    generateBundle(_, bundle) {
      const take = (name: string) => {
        const chunk = bundle[name];
        if (!chunk || parts.has(`/${name}`)) return;
        parts.add(`/${name}`);
        if (chunk.type !== "chunk") return;
        for (const other of [...chunk.imports, ...chunk.dynamicImports]) take(other);
        for (const style of chunk.viteMetadata?.importedCss ?? []) parts.add(`/${style}`);
      };
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk" && chunk.facadeModuleId?.endsWith("responder/index.html")) take(chunk.fileName);
    },
    async closeBundle() {
      const shell = ["/responder/", "/responder/app.webmanifest", "/icon.svg", ...[...parts].sort()];
      await build({
        configFile: false,
        logLevel: "warn",
        define: { SHELL: JSON.stringify(shell) },
        build: {
          outDir: resolve(here, "dist/responder"),
          emptyOutDir: false,
          copyPublicDir: false,
          lib: {
            entry: resolve(here, "src/responder/service_worker.ts"),
            formats: ["es"],
            fileName: () => "service_worker.js",
          },
        },
      });
      for (const path of files(resolve(here, "dist")))
        if (packable.test(path)) writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
    },
  };
}

// mqtt.js's own bundle for browsers carries Node's sockets, proxies, timers in a worker and a debug log. Built from its
// parts, the app takes what it uses.
const part = (path: string) => resolve(here, "node_modules", path);
const unused = resolve(here, "src/shims/nothing.ts");

export default defineConfig({
  resolve: {
    alias: [
      { find: /^(debug|ws|worker-timers)$/, replacement: unused },
      { find: /^buffer$/, replacement: part("buffer/index.js") },
      { find: /^events$/, replacement: part("events/events.js") },
      { find: /^process\/$/, replacement: part("process/browser.js") },
      { find: /^string_decoder\/?$/, replacement: part("string_decoder/lib/string_decoder.js") },
    ],
  },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    commonjsOptions: { requireReturnsDefault: id => id === unused },
    rollupOptions: {
      input: { console: resolve(here, "index.html"), responder: resolve(here, "responder/index.html") },
    },
  },
  plugins: [serviceWorker()],
});
