/** How much each example counts in training. */
import { array, finite } from "../check.ts";
import { checkOneLabelEach, type Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";

/** How much the classes count, relative to each other: one number for each, or as much in all as there are examples of others. */
export type ClassWeights = "balanced" | readonly number[];

const code = "training.classWeights";

/**
 * Checks weights of classes, apart from the data.
 * @throws NndlError "training.classWeights"
 */
export function checkClassWeights(value: unknown): ClassWeights {
  if (value === "balanced") return value;
  if (!Array.isArray(value) || value.length === 0)
    throw new NndlError(code, {
      received: JSON.stringify(value) ?? String(value),
      expected: 'classWeights must be "balanced", or a list with a number for each class',
      next: 'Give "balanced", or for three classes [1, 2, 0.5].',
    });
  const weights = Array.from(array(value, { code, what: "classWeights" }), (weight, index) =>
    finite(weight, { code, what: `classWeights: the weight of class ${index}` }, { min: 0, max: 1e9 }),
  );
  if (weights.every((weight) => weight === 0))
    throw new NndlError(code, {
      received: "only zeros",
      expected: "classWeights must let some class count",
      next: "Give a number above 0 for each class that is to be learned.",
    });
  return weights;
}

/**
 * The weight of each training example: its own times its class's, over the mean of these, so that they average to 1 and the
 * learning rate means what it means without weights. "balanced" is n/(k n_c) for a class c with n_c of the n examples, k being
 * the number of classes that have some. Undefined where all examples count alike because nobody says otherwise.
 *
 * @throws NndlError "training.classWeights" for data without classes, with other classes, or of which nothing would count
 */
export function exampleWeights(data: Dataset, classWeights: ClassWeights | undefined): Float32Array | undefined {
  const { targets, weights: own, count } = data;
  if (classWeights === undefined && own === undefined) return undefined;
  const ofClass = classWeights === undefined ? undefined : weightsByClass(data, classWeights);
  const product = Float64Array.from({ length: count }, (_, i) => {
    const weight = ofClass === undefined || targets.kind !== "classes" ? 1 : ofClass[targets.labels[i]];
    return weight * (own?.[i] ?? 1);
  });
  let sum = 0;
  for (const weight of product) sum += weight;
  if (sum === 0)
    throw new NndlError(code, {
      problem: `no example of ${data.name} would count: all weights are 0`,
      next: "Give some class that it has a weight above 0.",
    });
  return Float32Array.from(product, (weight) => weight / (sum / count));
}

function weightsByClass(data: Dataset, classWeights: ClassWeights): readonly number[] {
  checkOneLabelEach(data, "a weight of classes");
  const { targets, name } = data;
  if (targets.kind !== "classes")
    throw new NndlError(code, {
      problem: `${name} has no classes to weigh: its targets are values`,
      next: "Leave classWeights out, or give each example a weight of its own (weights of the Dataset).",
    });
  const { classes, labels } = targets;
  if (classWeights === "balanced") {
    const counts = new Array<number>(classes).fill(0);
    for (const label of labels) counts[label]++;
    return counts.map((count) => (count === 0 ? 0 : 1 / count));
  }
  if (classWeights.length !== classes)
    throw new NndlError(code, {
      received: `${classWeights.length} weights`,
      expected: `classWeights must have one for each of the ${classes} classes of ${name}`,
      next: 'Give them in the order of the classes, or "balanced".',
    });
  return classWeights;
}
