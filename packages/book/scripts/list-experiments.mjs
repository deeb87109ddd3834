// Writes experiments/generated/all.ts, the list of all experiments: every file of a chapter's folder that has one is in it, so
// that to add an experiment is to add a file. npm run build calls it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const room = fileURLToPath(new URL("../experiments/", import.meta.url));

export function listExperiments() {
  const files = readdirSync(room)
    .filter((folder) => /^ch\d$/.test(folder))
    .flatMap((folder) => readdirSync(`${room}${folder}`).map((name) => `${folder}/${name}`))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) => /^export const experiment\b/m.test(readFileSync(`${room}${file}`, "utf8")))
    .sort();
  const text = [
    "// Written by scripts/list-experiments.mjs when the package is built.",
    ...files.map((file, i) => `import { experiment as e${i} } from "../${file}";`),
    'import type { Experiment } from "../experiment.ts";',
    "",
    `export const all: readonly Experiment[] = [${files.map((_, i) => `e${i}`).join(", ")}];`,
    "",
  ].join("\n");
  mkdirSync(`${room}generated`, { recursive: true });
  const path = `${room}generated/all.ts`;
  if (read(path) !== text) writeFileSync(path, text);
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
