import { finite, positiveInteger } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import type { Network } from "../network/index.ts";
import { largestOutput } from "../network/largest-output.ts";
import { type AttackOptions, checkBorder } from "./border.ts";
import { changeSizes } from "./sizes.ts";
import type { SmallestChanges } from "./smallest.ts";
import { lengthOf } from "./step.ts";

/** How DeepFool goes. */
export interface DeepFoolOptions extends AttackOptions {
  /** Steps at most; 50 when absent. */
  readonly steps?: number | undefined;
  /** How much further than to the boundary, as a share of the way; 0.02 when absent. */
  readonly overshoot?: number | undefined;
}

/** Examples that are looked at at once: of each there is a gradient for every class. */
const atOnce = 50;

/**
 * DeepFool: steps to the nearest of the boundaries between classes, each taken for flat where one stands, until it is crossed.
 * With f_k = z_k − z_y and w_k = ∂f_k/∂x the step is r = |f_k| / ‖w_k‖² w_k, for the class k of the least |f_k| / ‖w_k‖. A
 * quick estimate of the smallest change in L2, from above; `smallestChanges` is slower and finds smaller ones.
 *
 * @param data examples with classes
 * @throws NndlError as `attack`, and "attack.options" for steps or an overshoot out of range
 * @example
 * const { found } = await deepFool(net, digits.test.take(5));
 * @see Moosavi-Dezfooli, Fawzi and Frossard, "DeepFool", arXiv 1511.04599
 */
export async function deepFool(
  network: Network,
  data: Dataset,
  options: DeepFoolOptions = {},
): Promise<SmallestChanges> {
  const border = checkBorder(network, data, options, ["steps", "overshoot"]);
  const { own, range } = border;
  const steps = positiveInteger(own.steps ?? 50, { code: "attack.options", what: "steps" }, 100_000);
  const overshoot = finite(own.overshoot ?? 0.02, { code: "attack.options", what: "overshoot" }, { min: 0 });
  const { size, count } = data;
  const classes = network.outputSize;
  const inputs = inputsIn(data);
  const originals = inputs.slice();
  const crossed = new Uint8Array(count);
  const session = await border.engine.open(network, { threads: border.threads });
  try {
    for (let first = 0; first < count; first += atOnce) {
      let active = Array.from({ length: Math.min(atOnce, count - first) }, (_, i) => first + i);
      const walked = new Map(active.map((i) => [i, new Float64Array(size)]));
      for (let step = 0; step <= steps && active.length > 0; step++) {
        const { z, gradients } = jacobians(active);
        active = active.filter((i, at) => {
          const own = z.subarray(at * classes, (at + 1) * classes);
          const label = data.label(i);
          if (largestOutput(own) !== label) crossed[i] = 1;
          if (crossed[i] === 1 || step === steps) return false;
          const rows = Array.from({ length: classes }, (_, k) => {
            const from = (at * classes + k) * size;
            return gradients.subarray(from, from + size);
          });
          return walk(i, own, label, rows, walked.get(i)!);
        });
        await border.after(Math.min(count, first + atOnce) - active.length, count);
      }
    }
  } finally {
    session.close();
  }
  const sizes = changeSizes(originals, inputs, size);
  const distances = Float64Array.from(sizes, ({ l2 }, i) => (crossed[i] === 1 ? l2 : Number.POSITIVE_INFINITY));
  for (let i = 0; i < count; i++)
    if (crossed[i] === 0) inputs.set(originals.subarray(i * size, (i + 1) * size), i * size);
  return { count, inputs, distances, found: crossed.reduce((sum, each) => sum + each, 0) };

  /** The weighted inputs of the outputs of some examples, and the gradient of each. */
  function jacobians(active: readonly number[]) {
    const repeated = new Float32Array(active.length * classes * size);
    for (const [at, i] of active.entries())
      for (let k = 0; k < classes; k++)
        repeated.set(inputs.subarray(i * size, (i + 1) * size), (at * classes + k) * size);
    const z = new Float32Array(active.length * classes);
    const gradients = session.inputGradients(repeated, (own, from) => {
      const errors = new Float32Array(own.length);
      for (let row = 0; row < own.length / classes; row++) {
        const k = (from + row) % classes;
        errors[row * classes + k] = 1;
        if (k === 0) z.set(own.subarray(row * classes, (row + 1) * classes), from + row);
      }
      return errors;
    });
    return { z, gradients };
  }

  /** One step of one example; false where no gradient leads to any other class. */
  function walk(
    i: number,
    z: Float32Array,
    label: number,
    gradients: readonly Float32Array[],
    walked: Float64Array,
  ): boolean {
    const difference = new Float32Array(size);
    let nearest: { readonly k: number; readonly distance: number; readonly length: number } | undefined;
    const towards = (k: number) => {
      for (let p = 0; p < size; p++) difference[p] = gradients[k]![p]! - gradients[label]![p]!;
      return lengthOf(difference);
    };
    for (let k = 0; k < classes; k++) {
      if (k === label) continue;
      const length = towards(k);
      const distance = Math.abs(z[k]! - z[label]!) / length;
      if (length > 0 && (nearest === undefined || distance < nearest.distance)) nearest = { k, distance, length };
    }
    if (nearest === undefined) return false;
    towards(nearest.k);
    // A little more than to the boundary: exactly upon it nothing would be crossed.
    const share = (nearest.distance + 1e-4 * (range[1] - range[0])) / nearest.length;
    for (let p = 0; p < size; p++) {
      walked[p]! += share * difference[p]!;
      const at = i * size + p;
      inputs[at] = Math.min(range[1], Math.max(range[0], originals[at]! + (1 + overshoot) * walked[p]!));
    }
    return true;
  }
}
