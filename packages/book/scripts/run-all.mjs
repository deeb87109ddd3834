// Runs the book's experiments for real and writes docs/results: experiments.jsonl (a run a line) after every run, so that
// what was interrupted goes on where it was, and experiments.md, the page, at the end.
//
//   node packages/book/scripts/run-all.mjs                  what is missing
//   node packages/book/scripts/run-all.mjs --again          everything, from the beginning
//   node packages/book/scripts/run-all.mjs ch3/tuned --again
//   node packages/book/scripts/run-all.mjs --page           only the page
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
const file = `${folder}experiments.jsonl`;
const chosen = positionals.length === 0 ? experiments : positionals.map(findExperiment);
const machine = `Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? process.arch}, one thread`;

/** One run where there is no chance. */
const seedsOf = ({ kind }) => (kind === "darkness" ? [1] : [1, 2, 3, 4, 5]);

let runs = read();
if (values.again) runs = runs.filter(({ name }) => !chosen.some((experiment) => experiment.name === name));
if (!values.page) await runMissing();
if (runs.length > 0) writeFileSync(`${folder}experiments.md`, resultsPage(experiments, runs));

async function runMissing() {
  const data = await mnist();
  for (const experiment of chosen) {
    for (const seed of seedsOf(experiment)) {
      if (runs.some((run) => run.name === experiment.name && run.seed === seed)) continue;
      const { network: _, ...result } = await runExperiment(experiment, { seed, data, threads: 1 });
      runs.push({ ...result, machine });
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
    return readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

function write() {
  mkdirSync(folder, { recursive: true });
  const place = (name) => experiments.findIndex((experiment) => experiment.name === name);
  runs.sort((a, b) => place(a.name) - place(b.name) || a.seed - b.seed);
  writeFileSync(`${file}.new`, runs.map((run) => `${JSON.stringify(run)}\n`).join(""));
  renameSync(`${file}.new`, file);
}
