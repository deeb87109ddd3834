import { array, finite, oneOf } from "../check.ts";
import type { Network } from "../network/index.ts";
import { type HandmadeLayer, type HandmadeOutput, handmade } from "./handmade.ts";
import { checkInterval, type Interval, steepnessFor } from "./intervals.ts";
import { stepNeuron } from "./step.ts";

/** How high and how steep a tower is. */
export interface TowerOptions {
  /** h: what each step neuron contributes; 10 when absent, as in the book. */
  readonly height?: number | undefined;
  /** The weight of every step neuron; 200 / the narrowest side when absent. */
  readonly steepness?: number | undefined;
}

/** A box: from where to where along each input. */
export type Box = readonly Interval[];

/**
 * A network that is 1 inside a box and 0 outside. Along each of the m inputs two step neurons make a bump of height h; the
 * sum is m·h inside, at most (m − 1)·h elsewhere, and the output neuron's bias (½ − m)·h cuts between the two:
 * σ(h/2) inside, σ(−h/2) or less outside. For h = 10 that is 0.993 and 0.0067.
 *
 * @param box from where to where along each input
 * @param options.bias the output neuron's bias when it shall be another
 * @param options.output "linear" to see the sum of the bumps themselves; "sigmoid" when absent
 * @throws NndlError "universality.tower", "universality.interval", "universality.step"
 * @example
 * const tower = towerNetwork([{ from: 0.4, to: 0.6 }, { from: 0.3, to: 0.7 }]);
 * Array.from(tower.parameters.get("layers.1.weights").values); // [10, -10, 10, -10]
 * Array.from(tower.parameters.get("layers.1.biases").values); // [-15]
 * @see chapter 4, "Many input variables"
 */
export function towerNetwork(
  box: Box,
  options: TowerOptions & { readonly bias?: number | undefined; readonly output?: HandmadeOutput | undefined } = {},
): Network {
  const code = "universality.tower";
  const [steps, towers] = towerLayers([box], options);
  const biases = [finite(options.bias ?? towers.biases[0], { code, what: "a tower's bias" })];
  const activation = oneOf(options.output ?? "sigmoid", ["linear", "sigmoid"], { code, what: "output" });
  return handmade(box.length, [steps, { ...towers, biases, activation }]);
}

/** More weights than this between steps and towers would take more than 64 MiB. */
export const mostTowerWeights = 2 ** 24;

/**
 * The two hidden layers of many towers: the steps, and above them one neuron for each box. Boxes that go up or down at the
 * same place of the same input use the same step neuron, since two of them would do the same.
 */
export function towerLayers(
  boxes: readonly Box[],
  options: TowerOptions,
): readonly [steps: HandmadeLayer, towers: HandmadeLayer] {
  const code = "universality.tower";
  const height = finite(options.height ?? 10, { code, what: "a tower's height" });
  const checked = boxes.map((box, i) =>
    array(box, { code, what: `box ${i + 1}` }).map((side, k) => checkInterval(side, `box ${i + 1}, side ${k + 1}`)),
  );
  const inputs = finite(checked[0]?.length ?? 0, { code, what: "the number of a box's sides" }, { min: 1 });
  for (const box of checked)
    finite(box.length, { code, what: "the number of sides of every box" }, { min: inputs, max: inputs });
  const steepness = steepnessFor(checked.flat(), options.steepness);

  const rows = new Map<string, number>();
  const steps: { readonly axis: number; readonly at: number }[] = [];
  const rowOf = (axis: number, at: number): number => {
    const key = `${axis} ${at}`;
    if (!rows.has(key)) rows.set(key, steps.push({ axis, at }) - 1);
    return rows.get(key)!;
  };
  const corners = checked.map((box) => box.map(({ from, to }, axis) => [rowOf(axis, from), rowOf(axis, to)] as const));
  finite(boxes.length * steps.length, { code: "universality.size", what: "towers × steps" }, { max: mostTowerWeights });

  const weights = new Float64Array(boxes.length * steps.length);
  for (const [tower, sides] of corners.entries())
    for (const [up, down] of sides) {
      weights[tower * steps.length + up] = height;
      weights[tower * steps.length + down] = 0 - height;
    }
  const neurons = steps.map(({ axis, at }) => stepNeuron(at, { direction: axisOf(axis, inputs), steepness }));
  return [
    {
      weights: neurons.flatMap((neuron) => neuron.weights),
      biases: neurons.map(({ bias }) => bias),
      activation: "sigmoid",
    },
    { weights, biases: boxes.map(() => (0.5 - inputs) * height), activation: "sigmoid" },
  ];
}

function axisOf(axis: number, inputs: number): number[] {
  return Array.from({ length: inputs }, (_, k) => (k === axis ? 1 : 0));
}
