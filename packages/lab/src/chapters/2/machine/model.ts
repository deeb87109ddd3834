/** The network of the machine, its one example, and how both are read from numbers in a row. */
import { type Net, randomNet } from "@nndl/book/programs/backprop";
import { Random } from "@nndl/book/programs/random";
import { start } from "./start.ts";
import { unitOf } from "./units.ts";

/** The costs that it can have; each a function of the reading room. */
export const costNames = ["quadratic", "cross-entropy"] as const;
export type CostName = (typeof costNames)[number];

/** A network with one example: what goes in, and what should come out. */
export interface Model {
  readonly sizes: readonly number[];
  /** A letter for each neuron's function, layer by layer. */
  readonly kinds: string;
  readonly net: Net;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly cost: CostName;
}

/** What still can be drawn and read. */
export const limits = { layers: 5, units: 8, numbers: 300 } as const;
/** The largest number that can be set. */
export const most = 999;

/** How many weights and biases there are. */
export function parameterCount(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, to, l) => sum + to * (sizes[l]! + 1), 0);
}
export function neuronCount(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, size) => sum + size, 0);
}

/** "2-3-2" as sizes, or the sentence that says why it is no network that can be drawn here. */
export function readSizes(text: string): readonly number[] | string {
  const example = "Type the sizes of its layers with dashes between them, such as 2-3-2.";
  if (!/^\s*\d{1,6}(\s*[-–−, ]\s*\d{1,6})*\s*$/.test(text)) return `“${text.slice(0, 40)}” is no network. ${example}`;
  const sizes = text.match(/\d+/g)!.map(Number);
  if (sizes.length < 2) return `A network has inputs and at least one layer of neurons. ${example}`;
  if (sizes.some((size) => size === 0)) return `A layer needs at least one neuron. ${example}`;
  if (sizes.length > limits.layers || sizes.some((size) => size > limits.units))
    return `${sizes.join("-")} has too many numbers to be read one by one: at most ${limits.layers} layers of ${limits.units} fit on the page.`;
  return sizes;
}

/** First weights of one decimal, so that one can calculate with them, and an example. */
export function randomNumbers(sizes: readonly number[], seed: number): { numbers: number[]; x: number[]; y: number[] } {
  const random = new Random(seed);
  const tenth = (value: number) => Number(value.toFixed(1)) + 0;
  const { weights, biases } = randomNet([...sizes], random);
  return {
    numbers: [...weights.flat(2), ...biases.flat()].map(tenth),
    x: Array.from({ length: sizes[0]! }, () => tenth(random.uniform())),
    y: Array.from({ length: sizes.at(-1)! }, (_, j) => (j === 0 ? 1 : 0)),
  };
}

/** What of a figure's state makes the model. */
export interface State {
  /** "2-3-2" */
  readonly sizes: string;
  readonly kinds: string;
  /** All weights, row by row, and then all biases. */
  readonly numbers: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Quadratic when absent. */
  readonly cost?: CostName;
}

/** The targets that a cost can be had for: the cross-entropy is of outputs that are chances. */
export const targetsOf = (cost: CostName) => (cost === "quadratic" ? { min: -most, max: most } : { min: 0, max: 1 });

/** The functions of a state that says nothing of them: what there is beyond is σ, too. */
export const firstKinds = "sssss";

/** What of a link is shown otherwise than it says, in sentences; empty where all of it belongs together. */
export function misfits(state: State): string {
  const sizes = readSizes(state.sizes);
  if (typeof sizes === "string") return "";
  const numbers = misfitOfNumbers(state, sizes);
  const others = [misfitOfKinds(state, sizes), numbers === undefined ? misfitOfTargets(state) : numbers];
  return others.filter((sentence) => sentence !== undefined).join(" ");
}

/** There are more or fewer numbers than its network has. What a link leaves out is no such number. */
function misfitOfNumbers(state: State, sizes: readonly number[]): string | undefined {
  const parts = [
    ["weights and biases", state.numbers, start.numbers, parameterCount(sizes)],
    ["inputs", state.x, start.x, sizes[0]!],
    ["targets", state.y, start.y, sizes.at(-1)!],
  ] as const;
  const given = parts.filter(([, values, first]) => values.join() !== first.join());
  const wrong = (given.length > 0 ? parts : []).filter(([, values, , count]) => values.length !== count);
  if (wrong.length === 0) return undefined;
  const counted = wrong.map(([name, values, , count]) => `${values.length} ${name} where ${count} belong`).join(", ");
  return `The numbers of this link do not fit its network ${sizes.join("-")}: ${counted}. Below are others, drawn by lot.`;
}

function misfitOfKinds({ kinds, cost = "quadratic" }: State, sizes: readonly number[]): string | undefined {
  const count = neuronCount(sizes);
  const isLess = kinds.length < count && kinds !== firstKinds;
  if (isLess || /[^s]/.test(kinds.slice(count)))
    return `The functions of this link do not fit its network ${sizes.join("-")}: ${kinds.length} where ${count} neurons are. ${isLess ? "The others are σ." : "What is left over is left out."}`;
  if (cost === "quadratic" || !/[^s]/.test(kinds.slice(count - sizes.at(-1)!, count))) return undefined;
  return "This link has outputs that are no σ, for which there is no cross-entropy: below they are σ.";
}

function misfitOfTargets({ y, cost = "quadratic" }: State): string | undefined {
  const { min, max } = targetsOf(cost);
  if (y.every((target) => target >= min && target <= max)) return undefined;
  return `The targets of this link are ${y.join(", ").replaceAll("-", "−")}, and for the cross-entropy they must be from ${min} to ${max}: below they are the nearest that can be.`;
}

/** The model of a state; one whose parts do not belong together, as a link may have it, gets numbers of its own. */
export function modelOf(state: State): Model {
  const read = readSizes(state.sizes);
  const sizes = typeof read === "string" ? [2, 3, 2] : read;
  const fits =
    state.numbers.length === parameterCount(sizes) && state.x.length === sizes[0] && state.y.length === sizes.at(-1);
  const { numbers, x, y } = fits ? state : randomNumbers(sizes, 1);
  const cost = state.cost ?? "quadratic";
  const { min, max } = targetsOf(cost);
  const outputs = neuronCount(sizes) - sizes.at(-1)!;
  const kinds = sizes
    .slice(1)
    .flatMap((size) => Array.from({ length: size }))
    // Outputs that are chances are those of sigmoids.
    .map((_, i) => (cost === "quadratic" || i < outputs ? unitOf(state.kinds[i] ?? "s").letter : "s"))
    .join("");
  return {
    ...{ sizes, kinds, net: netOf(sizes, kinds, numbers), cost },
    ...{ x, y: y.map((target) => Math.min(max, Math.max(min, target))) },
  };
}

export function netOf(sizes: readonly number[], kinds: string, numbers: readonly number[]): Net {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return numbers.slice(at - count, at);
  };
  const weights = sizes.slice(1).map((to, l) => Array.from({ length: to }, () => take(sizes[l]!)));
  const biases = sizes.slice(1).map((to) => take(to));
  let unit = 0;
  const neurons = biases.map((layer) => layer.map(() => unitOf(kinds[unit++]!).neuron));
  return { weights, biases, neurons };
}

/** All weights, row by row, and then all biases. */
export function numbersOf({ weights, biases }: Net): number[] {
  return [...weights.flat(2), ...biases.flat()];
}
