/**
 * The file that the book's network2 saves: plain JSON with sizes, weights, biases and the cost's name. Weights from layer l
 * to l + 1 are rows of the later layer's neurons (w_jk: to j from k); biases are columns, lists of one number each.
 */
import { array, finite, integer, knownKeys, oneOf, plainObject, positiveInteger, type Where } from "../check.ts";
import { NndlError, show } from "../errors.ts";

const COSTS = ["QuadraticCost", "CrossEntropyCost"] as const;
const FIELDS = ["sizes", "weights", "biases", "cost"] as const;

/** A network of sigmoid layers as network2 has it. */
export interface BookNetwork {
  /** Neurons per layer, the input first. */
  readonly sizes: readonly number[];
  /** One matrix per layer after the first: its neurons × the neurons before. */
  readonly weights: readonly (readonly (readonly number[])[])[];
  /** One column per layer after the first: its neurons × 1. */
  readonly biases: readonly (readonly (readonly number[])[])[];
  /** The name of the cost's class in network2. */
  readonly cost: "QuadraticCost" | "CrossEntropyCost";
}

/**
 * Reads what network2's `save` wrote.
 *
 * @throws NndlError "book-json.syntax" (not JSON; also Python's NaN and Infinity), "book-json.fields", "book-json.sizes",
 *   "book-json.weights", "book-json.biases" or "book-json.cost"
 * @example
 * parseBookJson('{"sizes":[1,1],"weights":[[[0.5]]],"biases":[[[0]]],"cost":"QuadraticCost"}').sizes; // [1, 1]
 */
export function parseBookJson(text: string): BookNetwork {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NndlError(
      "book-json.syntax",
      {
        received: show(error instanceof Error ? error.message : error),
        expected: "a network in the book's format must be JSON",
        next: "Save it again; where Python wrote NaN or Infinity, its training had failed.",
      },
      { cause: error },
    );
  }
  return checkBookNetwork(value);
}

/**
 * The network as network2's `load` reads it. `parseBookJson` gives back the same numbers, to the last bit
 * (only −0 comes back as 0).
 *
 * @throws NndlError "book-json.*" as {@link parseBookJson}
 */
export function formatBookJson(network: BookNetwork): string {
  const { sizes, weights, biases, cost } = checkBookNetwork(network);
  return JSON.stringify({ sizes, weights, biases, cost });
}

function checkBookNetwork(value: unknown): BookNetwork {
  const whole: Where = { code: "book-json.fields", what: "a network in the book's format" };
  const fields = plainObject(value, whole);
  knownKeys(fields, FIELDS, whole);
  const sizes = readSizes(fields.sizes);
  const weights = readLayers(fields.weights, "weights", sizes, (layer) => sizes[layer - 1]!);
  const biases = readLayers(fields.biases, "biases", sizes, () => 1);
  return { sizes, weights, biases, cost: oneOf(fields.cost, COSTS, { code: "book-json.cost", what: "the cost" }) };
}

function readSizes(value: unknown): number[] {
  const where: Where = { code: "book-json.sizes", what: "sizes" };
  const sizes = array(value, where).map((size) => positiveInteger(size, { ...where, what: "each of sizes" }));
  integer(sizes.length, { ...where, what: "the number of sizes" }, { min: 2 });
  return sizes;
}

/** One matrix per layer after the first, with as many rows as the layer has neurons and the given number of columns. */
function readLayers(
  value: unknown,
  what: "weights" | "biases",
  sizes: readonly number[],
  columns: (layer: number) => number,
): number[][][] {
  const at = (place: string): Where => ({ code: `book-json.${what}`, what: `${what}${place}` });
  const list = (item: unknown, length: number, place: string): readonly unknown[] => {
    const items = array(item, at(place));
    if (items.length !== length)
      throw new NndlError(`book-json.${what}`, {
        received: `${items.length}`,
        expected: `${what}${place} must have the length ${length} that the sizes ${sizes.join("-")} ask for`,
        next: "Correct the sizes or the numbers.",
      });
    return items;
  };
  return list(value, sizes.length - 1, "").map((matrix, i) =>
    list(matrix, sizes[i + 1]!, `[${i}]`).map((row, j) =>
      list(row, columns(i + 1), `[${i}][${j}]`).map((number, k) => finite(number, at(`[${i}][${j}][${k}]`))),
    ),
  );
}
