import { array, finite, knownKeys, plainObject, positiveInteger, type Where } from "../check.ts";
import { counted, NndlError, show } from "../errors.ts";
import { checkSeed, stream } from "../random/index.ts";
import type { Dataset, TargetKind } from "./dataset.ts";
import { checkDataset } from "./given-dataset.ts";

/** Where the chance of a division comes from. */
export interface DivisionOptions {
  /** The same seed divides the same data set alike; 0 when absent. */
  readonly seed?: number | undefined;
}

/**
 * Parts of a data set, drawn at random, in each of which every class has its proportion: of n_c examples of a class among n,
 * a part of s gets n_c · s / n, up or down by at most one. Targets that are values, or classes at every step, are only shuffled.
 *
 * No example is in two parts, and where the sizes add up to all, each is in one. A part stands in the order of
 * `stream(seed, "split").permutation(n)`, so that the first examples of it are a sample, too. The parts are copies.
 *
 * @param sizes the number of examples of each part; or shares between 0 and 1, whose sizes are rounded where they end
 * @throws NndlError "dataset.instance", "dataset.split" when sizes are neither of these, add up to more than there is or leave
 *   a part empty, "seed"
 * @example
 * const [training, validation] = splitByClass(digits.training, [0.8, 0.2], { seed: 1 });
 */
export function splitByClass<const Sizes extends readonly number[], Kind extends TargetKind>(
  dataset: Dataset<Kind>,
  sizes: Sizes,
  options: DivisionOptions = {},
): { [Part in keyof Sizes]: Dataset<Kind> } {
  checkDataset(dataset);
  const wanted = checkSizes(dataset, sizes);
  const order = shuffled(dataset, options, "splitByClass");
  const members = byClass(dataset, order);
  const rest = dataset.count - wanted.reduce((sum, size) => sum + size, 0);
  const quotas = apportion(
    members.map(({ length }) => length),
    [...wanted, rest],
  );
  // Of each class the first go to the first part, and so on; a part is then put into the order drawn.
  const partOf = new Uint32Array(dataset.count);
  for (const [c, places] of members.entries()) {
    let from = 0;
    for (const [part, quota] of quotas[c]!.entries()) {
      for (const place of places.slice(from, from + quota)) partOf[place] = part;
      from += quota;
    }
  }
  const parts = wanted.map((_, part) => dataset.pick(order.filter((place) => partOf[place] === part)));
  return parts as { [Part in keyof Sizes]: Dataset<Kind> };
}

/** The examples in the order that a seed draws. */
export function shuffled(dataset: Dataset, options: DivisionOptions, caller: string): Uint32Array {
  const where: Where = { code: "dataset.split", what: `the options of ${caller}` };
  knownKeys(plainObject(options, where), ["seed"], where);
  return stream(checkSeed(options.seed ?? 0), "split").permutation(dataset.count);
}

/** The places of each class's examples in a given order, classes without any left out; all together where no example has one class. */
export function byClass({ targets, labelsEach }: Dataset, order: Uint32Array): Uint32Array[] {
  if (targets.kind === "values" || labelsEach > 1) return [order];
  const members = new Map<number, number[]>();
  for (const place of order) {
    const label = targets.labels[place]!;
    const others = members.get(label);
    if (others === undefined) members.set(label, [place]);
    else others.push(place);
  }
  return [...members.values()].map((places) => Uint32Array.from(places));
}

function checkSizes(dataset: Dataset, given: unknown): readonly number[] {
  const where: Where = { code: "dataset.split", what: `${dataset.name}: the size of each part` };
  const sizes = array(given, where);
  if (sizes.length === 0) refuse("no size", `${dataset.name}: there must be the size of a part`, "Give one or more.");
  const areShares = sizes.every((size) => typeof size === "number" && size > 0 && size < 1);
  const counts = areShares ? countsOf(dataset, sizes as number[]) : sizes.map((size) => positiveInteger(size, where));
  const total = counts.reduce((sum, size) => sum + size, 0);
  if (total > dataset.count)
    refuse(
      `${counts.join(" + ")} = ${total}`,
      `${dataset.name}: the sizes must add up to at most ${dataset.count}`,
      "Make a part smaller.",
    );
  return counts;
}

/** Where parts end is rounded, so that what one loses its neighbour gets. */
function countsOf({ count, name }: Dataset, shares: readonly number[]): readonly number[] {
  const total = shares.reduce((sum, share) => sum + finite(share, { code: "dataset.split", what: "a share" }), 0);
  if (total > 1 + 1e-9)
    refuse(`${shares.join(" + ")} = ${total}`, `${name}: shares must add up to at most 1`, "Make one smaller.");
  let sum = 0;
  let before = 0;
  return shares.map((share) => {
    sum += share;
    const end = Math.min(count, Math.round(sum * count));
    const size = end - before;
    if (size < 1)
      refuse(
        show(share),
        `${name}: each share must leave a part of its ${counted(count, "example")}`,
        "Make it larger.",
      );
    before = end;
    return size;
  });
}

/**
 * Whole numbers in the place of rows[r] · columns[c] / Σ rows, with the same sums of rows and of columns, each up or down by at
 * most one. What rounding down leaves is given column by column to the rows that are owed most (H. J. Ryser, "Combinatorial
 * properties of matrices of zeros and ones", Canadian Journal of Mathematics 9, 1957): so there is always somebody to take it.
 */
function apportion(rows: readonly number[], columns: readonly number[]): readonly (readonly number[])[] {
  const total = rows.reduce((sum, row) => sum + row, 0);
  const exact = rows.map((row) => columns.map((column) => (row * column) / total));
  const whole = exact.map((quotas) => quotas.map(Math.floor));
  const owed = whole.map((quotas, r) => rows[r]! - quotas.reduce((sum, quota) => sum + quota, 0));
  // The last part first: the first, which is mostly what is learned from, then gets what only one part can have.
  for (let c = columns.length - 1; c >= 0; c--) {
    const fraction = (r: number) => exact[r]![c]! - whole[r]![c]!;
    const left = columns[c]! - whole.reduce((sum, quotas) => sum + quotas[c]!, 0);
    const first = rows.map((_, r) => r).sort((a, b) => owed[b]! - owed[a]! || fraction(b) - fraction(a) || a - b);
    for (const r of first.slice(0, left)) {
      whole[r]![c]!++;
      owed[r]!--;
    }
  }
  return whole;
}

function refuse(received: string, expected: string, next: string): never {
  throw new NndlError("dataset.split", { received, expected, next });
}
