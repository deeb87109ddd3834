// @ts-check
/** The licences of everything that the built site contains and that others wrote, in one text file. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/** What the pages' scripts, styles and fonts are made of; what these need themselves is found from them. */
const parts = [
  "svelte",
  "katex",
  "minisearch",
  "qr",
  "d3-contour",
  "d3-shape",
  "mathjs",
  "@noble/hashes",
  "@fontsource-variable/inter",
  "@fontsource-variable/source-serif-4",
];

/** Parts of these that only run when the site is built. */
const notShipped = new Set([
  "acorn",
  "@sveltejs/acorn-typescript",
  "@jridgewell/remapping",
  "@jridgewell/sourcemap-codec",
  "@types/estree",
  "@types/trusted-types",
  "aria-query",
  "axobject-query",
  "commander",
  "esrap",
  "is-reference",
  "locate-character",
  "magic-string",
  "zimmerframe",
]);

/** @param {string} to */
export function writeLicences(to) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  const waiting = [...parts];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const folder = join(modules, name);
    if (texts.has(name) || notShipped.has(name) || !existsSync(folder)) continue;
    const { version, license, dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), "utf8").trim();
    texts.set(name, `${name} ${version}\n${"=".repeat(name.length + 1 + version.length)}\n\n${text}\n`);
    waiting.push(...Object.keys(dependencies));
  }
  const own = readFileSync(join(dirname(modules), "LICENSE"), "utf8").trim();
  const digits = readFileSync(fileURLToPath(new URL("../static/samples/about.txt", import.meta.url)), "utf8").trim();
  texts.set("MNIST", `MNIST\n=====\n\n${digits}\n`);
  const all = [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  writeFileSync(to, [`nndl\n====\n\n${own}\n`, ...all].join("\n\n"));
}
