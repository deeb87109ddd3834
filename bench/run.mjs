// @ts-check
/** Runs a suite: `node run.mjs dense`. `npm run bench -- dense` in the repository's root builds and installs first. */
import { writeFileSync } from "node:fs";
import { checkGoals } from "./harness/goals.mjs";
import { removeWritten } from "./harness/inputs.mjs";
import { describeMachine } from "./harness/machine.mjs";
import { chosen, HELP, readOptions, UsageError } from "./harness/options.mjs";
import { peakShares } from "./harness/peak.mjs";
import { caseTable, goalLines, header, machineLines, sides as sideLines } from "./harness/report.mjs";
import { measure } from "./harness/rounds.mjs";
import { findSides } from "./harness/sides.mjs";
import { ProgramFailed } from "./harness/study.mjs";
import { US } from "./harness/suite.mjs";
import { browser } from "./studies/browser.mjs";
import { browserMemory } from "./studies/browser-memory.mjs";
import { freeze } from "./studies/freeze.mjs";
import { memory } from "./studies/memory.mjs";
import { pictures } from "./studies/pictures.mjs";
import { table } from "./studies/table.mjs";
import { timeTo99 } from "./studies/time-to-99.mjs";
import { conv } from "./suites/conv.mjs";
import { dense } from "./suites/dense.mjs";
import { sequences } from "./suites/sequences.mjs";

/** @import { Study } from "./harness/study.mjs" */
/** @import { CaseReport, Suite } from "./harness/suite.mjs" */

/** @type {Record<string, Suite>} */
const suites = { dense, conv, sequences };
/** @type {Record<string, Study>} */
const studies = { "time-to-99": timeTo99, memory, freeze, table, pictures, browser, "browser-memory": browserMemory };

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

/** One line that each next one replaces, on a terminal only. @param {string} text */
const progress = (text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
};

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help || options.suite === undefined) {
    print(HELP);
    if (!options.help) process.exitCode = 2;
    return;
  }
  if (Object.hasOwn(studies, options.suite)) return study(options.suite, options);
  if (!Object.hasOwn(suites, options.suite)) {
    const names = [...Object.keys(suites), ...Object.keys(studies)].join(", ");
    throw new UsageError(`no suite ${options.suite}; there is ${names}`);
  }
  const suite = suites[options.suite];
  const sides = chosen("--only", taking(suite), options.only);
  const cases = chosen("--case", suite.cases, options.cases);
  if (options.list) {
    print(`sides: ${sides.map(({ id }) => id).join(" ")}\ncases: ${cases.map(({ id }) => id).join(" ")}`);
    return;
  }
  if (options.json !== undefined) checkWritable(options.json);

  const machine = describeMachine();
  const plan = { rounds: options.rounds, seconds: options.seconds };
  print(header(suite.title, machine, plan));
  /** @type {CaseReport[]} */
  const reports = [];
  for (const one of cases) {
    const { work, network, miniBatchSize, learningRate } = one;
    const tasks = one.threads.map((threads) => ({
      work,
      network,
      miniBatchSize,
      learningRate,
      threads,
      ...one.inputs(),
    }));
    const these = sides.filter(({ id }) => !one.without?.includes(id));
    const tell = (/** @type {string} */ text) => progress(`${one.id}: ${text}`);
    const result = await measure(these, tasks, plan, tell);
    const shares = peakShares(one, result.measured);
    progress("");
    const report = { case: one, ...result, shares };
    reports.push(report);
    print(caseTable(report));
  }
  const goals = sides.some(({ id }) => id === US) ? checkGoals(suite, reports) : [];
  print(sideLines(reports));
  if (goals.length > 0) print(goalLines(goals));
  if (options.json !== undefined) {
    const result = { suite: options.suite, date: new Date().toISOString(), machine, plan, cases: reports, goals };
    writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  }
  if (reports.some(({ skipped }) => skipped.some(({ id, failed }) => id === US && failed))) process.exitCode = 1;
}

/**
 * nndl alone.
 * @param {string} name
 * @param {ReturnType<typeof readOptions>} options
 */
async function study(name, { rounds, seeds, threads, minutes, json }) {
  if (json !== undefined) checkWritable(json);
  const { title, run } = studies[name];
  const machine = describeMachine();
  print([title, ...machineLines(machine)].join("\n"));
  const { results, goals } = await run({ rounds, seeds, threads, minutes }, print);
  print(goalLines(goals));
  if (json !== undefined) {
    const result = { study: name, date: new Date().toISOString(), machine, threads, results, goals };
    writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  }
}

/** The sides that a suite is for. @param {Suite} suite */
function taking({ sides }) {
  return findSides().filter(({ id }) => sides === undefined || sides.includes(id));
}

/** A path that cannot be written is better known now than after the run. @param {string} path */
function checkWritable(path) {
  try {
    writeFileSync(path, "");
  } catch (error) {
    throw new UsageError(`--json ${path} cannot be written: ${/** @type {Error} */ (error).message}`);
  }
}

process.on("exit", removeWritten);
for (const [signal, code] of /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
]))
  process.on(signal, () => process.exit(code));

main().catch((error) => {
  if (error instanceof ProgramFailed) {
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`bench: ${error.message}\n\n${HELP}`);
  process.exitCode = 2;
});
