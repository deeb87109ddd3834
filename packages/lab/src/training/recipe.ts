import { type SetName, setNames } from "@nndl/words/set-names";
import {
  classification,
  type NetworkInput,
  type NetworkSpec,
  NndlError,
  type TrainingSettings,
  type TrainOptions,
} from "nndl";
import { estimateMemory } from "nndl/analysis";
import { text } from "nndl/check";
import { checkSeed } from "nndl/random";
import { checkNetworkSpec, checkSettings } from "nndl/spec";
import { type Fields, fieldsOf, refuse, wholeIn } from "./check.ts";
import { bytesOfData, checkDataChoice, type DataChoice } from "./data-choice.ts";

/** Of how many of its first examples a set's cost and accuracy are measured after each epoch; 0 measures nothing. */
export type Measured = Readonly<Partial<Record<SetName, number>>>;

/** A network whose weights a run starts from. Its bytes are given beside the recipe: no link holds them. */
export interface StartedFrom {
  /** What it is called. Only shown. */
  readonly name: string;
  /** Of its weights. */
  readonly sha256: string;
  /** How many outputs it has, where the run's last layer is another one, drawn anew. */
  readonly outputs?: number;
}

/** The settings of a run, as one writes them: what decides its weights, and nothing about how it is carried out. */
export type TrainingInput = Omit<
  TrainOptions,
  "evaluate" | "engine" | "threads" | "signal" | "miniBatchEvents" | "resume" | "lastCheckpoint"
>;

/**
 * Everything that a run is, as plain JSON: what a link holds. The same recipe gives the same weights, to the bit.
 *
 * @example
 * const e11: Recipe = {
 *   network: { input: [784], layers: [dense(30), dense(10)], cost: "quadratic", initializer: "gaussian", seed: 1 },
 *   data: { kind: "mnist" },
 *   training: { epochs: 30, miniBatchSize: 10, learningRate: 3 },
 * };
 */
export interface Recipe {
  readonly network: NetworkInput;
  readonly data: DataChoice;
  readonly training: TrainingInput;
  /** All test examples when absent. What early stopping watches must be among it. */
  readonly measured?: Measured;
  /** "auto" when absent. Changes no bit. */
  readonly threads?: number | "auto";
  /** Where all weights are drawn from the seed when absent. */
  readonly from?: StartedFrom;
}

/** A recipe, checked and complete. */
export interface CheckedRecipe extends Recipe {
  readonly network: NetworkSpec;
  readonly training: TrainingSettings;
  readonly measured: Measured;
  readonly threads: number | "auto";
}

/** What a tab can hold beside everything else, in bytes: in the engine's memory, and altogether. */
export const mostBytes = { engine: 1.5 * 2 ** 30, total: 3 * 2 ** 30 } as const;

/** A record is kept of each epoch; a hundred images take 15,000 to be learned from as long as the book's 50,000. */
const mostEpochs = 20_000;

/**
 * Checks a recipe and completes it; nothing of what it describes is made. What comes back shares nothing with what was
 * given and holds only what was checked, so it may come from a link.
 *
 * @throws NndlError "recipe…" for the recipe itself, "recipe.memory" when a tab cannot hold it, and what the library throws
 *   for networks and settings: "network.…", "layer.…", "training.…", "seed", …
 */
export function checkRecipe(value: unknown): CheckedRecipe {
  const fields = fieldsOf(value, ["network", "data", "training", "measured", "threads", "from"], "recipe", "a recipe");
  const network = checkNetworkSpec(copied(fields.network));
  const data = checkDataChoice(fields.data);
  const measured = checkMeasured(fields.measured ?? { test: 10_000 });
  const training = checkTraining(fields.training, data, measured);
  const threads = fields.threads ?? "auto";
  const recipe: CheckedRecipe = {
    network,
    data,
    training,
    measured,
    threads: threads === "auto" ? threads : wholeIn(threads, 1, 64, "recipe.threads", 'threads, unless "auto",'),
    ...(fields.from === undefined ? {} : { from: checkFrom(fields.from) }),
  };
  checkMemory(recipe, bytesOfData(data));
  return recipe;
}

function checkFrom(value: unknown): StartedFrom {
  const code = "recipe.from";
  const { name, sha256, outputs } = fieldsOf(value, ["name", "sha256", "outputs"], code, "what a run starts from");
  if (typeof sha256 !== "string" || !/^[\da-f]{64}$/.test(sha256))
    refuse(code, "the network that a run starts from must be named by the SHA-256 of its weights", sha256, "Give it.");
  return {
    name: text(name, { code, what: "the name of the network that a run starts from" }, 200),
    sha256,
    ...(outputs === undefined ? {} : { outputs: wholeIn(outputs, 1, 2 ** 24, code, "its outputs") }),
  };
}

/** The same recipe with all weights drawn from another seed, and with another order of the examples. */
export function withSeed({ from: _, ...recipe }: CheckedRecipe, seed: number): CheckedRecipe {
  return { ...recipe, network: checkNetworkSpec({ ...recipe.network, seed: checkSeed(seed) }) };
}

/**
 * Refuses what a tab cannot hold, before any of it is allocated.
 * @throws NndlError "recipe.memory"
 */
export function checkMemory({ network, training }: CheckedRecipe, dataBytes: number): void {
  const { miniBatchSize, optimizer } = training;
  const needs = estimateMemory(network, { miniBatchSize, optimizer, dataBytes, checkpoints: true });
  // Questions are asked of a copy, which has its own engine.
  const total = needs.total + needs.parameters;
  if (needs.engine <= mostBytes.engine && total <= mostBytes.total) return;
  throw new NndlError("recipe.memory", {
    problem: `this run needs ${inGigabytes(total)} of memory, ${inGigabytes(needs.engine)} of them for computing, and a page has ${inGigabytes(mostBytes.total)}, ${inGigabytes(mostBytes.engine)} of them for computing`,
    next: "Use fewer or narrower layers, smaller mini-batches or fewer examples; or train it in Node, with the same bits.",
  });
}

function inGigabytes(bytes: number): string {
  return `${(bytes / 1e9).toLocaleString("en", { maximumFractionDigits: 1 })} GB`;
}

function checkMeasured(value: unknown): Measured {
  const fields = fieldsOf(value, setNames, "recipe.measured", "what is measured");
  return Object.fromEntries(
    setNames
      .map((name) => [name, wholeIn(fields[name] ?? 0, 0, 10_000_000, "recipe.measured", `measured: ${name}`)] as const)
      .filter(([, count]) => count > 0),
  );
}

/** The settings; what is watched must be measured, and is told from stand-ins of the same kind as the data. */
function checkTraining(value: unknown, data: DataChoice, measured: Measured): TrainingSettings {
  const code = "recipe.training";
  const known = ["epochs", "miniBatchSize", "learningRate", "optimizer", "schedule", "regularization", "shuffle"];
  const fields: Fields = fieldsOf(
    value,
    [...known, "expansion", "watch", "earlyStopping", "classWeights", "adversarial", "freeze", "changes"],
    code,
    "the training",
  );
  const evaluate = Object.fromEntries(Object.keys(measured).map((name) => [name, standIn(data)]));
  const settings = checkSettings({ ...(copied(fields) as object), evaluate });
  if (settings.epochs > mostEpochs)
    refuse("training.epochs", `a run in a page can have at most ${mostEpochs} epochs`, settings.epochs, "Use fewer.");
  return settings;
}

function standIn(data: DataChoice) {
  const set = classification([[0], [1]], [0, 1]);
  return data.kind === "function" || (data.kind === "mnist" && data.targets === "bits")
    ? new (set.constructor as typeof import("nndl").Dataset)({
        shape: [1],
        features: Float32Array.of(0),
        targets: { kind: "values", values: Float32Array.of(0), size: 1 },
      })
    : set;
}

/** As JSON would hold it: without what is undefined, functions, or getters. */
function copied(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value ?? null)) as unknown;
  } catch {
    return refuse("recipe", "a recipe must be plain JSON", value, "Leave out what JSON cannot hold.");
  }
}
