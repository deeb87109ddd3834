// Runs the book's experiments for real and writes results/ (a file for each experiment and seed) after every run, and
// docs/results/experiments.md, the page.
//
//   npm run results                                        what is missing of chapters 1 to 5, with as many seeds as each wants
//   npm run results -- --only ch6/relu --seeds 1,2,3       these, and only these; a chapter (ch6) or several --only will do
//   npm run results -- --only ch6/dropout --seeds 1 --jobs 2
//   npm run results -- --only ch3 --again                  from the beginning, also what is there
//   npm run results -- --page                              only the page
//
// Each run is a process of its own, `nndl reproduce`, which keeps what it has done under runs/results: after Ctrl-C, a kill or
// a power cut the same command goes on where it was. Several commands may run side by side; one thread each (--threads),
// so that the seconds can be compared. Needs the build (npm run build, which npm run results does first).
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { experiments, resultsPage } from "@nndl/book";
import { readResults, resultPath, storeResult } from "./results.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", multiple: true, default: [] },
    seeds: { type: "string" },
    jobs: { type: "string", default: "1" },
    threads: { type: "string", default: "1" },
    again: { type: "boolean" },
    page: { type: "boolean" },
  },
});
const root = fileURLToPath(new URL("../../../", import.meta.url));
const children = new Set();
let stopped = false;

for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    stopped = true;
    // The terminal sends Ctrl-C to all of them; a child that gets it twice at once takes it as once.
    for (const child of children) child.kill(signal);
  });

if (!values.page) await runMissing();
writeFileSync(`${root}docs/results/experiments.md`, resultsPage(experiments, readResults()));
if (stopped) process.exitCode = 130;

async function runMissing() {
  const isMissing = ({ name, seed }) => values.again || !existsSync(resultPath(name, seed));
  const tasks = chosen().flatMap((experiment) => seedsOf(experiment).map((seed) => ({ name: experiment.name, seed })));
  const waiting = tasks.filter(isMissing);
  const worker = async () => {
    for (let task = waiting.shift(); task !== undefined && !stopped; task = waiting.shift())
      await runOne(task).catch((error) => {
        // The others are worth having all the same.
        console.error(error.message);
        process.exitCode = 1;
      });
  };
  await Promise.all(Array.from({ length: positive(values.jobs, "--jobs") }, worker));
}

async function runOne({ name, seed }) {
  const run = await reproduce(name, seed);
  if (run === undefined) return;
  const result = JSON.parse(readFileSync(`${run}/result.json`, "utf8"));
  if (result.form !== "full") throw new Error(`${name} seed ${seed} is not in full`);
  storeResult(result);
  console.log(`${name} seed ${seed}: ${result.seconds.toFixed(1)} s, ${result.sha256?.slice(0, 16) ?? ""}`);
}

/** The folder of the run, from the last line of type "run" that the command prints; undefined when it was interrupted. */
function reproduce(name, seed) {
  const options = ["--seed", seed, "--threads", values.threads, "--out", `${root}runs/results`, "--json"];
  if (values.again) options.push("--again");
  const child = spawn(
    process.execPath,
    [`${root}packages/cli/bin/nndl.js`, "reproduce", name, ...options.map(String)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  children.add(child);
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      children.delete(child);
      if (stopped) return resolve(undefined);
      if (code !== 0) return reject(new Error(`${name} seed ${seed} ended with ${code}`));
      const lines = text.trimEnd().split("\n");
      resolve(lines.map((line) => JSON.parse(line)).findLast((line) => line.type === "run" && line.name === name).run);
    });
  });
}

/** Chapter 6 takes hours, so it must be asked for. */
function chosen() {
  const asked = [...values.only, ...positionals].flatMap((text) => text.split(","));
  if (asked.length === 0) return experiments.filter(({ name }) => !name.startsWith("ch6/"));
  return asked.flatMap((text) => {
    const found = experiments.filter(({ name, id }) => name === text || id === text || name.startsWith(`${text}/`));
    if (found.length === 0) throw new Error(`There is no experiment ${text}; "nndl reproduce" lists them.`);
    return found;
  });
}

/** One run where there is no chance; else as many as the experiment wants, where nobody says which. */
function seedsOf({ chance, seeds = 5 }) {
  if (!chance) return [1];
  return values.seeds === undefined
    ? Array.from({ length: seeds }, (_, i) => i + 1)
    : values.seeds.split(",").map((text) => positive(text, "--seeds"));
}

function positive(text, what) {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${what} must be positive whole numbers, not ${text}`);
  return value;
}
