// @ts-check
/** Compares what was measured with what was meant to be reached. */
import { BEST_JAVASCRIPT, US } from "./suite.mjs";

/** @import { CaseReport, Goal, Suite } from "./suite.mjs" */
/** @import { Measured } from "./rounds.mjs" */

/** @typedef {{ text: string, measured: number | null, goal: number | null, reached: boolean | null }} GoalResult */

/**
 * @param {Suite} suite
 * @param {CaseReport[]} reports
 * @returns {GoalResult[]}
 */
export function checkGoals(suite, reports) {
  const speed = reports.flatMap((report) => report.case.goals.map((goal) => checkSpeed(goal, report, reports)));
  const peaks = reports.flatMap(({ measured }) => measured.filter(({ id }) => id === US).map(({ peakMiB }) => peakMiB));
  if (peaks.length === 0 || suite.memoryGoalMB === undefined) return speed;
  const measured = (Math.max(...peaks) * 2 ** 20) / 1e6;
  const goal = suite.memoryGoalMB;
  const text = `${US}'s largest peak memory: ${Math.round(measured)} MB (goal: under ${goal} MB)`;
  return [...speed, { text, measured, goal, reached: measured < goal }];
}

/**
 * @param {Goal} goal
 * @param {CaseReport} report
 * @param {CaseReport[]} reports
 * @returns {GoalResult}
 */
function checkSpeed(goal, report, reports) {
  const { title, threads } = report.case;
  const where = threads.length > 1 ? `${title}, ${threadCount(goal.threads ?? threads[0])}` : title;
  const found = ratio(report, goal);
  const bar = "times" in goal ? { value: goal.times } : otherBar(goal, reports);
  const wanted = bar ? `${figure(bar.value)} ×` : "the ratio of a case that was not measured";
  if (!found || !bar)
    return {
      text: `${where}: × ${found?.label ?? goal.against} (goal ${wanted}): not measured`,
      measured: null,
      goal: bar?.value ?? null,
      reached: null,
    };
  const reached = "times" in goal ? found.value >= bar.value : found.value > bar.value;
  const how = "times" in goal ? `goal ${wanted}` : `goal: above the ${wanted} of ${goal.betterThan}`;
  return {
    text: `${where}: ${figure(found.value)} × ${found.label} (${how})`,
    measured: found.value,
    goal: bar.value,
    reached,
  };
}

/**
 * @param {Goal & { betterThan: string }} goal
 * @param {CaseReport[]} reports
 */
function otherBar(goal, reports) {
  const other = reports.find((report) => report.case.id === goal.betterThan);
  return other && ratio(other, { against: goal.against });
}

/**
 * How many times as fast as another side nndl was, both beside the same speed of the machine.
 * @param {CaseReport} report
 * @param {{ against: string, threads?: number, againstThreads?: number }} goal
 */
function ratio({ case: { threads: counts }, measured }, { against, threads = counts[0], againstThreads = threads }) {
  const us = measured.find((side) => side.id === US && side.threads === threads);
  const others = measured.filter((side) => side.threads === againstThreads);
  const other = against === BEST_JAVASCRIPT ? bestJavaScript(others) : others.find(({ id }) => id === against);
  if (!us || !other) return undefined;
  const name = against === BEST_JAVASCRIPT ? `the best JavaScript peer (${other.ready.label})` : other.ready.label;
  const label = againstThreads === threads ? name : `${name} on ${threadCount(againstThreads)}`;
  return { value: us.steady / other.steady, label };
}

/** @param {Measured[]} measured fastest first */
function bestJavaScript(measured) {
  return measured.find(({ id, ready }) => id !== US && ready.language === "javascript" && !ready.byHand);
}

/** @param {number} count */
export function threadCount(count) {
  return `${count} ${count === 1 ? "thread" : "threads"}`;
}

/** @param {number} value a ratio, to three digits */
export function figure(value) {
  return value >= 100 ? String(Math.round(value)) : Number(value.toPrecision(3)).toString();
}
