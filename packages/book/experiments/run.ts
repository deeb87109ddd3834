import { sha256Hex } from "nndl/formats";
import { Workbench } from "./bench.ts";
import type { Experiment } from "./experiment.ts";
import type { Measured } from "./figure.ts";
import { formOf } from "./form.ts";
import { inMemory } from "./keeper.ts";
import type { ExperimentResult, RunOptions, TrainingRecord } from "./result.ts";

/**
 * Runs an experiment with one seed: the same seed gives the same result, weights included, to the bit.
 *
 * @throws NndlError for a seed, a number of epochs, a limit or data that cannot be; the signal's reason when it aborts
 * @example const { measured, sha256 } = await runExperiment(findExperiment("E1.1"), { seed: 1, data: await mnist() });
 */
export async function runExperiment(experiment: Experiment, options: RunOptions): Promise<ExperimentResult> {
  options.signal?.throwIfAborted();
  const began = performance.now();
  const { keeper = inMemory(), ...rest } = options;
  const bench = new Workbench(experiment, rest, keeper, runExperiment);
  const measured = await experiment.run(bench);
  checkMeasured(experiment, measured);
  const { trainings, networks, said } = bench;
  const spent = (performance.now() - began) / 1000;
  // What a run before an interruption took, or another experiment's kept run.
  const trained = trainings.reduce((sum, { seconds }) => sum + seconds, 0);
  const { kind, shortened } = formOf(experiment, options);
  return {
    name: experiment.name,
    seed: options.seed,
    form: kind,
    ...(kind === "look" ? { shortened } : {}),
    measured,
    said,
    trainings,
    seconds: Math.max(spent, trained),
    ...(trainings.length === 0 ? {} : { sha256: hashOf(trainings) }),
    networks,
  };
}

function hashOf(trainings: readonly TrainingRecord[]): string {
  const hashes = trainings.map(({ sha256 }) => sha256);
  return hashes.length === 1 ? hashes[0] : sha256Hex([new TextEncoder().encode(hashes.join("\n"))]);
}

/**
 * A program that forgets a figure, or gives what cannot be stored, is wrong: better now than when it is drawn.
 *
 * @throws TypeError
 */
export function checkMeasured({ name, figures }: Pick<Experiment, "name" | "figures">, measured: Measured): void {
  const wanted = Object.entries(figures).filter(([, { kind }]) => kind !== "claim");
  for (const [key, { kind }] of wanted) {
    const value = measured[key];
    const isFine = kind === "number" ? typeof value === "number" : Array.isArray(value);
    if (!isFine) throw new TypeError(`${name} measured no ${kind} for its figure ${key}`);
  }
  const known = new Set(wanted.map(([key]) => key));
  const stranger = Object.keys(measured).find((key) => !known.has(key));
  if (stranger !== undefined) throw new TypeError(`${name} has no figure ${stranger}`);
}
