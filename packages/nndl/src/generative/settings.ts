import type { AbortSignalLike } from "../abort-signal.ts";
import { boolean, finite, integer, knownKeys, oneOf, plainObject, positiveInteger } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { NndlError, show } from "../errors.ts";
import { checkSchedule, type ScheduleName, type ScheduleSpec, scheduleOf } from "../functions/index.ts";
import type { Incomplete } from "../training/options.ts";
import type { MachineRules, Sparsity } from "./session.ts";

/** Steps of Gibbs sampling between an example and its reconstruction: as many in the first epoch, and in the last. */
export interface GibbsSteps {
  readonly from: number;
  readonly to: number;
}

/** All that decides a run besides the machine and the data, complete. Plain JSON. */
export interface MachineSettings extends MachineRules {
  readonly epochs: number;
  readonly learningRate: number;
  readonly schedule: ScheduleSpec;
  readonly gibbsSteps: GibbsSteps;
  /** Whether each epoch visits the examples in a new random order. */
  readonly shuffle: boolean;
}

/** How to train a machine, as one writes it: what is left out, or undefined, gets its default. */
export interface MachineOptions {
  /** How often each example is learned from. */
  readonly epochs: number;
  /** η, from above 0. */
  readonly learningRate: number;
  /** Examples in a mini-batch, and chains; 10 when absent. */
  readonly miniBatchSize?: number | undefined;
  /** Constant when absent. */
  readonly schedule?: ScheduleName | Incomplete<ScheduleSpec> | undefined;
  /** k of CD-k: 1 when absent; `{ from: 1, to: 25 }` rises evenly over the epochs. */
  readonly gibbsSteps?: number | GibbsSteps | undefined;
  /** Whether chains go on from one mini-batch to the next (persistent contrastive divergence); false when absent. */
  readonly persistent?: boolean | undefined;
  /** μ, from 0 to below 1; 0 when absent. */
  readonly momentum?: number | undefined;
  /** λ of the change −ηλw of each weight; 0 when absent. */
  readonly weightDecay?: number | undefined;
  /** None when absent; a cost of 0.1 and a decay of 0.9 when these are. */
  readonly sparsity?:
    | { readonly target: number; readonly cost?: number | undefined; readonly decay?: number | undefined }
    | undefined;
  /**
   * Whether an example's numbers are probabilities of 1, and states are drawn from them each time anew ("drawn"), or are the
   * states of the units ("given", when absent).
   */
  readonly examples?: MachineRules["examples"] | undefined;
  /** Whether the chains' visible units have states ("drawn", when absent) or take their means ("means"). */
  readonly chains?: MachineRules["chains"] | undefined;
  /** True when absent. */
  readonly shuffle?: boolean | undefined;
  /** Data sets to measure after each epoch, by a name of your choice. */
  readonly evaluate?: Readonly<Record<string, Dataset>> | undefined;
  /** "wasm" when absent; "reference" computes in float64, one example after another. */
  readonly engine?: "wasm" | "reference" | undefined;
  /** The number never changes a bit of any result. */
  readonly threads?: number | "auto" | undefined;
  /** Ends the run at the next mini-batch; `outcome.reason` is then "aborted". */
  readonly signal?: AbortSignalLike | undefined;
  /** Also yields an event every so many mini-batches. */
  readonly miniBatchEvents?: number | undefined;
}

const settingNames = [
  ...["epochs", "learningRate", "miniBatchSize", "schedule", "gibbsSteps", "persistent", "momentum", "weightDecay"],
  ...["sparsity", "examples", "chains", "shuffle"],
];
const otherNames = ["evaluate", "engine", "threads", "signal", "miniBatchEvents", "resume"];
const code = "boltzmann.options";

/** The settings among a run's options, checked and complete. @throws NndlError "boltzmann.options", "training.schedule" */
export function checkMachineSettings(value: unknown): MachineSettings {
  const given = plainObject(value, { code, what: "the options of a machine's training" });
  knownKeys(given, [...settingNames, ...otherNames], { code, what: "the options of a machine's training" });
  const at = (what: string) => ({ code, what }) as const;
  const schedule = checkSchedule(given.schedule ?? "constant");
  if (scheduleOf(schedule).onPlateau !== undefined)
    throw new NndlError(code, {
      received: `schedule ${show(schedule.type)}`,
      expected: "the schedule of a machine's training must go by epochs: its cost cannot be watched",
      next: 'Use "constant", "step" or "cosine".',
    });
  const sparsity = given.sparsity === undefined ? undefined : checkSparsity(given.sparsity);
  return {
    epochs: positiveInteger(given.epochs, at("epochs")),
    learningRate: finite(given.learningRate, at("learningRate"), { above: 0 }),
    miniBatchSize: positiveInteger(given.miniBatchSize ?? 10, at("miniBatchSize"), 2 ** 16),
    schedule,
    gibbsSteps: checkGibbsSteps(given.gibbsSteps ?? 1),
    persistent: boolean(given.persistent ?? false, at("persistent")),
    momentum: finite(given.momentum ?? 0, at("momentum"), { min: 0, below: 1 }),
    weightDecay: finite(given.weightDecay ?? 0, at("weightDecay"), { min: 0, below: 1 }),
    sparsity,
    examples: oneOf(given.examples ?? "given", ["given", "drawn"], at("examples")),
    chains: oneOf(given.chains ?? "drawn", ["drawn", "means"], at("chains")),
    shuffle: boolean(given.shuffle ?? true, at("shuffle")),
  };
}

function checkGibbsSteps(value: unknown): GibbsSteps {
  const range = { min: 1, max: 1000 };
  if (typeof value === "number") {
    const steps = integer(value, { code, what: "gibbsSteps" }, range);
    return { from: steps, to: steps };
  }
  const fields = plainObject(value, { code, what: "gibbsSteps" });
  knownKeys(fields, ["from", "to"], { code, what: "gibbsSteps" });
  return {
    from: integer(fields.from, { code, what: "gibbsSteps: from" }, range),
    to: integer(fields.to, { code, what: "gibbsSteps: to" }, range),
  };
}

function checkSparsity(value: unknown): Sparsity {
  const fields = plainObject(value, { code, what: "sparsity" });
  knownKeys(fields, ["target", "cost", "decay"], { code, what: "sparsity" });
  return {
    target: finite(fields.target, { code, what: "sparsity: target" }, { above: 0, below: 1 }),
    cost: finite(fields.cost ?? 0.1, { code, what: "sparsity: cost" }, { min: 0 }),
    decay: finite(fields.decay ?? 0.9, { code, what: "sparsity: decay" }, { min: 0, below: 1 }),
  };
}

/** k of an epoch. */
export function gibbsStepsAt({ epochs, gibbsSteps: { from, to } }: MachineSettings, epoch: number): number {
  return epochs === 1 ? from : Math.round(from + ((to - from) * epoch) / (epochs - 1));
}

/** η of an epoch. */
export function machineRateAt(settings: MachineSettings, epoch: number, stepsPerEpoch: number): number {
  const { schedule, learningRate, epochs } = settings;
  const moment = { epoch, step: epoch * stepsPerEpoch, steps: epochs * stepsPerEpoch, reductions: 0 };
  return learningRate * scheduleOf(schedule).multiplier(schedule, moment);
}
