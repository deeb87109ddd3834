// results/: what the full runs of the book's experiments came to, a file for each experiment and seed. Needs the build.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const folder = fileURLToPath(new URL("../../../results/", import.meta.url));

export function resultPath(name, seed, base = folder) {
  return `${base}${name}/seed-${seed}.json`;
}

/** Every stored result, by names and seeds. */
export function readResults(base = folder) {
  const names = (path) => (existsSync(path) ? readdirSync(path).sort() : []);
  return names(base)
    .filter((chapter) => /^ch\d$/.test(chapter))
    .flatMap((chapter) => names(`${base}${chapter}`).map((name) => `${chapter}/${name}`))
    .flatMap((name) => names(`${base}${name}`).map((file) => `${base}${name}/${file}`))
    .filter((file) => /\/seed-\d+\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(file, "utf8")))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.seed - b.seed));
}

/** Puts a result in its place, in that of an older one. */
export function storeResult(result, base = folder) {
  const path = resultPath(result.name, result.seed, base);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(result)}\n`);
  renameSync(`${path}.new`, path);
}
