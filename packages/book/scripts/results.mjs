// results/: what the runs of the book's experiments came to, a file for each experiment and seed, and one for the quick form of
// seed 1. Needs the build.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { readStored } from "@nndl/book";

export const folder = fileURLToPath(new URL("../../../results/", import.meta.url));

/** Where a result lies: that of the quick form, or of the full one. */
export function resultPath({ name, seed, form }, base = folder) {
  return `${base}${name}/${form === "quick" ? "quick" : `seed-${seed}`}.json`;
}

/** Every stored result of a full run, by names and seeds; what is damaged, or of another version, is named and left alone. */
export function readResults(base = folder, say = console.error) {
  return read(/\/seed-\d+\.json$/, base, say).sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.seed - b.seed,
  );
}

/** The stored results of the quick forms. */
export function readQuickResults(base = folder, say = console.error) {
  return read(/\/quick\.json$/, base, say);
}

function read(pattern, base, say) {
  const names = (path) => (existsSync(path) ? readdirSync(path).sort() : []);
  return names(base)
    .filter((chapter) => /^ch\d$/.test(chapter))
    .flatMap((chapter) => names(`${base}${chapter}`).map((name) => `${chapter}/${name}`))
    .flatMap((name) => names(`${base}${name}`).map((file) => `${base}${name}/${file}`))
    .filter((file) => pattern.test(file))
    .flatMap((file) => {
      try {
        return [readStored(readFileSync(file, "utf8"), file)];
      } catch (error) {
        say(error.message);
        return [];
      }
    });
}

/** Puts a result in its place, in that of an older one. */
export function storeResult(result, base = folder) {
  const path = resultPath(result, base);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(result)}\n`);
  renameSync(`${path}.new`, path);
}
