import { finite, positiveInteger } from "../check.ts";
import type { Network } from "../network/index.ts";
import { largestOutput } from "../network/largest-output.ts";
import { stream } from "../random/index.ts";
import { type AttackOptions, checkBorder } from "./border.ts";
import { steer } from "./objective.ts";
import { lengthOf } from "./step.ts";

/** Inputs that look like nothing, one for each class. */
export interface FoolingInputs {
  /** The inputs, class after class. */
  readonly inputs: Float32Array;
  /** The network's output for the class that each is made for. */
  readonly confidences: Float32Array;
  /** How many of them are read as the class that they are made for, with the confidence that was asked for. */
  readonly reached: number;
  /** Steps, or generations, that were made. */
  readonly steps: number;
}

/** How inputs are made by ascent. */
export interface AscentOptions extends AttackOptions {
  /** The output that is enough; 0.9999 when absent. */
  readonly confidence?: number | undefined;
  /** Steps at most; 500 when absent. */
  readonly steps?: number | undefined;
  /** The length of a step in L2; a hundredth of the way across the range in every input when absent. */
  readonly stepSize?: number | undefined;
}

/**
 * Makes noise that a network takes for each class with great confidence: from random inputs, uniform over the range, along the
 * gradient of the class, until its output is large enough.
 *
 * @throws NndlError "attack.options", "attack.classes", "attack.range"; the reason of a signal that was given
 * @example
 * const { confidences } = await ascendFromNoise(net, { steps: 20 });
 * @see Nguyen, Yosinski and Clune, "Deep neural networks are easily fooled", arXiv 1412.1897, section 3.3
 */
export async function ascendFromNoise(network: Network, options: AscentOptions = {}): Promise<FoolingInputs> {
  const border = checkBorder(network, undefined, options, ["confidence", "steps", "stepSize"]);
  const { own, range, seed } = border;
  const [low, high] = range;
  const { inputSize: size, outputSize: classes } = network;
  const enough = checkConfidence(own.confidence ?? 0.9999);
  const steps = positiveInteger(own.steps ?? 500, { code: "attack.options", what: "steps" }, 1_000_000);
  const usual = 0.01 * (high - low) * Math.sqrt(size);
  const where = { code: "attack.options", what: "stepSize" } as const;
  const stepSize = finite(own.stepSize ?? usual, where, { above: 0 });
  const inputs = noise(size, classes, range, seed);
  const session = await border.engine.open(network, { threads: border.threads });
  try {
    for (let step = 0; ; step++) {
      const state = standing(session.predict(inputs), classes, enough);
      if (step === steps || state.reached === classes) return { inputs, ...state, steps: step };
      const gradients = session.inputGradients(inputs, (z, from) => {
        const errors = new Float32Array(z.length);
        for (let at = 0, k = from; at < z.length; at += classes, k++)
          if (state.confidences[k]! < enough)
            steer(z.subarray(at, at + classes), k, "towards", errors.subarray(at, at + classes));
        return errors;
      });
      for (let k = 0; k < classes; k++) {
        const gradient = gradients.subarray(k * size, (k + 1) * size);
        const length = lengthOf(gradient);
        if (length === 0) continue;
        for (let p = 0; p < size; p++) {
          const at = k * size + p;
          inputs[at] = Math.min(high, Math.max(low, inputs[at]! + (stepSize * gradient[p]!) / length));
        }
      }
      await border.after(step + 1, steps);
    }
  } finally {
    session.close();
  }
}

/** How inputs are bred. */
export interface EvolutionOptions extends AttackOptions {
  /** The output that is enough; 0.9999 when absent. */
  readonly confidence?: number | undefined;
  /** Generations at most; 1,000 when absent. */
  readonly generations?: number | undefined;
  /** Children in a generation; 100 when absent. */
  readonly children?: number | undefined;
  /** The share of its numbers that a child has from chance and not from its parent; 0.02 when absent. */
  readonly mutation?: number | undefined;
}

/**
 * Breeds noise that a network takes for each class with great confidence, without any gradient: of each class one champion is
 * kept. A child has the numbers of one champion but for a few that are drawn anew, and takes the place of every champion for
 * whose class its output is larger. It asks a network nothing but its outputs, and so finds what gradients hide.
 *
 * @throws NndlError "attack.options", "attack.classes", "attack.range"; the reason of a signal that was given
 * @example
 * const { steps } = await evolve(net, { generations: 5, children: 20 });
 * @see Nguyen, Yosinski and Clune, "Deep neural networks are easily fooled", arXiv 1412.1897, section 2.3 (MAP-Elites)
 */
export async function evolve(network: Network, options: EvolutionOptions = {}): Promise<FoolingInputs> {
  const border = checkBorder(network, undefined, options, ["confidence", "generations", "children", "mutation"]);
  const { own, range, seed } = border;
  const [low, high] = range;
  const { inputSize: size, outputSize: classes } = network;
  const where = (what: string) => ({ code: "attack.options", what }) as const;
  const enough = checkConfidence(own.confidence ?? 0.9999);
  const generations = positiveInteger(own.generations ?? 1000, where("generations"), 2 ** 32 - 1);
  const children = positiveInteger(own.children ?? 100, where("children"), 100_000);
  const mutation = finite(own.mutation ?? 0.02, where("mutation"), { above: 0, max: 1 });
  const inputs = noise(size, classes, range, seed);
  const session = await border.engine.open(network, { threads: border.threads });
  try {
    let state = standing(session.predict(inputs), classes, enough);
    const brood = new Float32Array(children * size);
    for (let generation = 0; ; generation++) {
      if (generation === generations || state.reached === classes) return { inputs, ...state, steps: generation };
      const chance = stream(seed, "attack/evolution", generation);
      for (let child = 0; child < children; child++) {
        const parent = chance.integer(classes);
        for (let p = 0; p < size; p++) {
          const isNew = chance.uniform() < mutation;
          brood[child * size + p] = isNew ? low + (high - low) * chance.uniform() : inputs[parent * size + p]!;
        }
      }
      const outputs = session.predict(brood);
      const confidences = state.confidences.slice();
      for (let child = 0; child < children; child++)
        for (let k = 0; k < classes; k++)
          if (outputs[child * classes + k]! > confidences[k]!) {
            confidences[k] = outputs[child * classes + k]!;
            inputs.set(brood.subarray(child * size, (child + 1) * size), k * size);
          }
      state = standing(session.predict(inputs), classes, enough);
      await border.after(generation + 1, generations);
    }
  } finally {
    session.close();
  }
}

function checkConfidence(value: unknown): number {
  return finite(value, { code: "attack.options", what: "the confidence that is enough" }, { above: 0, max: 1 });
}

/** An input of uniform noise for each class. */
function noise(size: number, classes: number, [low, high]: readonly [number, number], seed: number): Float32Array {
  const inputs = new Float32Array(classes * size);
  for (let k = 0; k < classes; k++) {
    const chance = stream(seed, "attack/noise", k);
    for (let p = 0; p < size; p++) inputs[k * size + p] = low + (high - low) * chance.uniform();
  }
  return inputs;
}

/** How sure a network is of the input that stands for each class. */
function standing(outputs: Float32Array, classes: number, enough: number) {
  const confidences = Float32Array.from({ length: classes }, (_, k) => outputs[k * classes + k]!);
  let reached = 0;
  for (let k = 0; k < classes; k++)
    if (confidences[k]! >= enough && largestOutput(outputs.subarray(k * classes, (k + 1) * classes)) === k) reached++;
  return { confidences, reached };
}
