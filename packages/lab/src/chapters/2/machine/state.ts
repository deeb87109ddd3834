/** What a link to the machine or to its homework holds of the network and its example, and how a number of these is set. */
import { amounts, type Field, oneOf, typed, whole } from "../../../figures/fields.ts";
import { costNames, firstKinds, limits, type Model, most, numbersOf, type State } from "./model.ts";
import type { Quantity } from "./quantities.ts";
import { start } from "./start.ts";
import { units } from "./units.ts";

/** A letter for the function of each neuron. */
const kinds: Field<string> = {
  start: firstKinds,
  expected: `at most 40 letters, one for each neuron: ${units.map(({ letter, name }) => `${letter} for ${name}`).join(", ")}`,
  read: (text) =>
    text.length <= 40 && [...text].every((each) => units.some(({ letter }) => letter === each)) ? text : undefined,
  write: String,
};

const range = { min: -most, max: most };

export const modelFields = {
  sizes: typed(start.sizes, 30),
  kinds,
  numbers: amounts(start.numbers, { ...range, least: 2, most: limits.numbers }),
  x: amounts(start.x, { ...range, least: 1, most: limits.units }),
  y: amounts(start.y, { ...range, least: 1, most: limits.units }),
  cost: oneOf("quadratic", costNames),
  seed: whole(1, { min: 1, max: 9999 }),
};

/** What changes of the state when a given number becomes another. */
export function withNumber(
  { net, x, y }: Model,
  { kind, layer, to, from = 0 }: Quantity,
  value: number,
): Partial<State> {
  if (kind === "x") return { x: x.with(to, value) };
  if (kind === "y") return { y: y.with(to, value) };
  const { weights, biases } = structuredClone({ weights: net.weights, biases: net.biases });
  if (kind === "w") weights[layer]![to]![from] = value;
  else biases[layer]![to] = value;
  return { numbers: numbersOf({ weights, biases, neurons: [] }) };
}
