// Runs the book's experiments for real and writes docs/results: experiments.json after every run, so that a run which
// was interrupted goes on where it was, and experiments.md at the end.
//
//   node packages/book/scripts/run-all.mjs                  what is missing
//   node packages/book/scripts/run-all.mjs --again          everything, from the beginning
//   node packages/book/scripts/run-all.mjs ch3/tuned --again
//   node packages/book/scripts/run-all.mjs --page           only the page, from the JSON
//
// Needs the build (npm run build). One thread each, so that the seconds can be compared.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { experiments, findExperiment, resultsPage, runExperiment } from "@nndl/book";
import { mnist } from "nndl";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { again: { type: "boolean" }, page: { type: "boolean" } },
});
const folder = fileURLToPath(new URL("../../../docs/results/", import.meta.url));
const jsonFile = `${folder}experiments.json`;
const chosen = positionals.length === 0 ? experiments : positionals.map(findExperiment);
const here = `Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? process.arch}, one thread`;

/** One run where there is no chance. */
const seedsOf = ({ kind }) => (kind === "darkness" ? [1] : [1, 2, 3, 4, 5]);

let { machine, runs } = read();
if (values.again) runs = runs.filter(({ name }) => !chosen.some((experiment) => experiment.name === name));
if (!values.page) await runMissing();
if (runs.length > 0) writeFileSync(`${folder}experiments.md`, resultsPage(experiments, runs, machine));

async function runMissing() {
  const data = await mnist();
  for (const experiment of chosen) {
    for (const seed of seedsOf(experiment)) {
      if (runs.some((run) => run.name === experiment.name && run.seed === seed)) continue;
      machine = here;
      const { network: _, ...result } = await runExperiment(experiment, { seed, data, threads: 1 });
      runs.push(result);
      write();
      console.log(
        `${experiment.name} seed ${seed}: ${result.value.toFixed(2)} % (the book: ${experiment.book.value ?? "–"}), ` +
          `${result.seconds.toFixed(1)} s, ${result.sha256?.slice(0, 16) ?? ""}`,
      );
    }
  }
}

function read() {
  try {
    return JSON.parse(readFileSync(jsonFile, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return { machine: here, runs: [] };
    throw error;
  }
}

function write() {
  mkdirSync(folder, { recursive: true });
  const place = (name) => experiments.findIndex((experiment) => experiment.name === name);
  runs.sort((a, b) => place(a.name) - place(b.name) || a.seed - b.seed);
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`);
  const text = `{\n  "machine": ${JSON.stringify(machine)},\n  "runs": [\n${lines.join(",\n")}\n  ]\n}\n`;
  writeFileSync(`${jsonFile}.new`, text);
  renameSync(`${jsonFile}.new`, jsonFile);
}
