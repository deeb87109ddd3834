// @ts-check
/** Writes the results for people: one aligned table a case, then the goals. */
import { figure, threadCount } from "./goals.mjs";
import { US } from "./suite.mjs";

/** @import { GoalResult } from "./goals.mjs" */
/** @import { describeMachine } from "./machine.mjs" */
/** @import { Measured, Skipped } from "./rounds.mjs" */
/** @import { CaseReport, PeakShare } from "./suite.mjs" */

/**
 * @param {string} title
 * @param {ReturnType<typeof describeMachine>} machine
 * @param {{ rounds: number, seconds: number }} plan
 */
export function header(title, machine, { rounds, seconds }) {
  return [
    `${title}: examples per second`,
    ...machineLines(machine),
    `median of ${rounds} interleaved rounds of about ${figure(seconds)} s (lowest – highest)`,
  ].join("\n");
}

/** @param {ReturnType<typeof describeMachine>} machine */
export function machineLines({ processor, caches, cores, load, memoryGiB, system, node, environment }) {
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [
    `${processor}, ${cores} cores, ${memoryGiB} GiB; ${system}; Node ${node}`,
    `${caches.length > 0 ? `caches: ${caches.join(", ")}; ` : ""}load average at the start: ${load.toFixed(1)}`,
    ...(settings.length > 0 ? [`environment: ${settings.join(" ")}`] : []),
  ];
}

/** @param {CaseReport} report */
export function caseTable({ case: { title, threads }, measured, skipped, distances, shares }) {
  const several = threads.length > 1;
  const head = ["", "examples/s", "(lowest – highest)", `${US} is`, "cores", "peak MiB", "test"];
  const rows = measured.map((side) => [
    several ? `${side.ready.label}, ${threadCount(side.threads)}` : side.ready.label,
    rate(side.median),
    `(${rate(side.min)} – ${rate(side.max)})`,
    timesAsFast(side, measured),
    side.cores.toFixed(2),
    thousands(side.peakMiB),
    side.accuracy === null ? "" : `${(100 * side.accuracy).toFixed(1)} %`,
  ]);
  const least = Math.min(...measured.filter((side) => side.threads === 1).map(({ cores }) => cores));
  return [
    `\n${title} (${several ? `1 to ${threads.at(-1)} threads` : `${threadCount(threads[0])} each`})`,
    ...aligned([head, ...rows]),
    ...(least < 0.9
      ? [`  The machine was busy: one side had only ${least.toFixed(2)} of a core. Repeat this when it is calm.`]
      : []),
    ...stateLines(measured),
    ...(distances.length > 0
      ? [`  Before ${US}'s rounds on several threads a word went from core to core and back in ${range(distances)} ns.`]
      : []),
    ...shares.flatMap(shareLines),
    ...remarks(skipped),
  ].join("\n");
}

/** Speeds of a loop that lie further apart than this are two states of the machine, and not the noise of one. */
const STATES = 1.2;

/** How fast the machine was beside all these rounds. @param {Measured[]} measured */
function stateLines(measured) {
  const bare = measured.flatMap(({ speeds }) => speeds.map((speed) => speed.bare));
  if (bare.length === 0) return [];
  const changed = Math.max(...bare) > STATES * Math.min(...bare);
  return [
    `  Beside these rounds the bare loop reached ${range(bare)} GFLOP/s${
      changed
        ? ": the machine changed its state. The ratios are of the same moments, each beside the loop's speed."
        : "."
    }`,
  ];
}

/** The lowest and the highest. @param {number[]} values */
function range(values) {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)].map(thousands);
  return lowest === highest ? lowest : `${lowest} to ${highest}`;
}

/**
 * @param {Measured} side
 * @param {Measured[]} measured
 */
function timesAsFast(side, measured) {
  const us = measured.find(({ id, threads }) => id === US && threads === side.threads);
  return us && side !== us ? `${figure(us.steady / side.steady)} ×` : "";
}

/** @param {Skipped[]} skipped */
function remarks(skipped) {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const without = new Set(skipped.filter((side) => side.reason === reason).map(({ id }) => id));
    return `  without ${[...without].join(", ")}: ${reason}`;
  });
}

/** @param {PeakShare} share */
function shareLines({ threads, multiplyAdds, gigaflops, share, peak, bare, kernels, kernelSpeed }) {
  const percent = (/** @type {number} */ part) => `${Math.round(100 * part)} %`;
  const whole =
    `  ${US}, ${threadCount(threads)}: ${figure(multiplyAdds / 1e6)} M multiply-adds an example, ${figure(gigaflops)} GFLOP/s,` +
    ` ${percent(share)} of the 128-bit peak (${figure(peak)} GFLOP/s a core; the bare loop ${figure(bare)})`;
  if (kernels.length === 0) return [whole];
  const total = kernels.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = kernels.map(({ kernel, seconds, multiplyAdds }) => {
    const reached = (2 * multiplyAdds) / seconds / 1e9;
    const of = (/** @type {number} */ core) => percent(reached / (threads * core));
    const arithmetic = multiplyAdds > 0 ? [figure(reached), of(kernelSpeed.peak), of(kernelSpeed.bare)] : ["", "", ""];
    return [kernel, `${((100 * seconds) / total).toFixed(1)} %`, ...arithmetic];
  });
  return [
    whole,
    ...aligned([["kernel", "of the time", "GFLOP/s", "of the peak", "of the bare loop"], ...rows]).map(
      (line) => `  ${line}`,
    ),
  ];
}

/** @param {CaseReport[]} reports */
export function sides(reports) {
  /** @type {Map<string, string>} */
  const lines = new Map();
  for (const { measured } of reports) {
    for (const { ready } of measured) {
      const list = Object.entries(ready.versions).map(([name, version]) => `${name} ${version}`);
      const note = ready.note === "" ? "" : `; ${ready.note}`;
      lines.set(ready.label, `  ${ready.label}: ${list.join(", ")}${note}`);
    }
  }
  return ["\nsides", ...[...lines.keys()].sort().map((label) => lines.get(label))].join("\n");
}

/** @param {GoalResult[]} goals */
export function goalLines(goals) {
  const verdict = (/** @type {boolean | null} */ reached) =>
    reached === null ? "" : reached ? ": reached" : ": NOT reached";
  return ["\ngoals", ...goals.map(({ text, reached }) => `  ${text}${verdict(reached)}`)].join("\n");
}

/** @param {number} value examples per second */
function rate(value) {
  return value < 100 ? figure(value) : thousands(value);
}

/** @param {number} value */
function thousands(value) {
  return Math.round(value).toLocaleString("en-US");
}

/**
 * Columns padded to their widest cell: the first to the left, the others to the right.
 * @param {string[][]} rows
 */
function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ")}`.trimEnd(),
  );
}
