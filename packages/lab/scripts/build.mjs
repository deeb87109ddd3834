// @ts-check
/** Builds the lab: the browser's scripts, then every page, then the service worker that knows all files. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";
import { writeLicences } from "./licences.mjs";
import { writeMnist } from "./mnist.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "build");
const configFile = join(root, "vite.config.ts");

writeMnist();
await build({ configFile, logLevel: "warn" });
await build({ configFile, logLevel: "warn", build: { ssr: true } });

/** @type {typeof import("../src/server.ts")} */
const { documentOf, pageAt, paths } = await import(pathToFileURL(join(root, ".server/server.js")).href);
const assets = assetsOf(JSON.parse(readFileSync(join(out, ".vite/manifest.json"), "utf8")));
for (const path of paths) {
  const page = await pageAt(path);
  if (page === undefined) throw new Error(`no page at ${path}`);
  const file = join(out, path.endsWith(".html") ? path : `${path}index.html`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, documentOf(page, assets));
}
for (const folder of [join(out, ".vite"), join(root, ".server")]) rmSync(folder, { recursive: true });
writeLicences(join(out, "licences.txt"));
writeServiceWorker();

/** @param {Record<string, { file: string; css?: string[]; imports?: string[]; isEntry?: boolean }>} manifest */
function assetsOf(manifest) {
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error("the build has no entry");
  const names = readdirSync(join(out, "assets"));
  return {
    scripts: [entry.file],
    preloads: (entry.imports ?? []).map((name) => /** @type {{ file: string }} */ (manifest[name]).file),
    styles: names.filter((name) => name.endsWith(".css")).map((name) => `assets/${name}`),
    fonts: names.filter((name) => /-latin-wght-normal-.*woff2$/.test(name)).map((name) => `assets/${name}`),
  };
}

/** Old scripts of a newer build must not be served: the list and its hash are part of the worker's own bytes. */
function writeServiceWorker() {
  const all = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
  const digest = createHash("sha256");
  for (const file of all) digest.update(`${file}\0`).update(readFileSync(join(out, file)));
  // The images are kept when they are first fetched; fonts for old browsers never are.
  const kept = all
    .filter((file) => !/^mnist\/|\.(woff|ttf)$/.test(file))
    .map((file) => file.replace(/(^|\/)index\.html$/, "$1"));
  const source = readFileSync(join(root, "src/service-worker.js"), "utf8")
    .replace('"__VERSION__"', JSON.stringify(digest.digest("hex").slice(0, 16)))
    .replace('["__FILES__"]', JSON.stringify(kept));
  writeFileSync(join(out, "service-worker.js"), source);
}
