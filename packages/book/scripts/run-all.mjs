// Runs the book's experiments for real, by nndl reproduce, and writes results/ (a file for each experiment and seed) and
// docs/results/experiments.md, the page.
//
//   npm run results                                        what is missing of chapters 1 to 5, with as many seeds as each wants
//   npm run results -- ch6/relu "ch6/expanded*" --seeds 1,2,3   these, and only these, as nndl reproduce names them (--only, too)
//   npm run results -- --quick                             the quick forms that are missing: quick.json of each experiment
//   npm run results -- ch3 --again                         from the beginning, also what is there
//   npm run results -- --page                              only the page
//
// --jobs says how many runs are done at a time, --threads on how many threads each: one, so that the seconds can be compared.
// Runs are kept under runs/results: after Ctrl-C, a kill or a power cut the same command goes on where it was. Needs the build
// (npm run build, which npm run results does first).
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { experiments, formOf, readStored, resultsPage } from "@nndl/book";
import { readResults, resultPath, storeResult } from "./results.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", multiple: true, default: [] },
    seeds: { type: "string" },
    jobs: { type: "string" },
    threads: { type: "string", default: "1" },
    quick: { type: "boolean", default: false },
    again: { type: "boolean", default: false },
    page: { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("../../../", import.meta.url));
const command = `${root}packages/cli/bin/nndl.js`;
const kept = `${root}runs/results`;
const { version } = JSON.parse(readFileSync(`${root}packages/cli/package.json`, "utf8"));

// The terminal sends Ctrl-C to the command, too, which saves what it has.
process.on("SIGINT", () => {});
if (!values.page) {
  const missing = tasks().filter((task) => values.again || !existsSync(resultPath(task)));
  for (const group of groupsOf(missing)) {
    const gathering = setInterval(() => gather(group.tasks), 10_000);
    process.exitCode = await reproduce(group);
    clearInterval(gathering);
    gather(group.tasks);
    if (process.exitCode === 130) break;
  }
}
writeFileSync(`${root}docs/results/experiments.md`, resultsPage(experiments, readResults()));

/** The runs that are wanted: one where there is no chance, or in the quick form; else as many as the experiment says. */
function tasks() {
  return chosen().flatMap((experiment) => {
    const { name, chance, seeds: usual = 5 } = experiment;
    const form = formOf(experiment, { quick: values.quick }).kind;
    // Where the quick form is the full one, it is stored with the others of that form.
    if (values.quick && form === "full") return [];
    const all =
      values.seeds?.split(",").map((text) => positive(text)) ?? Array.from({ length: usual }, (_, i) => i + 1);
    return (chance && !values.quick ? all : [1]).map((seed) => ({ name, seed, form }));
  });
}

/** As the command understands names. Chapter 6 takes hours, so it must be asked for. */
function chosen() {
  const asked = [...values.only, ...positionals].flatMap((text) => text.split(","));
  if (asked.length === 0) return experiments.filter(({ name }) => values.quick || !name.startsWith("ch6/"));
  const list = [command, "reproduce", ...asked, "--list", "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, list, { encoding: "utf8" });
  if (status !== 0) {
    console.error(JSON.parse(stderr).error.message);
    process.exit(status);
  }
  const names = JSON.parse(stdout).experiments.map(({ name }) => name);
  return experiments.filter(({ name }) => names.includes(name));
}

/** What one command can do: experiments that want the same seeds, which follow one another. */
function groupsOf(wanted) {
  const groups = new Map();
  for (const name of new Set(wanted.map((task) => task.name))) {
    const own = wanted.filter((task) => task.name === name);
    for (let from = 0, to = 1; to <= own.length; to++) {
      if (own[to]?.seed === own[to - 1].seed + 1) continue;
      const key = `${own[from].seed} ${to - from}`;
      const group = groups.get(key) ?? { seed: own[from].seed, seeds: to - from, names: [], tasks: [] };
      group.names.push(name);
      group.tasks.push(...own.slice(from, to));
      groups.set(key, group);
      from = to;
    }
  }
  return [...groups.values()];
}

function reproduce({ names, seed, seeds }) {
  const options = { seed, seeds, threads: values.threads, jobs: values.jobs, out: kept };
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const flags = ["quick", "again"].filter((name) => values[name]).map((name) => `--${name}`);
  const child = spawn(process.execPath, [command, "reproduce", ...names, ...given, ...flags], { stdio: "inherit" });
  process.once("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Stores what has come to its end of what is wanted. */
function gather(wanted) {
  for (const folder of existsSync(kept) ? readdirSync(kept) : []) {
    const path = `${kept}/${folder}/result.json`;
    if (!existsSync(path)) continue;
    const result = readStored(readFileSync(path, "utf8"), path);
    const isWanted = wanted.some(
      ({ name, seed, form }) => name === result.name && seed === result.seed && form === result.form,
    );
    if (isWanted && result.versions.nndl === version) storeResult(result);
  }
}

function positive(text) {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--seeds must be positive whole numbers, not ${text}`);
  return value;
}
