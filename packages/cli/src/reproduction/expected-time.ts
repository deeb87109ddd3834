/** How long runs will take, from what they took when their results were stored, and from what this machine has needed so far. */
import { type Experiment, formOf, type StoredResult, type Wanted } from "@nndl/book";
import { storedOf } from "./stored-results.ts";

/** Seconds that a run took elsewhere; of a look as much of the full run as it learns of it. Undefined where nobody knows. */
export function expectedSeconds(experiment: Experiment, wanted: Wanted): number | undefined {
  const { kind, shortened } = formOf(experiment, wanted);
  const stored = storedOf(experiment, 1, kind === "look" ? "full" : kind)?.result;
  return stored === undefined ? undefined : stored.seconds * share(stored, shortened);
}

function share({ trainings }: StoredResult, { epochs, limit }: Wanted): number {
  const learned = trainings.reduce((sum, training) => sum + training.images * training.epochs, 0);
  if (learned === 0) return 1;
  const less = trainings.reduce((sum, training) => {
    const images = limit === undefined ? training.images : training.images * Math.min(1, limit / mnistImages);
    return sum + images * (epochs ?? training.epochs);
  }, 0);
  return less / learned;
}

/** A limit is of these, also where each of them is learned from in several places. */
const mnistImages = 50_000;

/** What is known of a run's time. */
export interface Timing {
  readonly state: "queued" | "running" | "over";
  readonly expected: number | undefined;
  /** Seconds since it began; none of what it was before an interrupt. */
  readonly elapsed: number;
  /** How far it is, and how far it was when it began here; undefined where it does not say. */
  readonly fraction?: number | undefined;
  readonly from?: number | undefined;
}

/** As little of a run says nothing about the rest. */
const enough = 0.02;

/** Seconds until all are over; undefined while nothing is known of it. */
export function secondsLeft(runs: readonly Timing[], jobs: number): number | undefined {
  const pace = paceOf(runs);
  const estimates = runs.flatMap(({ expected }) => (expected === undefined ? [] : [expected]));
  const usual = estimates.length === 0 ? undefined : estimates.reduce((sum, each) => sum + each, 0) / estimates.length;
  const whole = ({ expected = usual }: Timing) => (expected === undefined ? undefined : expected * pace);
  const slots: number[] = [];
  for (const run of runs.filter(({ state }) => state === "running")) {
    const rest = restOf(run, whole(run));
    if (rest === undefined) return undefined;
    slots.push(rest);
  }
  while (slots.length < jobs) slots.push(0);
  for (const run of runs.filter(({ state }) => state === "queued")) {
    const takes = whole(run);
    if (takes === undefined) return undefined;
    const first = slots.indexOf(Math.min(...slots));
    slots[first] += takes;
  }
  return Math.max(...slots);
}

/** How many times as long as stored things take here. */
function paceOf(runs: readonly Timing[]): number {
  let [spent, foreseen] = [0, 0];
  for (const { state, expected, elapsed, fraction = 0, from = 0 } of runs) {
    const done = state === "over" ? 1 - from : fraction - from;
    if (state === "queued" || expected === undefined || done < enough) continue;
    spent += elapsed;
    foreseen += expected * done;
  }
  return foreseen > 0 ? spent / foreseen : 1;
}

function restOf({ elapsed, fraction, from = 0 }: Timing, whole: number | undefined): number | undefined {
  if (fraction !== undefined && fraction - from >= enough) return (elapsed / (fraction - from)) * (1 - fraction);
  // What takes longer than expected will take a little longer still.
  return whole === undefined ? undefined : Math.max(whole * (1 - (fraction ?? 0)) - elapsed, whole / 20);
}
