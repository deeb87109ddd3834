// @ts-check
/** Builds the lab: the browser's scripts, then every page, then the service worker that knows all files. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { deflateSync, gunzipSync } from "node:zlib";
import { build } from "vite";
import { writeLicences } from "./licences.mjs";
import { writeMnist } from "./mnist.mjs";
import { pageNeeds } from "./page-needs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "build");
const configFile = join(root, "vite.config.ts");

writeMnist();
await build({ configFile, logLevel: "warn" });
await build({ configFile, logLevel: "warn", build: { ssr: true } });

/** @type {typeof import("../src/server.ts")} */
const server = await import(pathToFileURL(join(root, ".server/server.js")).href);
const { documentOf, pageAt, paths, searchIndex, thumbnails } = server;
// No address is invented: where nobody says it, the pages say nothing that needs it.
const site = server.siteFrom(process.env.NNDL_LAB_ADDRESS);
/** @typedef {Record<string, { file: string; css?: string[]; imports?: string[]; isEntry?: boolean }>} Manifest */
const manifest = /** @type {Manifest} */ (JSON.parse(readFileSync(join(out, ".vite/manifest.json"), "utf8")));
const assets = assetsOf(manifest);
for (const path of paths) {
  const page = await pageAt(path);
  if (page === undefined) throw new Error(`no page at ${path}`);
  const file = join(out, path.endsWith(".html") ? path : `${path}index.html`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, documentOf(page, assets, { site }));
}
writeFileSync(join(out, "search.json"), await searchIndex());
mkdirSync(join(out, "thumbnails"));
const styles = assets.styles.map((style) => readFileSync(join(out, style), "utf8")).join("");
for (const [name, svg] of await thumbnails(styles)) writeFileSync(join(out, `thumbnails/${name}.svg`), svg);
for (const folder of [join(out, ".vite"), join(root, ".server")]) rmSync(folder, { recursive: true });
writeSharedPicture();
writeLicences(join(out, "licences.txt"));
writeServiceWorker();

/** @param {Manifest} manifest */
function assetsOf(manifest) {
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error("the build has no entry");
  const names = readdirSync(join(out, "assets"));
  return {
    scripts: [entry.file],
    preloads: (entry.imports ?? []).map((name) => /** @type {{ file: string }} */ (manifest[name]).file),
    ofFigures: Object.fromEntries(
      figureSources(manifest).map(([name, source]) => [name, importedBy(manifest, source)]),
    ),
    styles: names.filter((name) => name.endsWith(".css")).map((name) => `assets/${name}`),
    fonts: names.filter((name) => /-latin-wght-normal-.*woff2$/.test(name)).map((name) => `assets/${name}`),
    italics: names.filter((name) => /-latin-wght-italic-.*woff2$/.test(name)).map((name) => `assets/${name}`),
  };
}

function writeSharedPicture() {
  /** @param {string} file */
  const unpacked = (file) => gunzipSync(readFileSync(join(out, file)));
  // An IDX file of images has sixteen bytes before its pixels.
  const input = server.sampleOf(unpacked(server.samplesFile).subarray(16), 0);
  const picture = server.sharedPicture(unpacked(server.shippedFile), input, deflateSync);
  writeFileSync(join(out, server.sharedPictureFile), picture);
}

/**
 * The figures, by name, with their sources.
 *
 * @param {Manifest} manifest
 */
function figureSources(manifest) {
  return Object.keys(manifest).flatMap((source) => {
    const name = /^src\/(?:chapters\/\d+\/)?figures\/([\w-]+)\.svelte$/.exec(source)?.[1];
    return name === undefined ? [] : [/** @type {const} */ ([name, source])];
  });
}

/**
 * The script of a source, and all that it cannot run without.
 *
 * @param {Manifest} manifest
 * @param {string} source
 */
function importedBy(manifest, source) {
  /** @type {Set<string>} */
  const found = new Set();
  const waiting = [source];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { file, imports = [], isEntry } = /** @type {Manifest[string]} */ (manifest[next]);
    if (found.has(file) || isEntry) continue;
    found.add(file);
    waiting.push(...imports);
  }
  return [...found];
}

/** Old scripts of a newer build must not be served: the lists and their hash are part of the worker's own bytes. */
function writeServiceWorker() {
  const all = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
  const digest = createHash("sha256");
  for (const file of all) digest.update(`${file}\0`).update(readFileSync(join(out, file)));
  const digits = all.filter((file) => file.startsWith("mnist/"));
  // Fonts for old browsers are kept by none.
  const notKept = [...digits, server.sharedPictureFile];
  const kept = all.filter((file) => !notKept.includes(file) && !/\.(woff|ttf)$/.test(file));
  /** @param {string} file */
  const addressOf = (file) => file.replace(/(^|\/)index\.html$/, "$1");
  const places = new Map(kept.map((file, place) => [file, place]));
  const needsOf = pageNeeds({
    // Nobody needs the licences to read on.
    files: kept.filter((file) => !/\.(html|txt)$/.test(file)),
    read: (file) => readFileSync(join(out, file), "utf8"),
    entry: /** @type {string} */ (assets.scripts[0]),
    entryImports: assets.preloads,
    figures: Object.fromEntries(
      figureSources(manifest).map(([name, source]) => [name, /** @type {Manifest[string]} */ (manifest[source]).file]),
    ),
  });
  const pages = Object.fromEntries(
    kept
      .filter((file) => file.endsWith(".html"))
      .map((file) => [addressOf(file), needsOf(readFileSync(join(out, file), "utf8")).map((need) => places.get(need))]),
  );
  /** @param {readonly string[]} files */
  const bytesOf = (files) => files.reduce((sum, file) => sum + statSync(join(out, file)).size, 0);
  const source = readFileSync(join(root, "src/service-worker.js"), "utf8")
    .replace('"__VERSION__"', JSON.stringify(digest.digest("hex").slice(0, 16)))
    .replace('["__FILES__"]', JSON.stringify(kept.map(addressOf)))
    .replace("{ __PAGES__: [] }", JSON.stringify(pages))
    .replace("{ __BYTES__: 0 }", JSON.stringify({ files: bytesOf(kept), digits: bytesOf(digits) }))
    .replace('["__DIGITS__"]', JSON.stringify(digits));
  writeFileSync(join(out, "service-worker.js"), source);
}
