// @ts-check
/** Writes the results for people: one aligned table a case, then the goals. */
import { figure } from "./goals.mjs";
import { US } from "./suite.mjs";

/** @import { GoalResult } from "./goals.mjs" */
/** @import { describeMachine } from "./machine.mjs" */
/** @import { CaseReport } from "./suite.mjs" */

/**
 * @param {string} title
 * @param {ReturnType<typeof describeMachine>} machine
 * @param {{ rounds: number, seconds: number }} plan
 */
export function header(title, machine, { rounds, seconds }) {
  const settings = Object.entries(machine.environment).map(([name, value]) => `${name}=${value}`);
  return [
    `${title}: images per second`,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB; ${machine.system}; Node ${machine.node}`,
    ...(settings.length > 0 ? [`environment: ${settings.join(" ")}`] : []),
    `median of ${rounds} interleaved rounds of about ${figure(seconds)} s (lowest – highest)`,
  ].join("\n");
}

/** @param {CaseReport} report */
export function caseTable({ case: { title, threads }, measured, skipped }) {
  const us = measured.find(({ id }) => id === US);
  const head = ["", "img/s", "(lowest – highest)", `${US} is`, "cores", "peak MiB", "test"];
  const rows = measured.map((side) => [
    side.ready.label,
    thousands(side.median),
    `(${thousands(side.min)} – ${thousands(side.max)})`,
    us && side !== us ? `${figure(us.median / side.median)} ×` : "",
    side.cores.toFixed(2),
    thousands(side.peakMiB),
    side.accuracy === null ? "" : `${(100 * side.accuracy).toFixed(1)} %`,
  ]);
  const least = Math.min(...measured.map(({ cores }) => cores));
  const busy = threads === 1 && least < 0.9;
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  const remarks = reasons.map((reason) => {
    const without = skipped.filter((side) => side.reason === reason).map(({ id }) => id);
    return `  without ${without.join(", ")}: ${reason}`;
  });
  return [
    `\n${title} (${threads} ${threads === 1 ? "thread" : "threads"} each)`,
    ...aligned([head, ...rows]),
    ...(busy
      ? [`  The machine was busy: one side had only ${least.toFixed(2)} of a core. Repeat this when it is calm.`]
      : []),
    ...remarks,
  ].join("\n");
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
