/** Which arrays are inputs and which are targets, by the names that people give them. */
import { NndlError } from "../../errors.ts";
import { listed } from "../tables/plan.ts";
import type { NpyArray } from "./npy.ts";

/** An array with its name, without ".npy". */
export interface NamedArray {
  readonly name: string;
  /** The file that it is in. */
  readonly path: string;
  readonly array: NpyArray;
}

export type PartName = "training" | "test" | "validation";

/** Inputs and targets of one part. */
export interface ArrayPair {
  readonly inputs: NamedArray;
  readonly targets: NamedArray;
}

export interface ArrayRoles {
  readonly pairs: Readonly<Partial<Record<PartName, ArrayPair>>> & { readonly training: ArrayPair };
  readonly others: readonly NamedArray[];
}

const partWords: readonly [PartName, RegExp][] = [
  ["training", /train(ing)?/],
  ["test", /test(ing)?|t10k/],
  ["validation", /val(id(ation)?)?|dev/],
];
const inputWords = new Set([
  "x",
  "xs",
  "image",
  "images",
  "imgs",
  "data",
  "feature",
  "features",
  "input",
  "inputs",
  "pixels",
]);
const targetWords = new Set(["y", "ys", "t", "label", "labels", "target", "targets", "class", "classes"]);
/** Arrays without a name, in the order of Keras' own tuples; targets first; or in that of scikit-learn's train_test_split. */
const namelessOrders = [
  ["x_train", "y_train", "x_test", "y_test"],
  ["y_train", "x_train", "y_test", "x_test"],
  ["x_train", "x_test", "y_train", "y_test"],
] as const;

/**
 * Sorts arrays by their names: x_train and y_train, train_images and train_labels, X and y, data and target, …
 *
 * @throws NndlError "npz.arrays" where inputs or targets of training are missing, or there twice
 */
export function rolesOf(arrays: readonly NamedArray[], file: string): ArrayRoles {
  const nameless = namesOfNameless(arrays);
  const found = new Map<string, NamedArray>();
  const others: NamedArray[] = [];
  for (const array of arrays) {
    const role = roleOf(nameless?.get(array) ?? array.name);
    if (role === undefined) others.push(array);
    else if (found.has(role)) throw noPair(arrays, file);
    else found.set(role, array);
  }
  const pairs: Partial<Record<PartName, ArrayPair>> = {};
  for (const part of ["training", "test", "validation"] as const) {
    // Without a word about it, arrays are to learn from.
    const pick = (kind: string) =>
      found.get(`${part} ${kind}`) ?? (part === "training" ? found.get(`any ${kind}`) : undefined);
    const [inputs, targets] = [pick("inputs"), pick("targets")];
    if (inputs !== undefined && targets !== undefined) pairs[part] = { inputs, targets };
  }
  if (pairs.training === undefined) throw noPair(arrays, file);
  const used = new Set(Object.values(pairs).flatMap(({ inputs, targets }) => [inputs, targets]));
  return {
    pairs: { ...pairs, training: pairs.training },
    others: [...others, ...[...found.values()].filter((array) => !used.has(array))],
  };
}

/**
 * What arrays that numpy.savez has called arr_0, arr_1, … are: in the first order in which targets have fewer dimensions than
 * what they belong to, or, where dimensions do not tell, in Keras'.
 */
function namesOfNameless(arrays: readonly NamedArray[]): ReadonlyMap<NamedArray, string> | undefined {
  if ((arrays.length !== 2 && arrays.length !== 4) || !arrays.every(({ name }) => /^arr_\d$/.test(name)))
    return undefined;
  const inOrder = [...arrays].sort((a, b) => (a.name < b.name ? -1 : 1));
  const orders = namelessOrders
    .map((names) => inOrder.map((array, i) => [names[i]!, array] as const))
    .filter((order) => order.length === 4 || !order.some(([name]) => name === "x_test"));
  const tells = orders.find((order) => {
    const dimensions = (kind: string) =>
      order.filter(([name]) => name.startsWith(kind)).map(([, { array }]) => array.shape.length);
    return Math.max(...dimensions("y")) < Math.min(...dimensions("x"));
  });
  return new Map((tells ?? orders[0]!).map(([name, array]) => [array, name]));
}

/** "training inputs", "any targets", or nothing. */
function roleOf(name: string): string | undefined {
  let rest = name.toLowerCase();
  let part: PartName | "any" = "any";
  for (const [candidate, words] of partWords) {
    if (!words.test(rest)) continue;
    part = candidate;
    rest = rest.replace(words, "");
    break;
  }
  rest = rest.replace(/[^a-z]/g, "");
  if (inputWords.has(rest)) return `${part} inputs`;
  return targetWords.has(rest) ? `${part} targets` : undefined;
}

function noPair(arrays: readonly NamedArray[], file: string): NndlError {
  return new NndlError("npz.arrays", {
    received: arrays.length === 0 ? "no array" : listed(arrays.map(({ name }) => name)),
    expected: `${file} must have one array of inputs and one of targets, such as x_train and y_train, or X and y`,
    next: "Rename them; x_test and y_test may stand beside them.",
  });
}
