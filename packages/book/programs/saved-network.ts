/**
 * Saving chapter 3's network and getting it back: JSON {sizes, weights, biases, cost}, the shape the book's own
 * network2.py writes, so that either program can read the other's files.
 */
import { check, checkSizes } from "./check.ts";
import { costs } from "./costs.ts";
import { asTraining, tinyDigits } from "./examples.ts";
import { Network } from "./network2.ts";
import { Random } from "./random.ts";

/** The network as text. Numbers are written with all their digits: reading them gives back the same bits. */
export function save({ sizes, weights, biases, cost }: Network): string {
  check(
    [...weights.flat(2), ...biases.flat()].every(Number.isFinite),
    "a weight or bias is not a finite number, and JSON cannot hold it: this training run has diverged",
  );
  // The book keeps the biases of a layer as a column, so each is an array of its own.
  return JSON.stringify({ sizes, weights, biases: biases.map((layer) => layer.map((b) => [b])), cost: cost.name });
}

/** The network that `save` wrote. `random` is what it will shuffle with, should it be trained further. */
export function load(text: string, random: Random): Network {
  const { sizes, weights, biases, cost: name } = parse(text);
  check(isNumbers(sizes), "the saved network has no list of sizes");
  checkSizes(sizes);
  const cost = costs.find((known) => known.name === name);
  check(cost !== undefined, `the saved network's cost must be one of ${costs.map((c) => c.name).join(", ")}`);
  const net = new Network(sizes, random, cost);
  // A column of one-element arrays and a plain list both become a plain list.
  const flatBiases = Array.isArray(biases)
    ? biases.map((layer) => (Array.isArray(layer) ? layer.flat() : layer))
    : biases;
  check(sameShape(flatBiases, net.biases), "the saved biases do not fit the sizes");
  check(sameShape(weights, net.weights), "the saved weights do not fit the sizes");
  net.biases = flatBiases;
  net.weights = weights;
  return net;
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error("a saved network must be JSON text", { cause: error });
  }
  check(
    typeof value === "object" && value !== null,
    "a saved network must be an object {sizes, weights, biases, cost}",
  );
  return value as Record<string, unknown>;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

/** Arrays of the same lengths, all the way down to finite numbers. */
function sameShape<T>(value: unknown, model: T): value is T {
  if (!Array.isArray(model)) return Number.isFinite(value);
  return Array.isArray(value) && value.length === model.length && model.every((part, i) => sameShape(value[i], part));
}

export function demo(): string[] {
  const testData = tinyDigits(200, new Random(2));
  const net = new Network([15, 12, 10], new Random(1));
  net.sgd(asTraining(tinyDigits(200, new Random(1))), 10, 10, 0.5);
  const text = save(net);
  const again = load(text, new Random(1));
  return [
    `trained: ${net.accuracy(testData)} / ${testData.length}`,
    `saved:   ${text.length} characters, ${text.slice(0, 60)}...`,
    `loaded:  ${again.accuracy(testData)} / ${testData.length}`,
  ];
}
