import { array, positiveInteger, type Where } from "../check.ts";
import { NndlError } from "../errors.ts";
import type { Dataset, TargetKind } from "./dataset.ts";
import { checkDataset } from "./given-dataset.ts";

/**
 * Consecutive parts of a data set, of the given sizes, from its beginning, in shared memory.
 *
 * @throws NndlError "dataset.split" when a size is not a positive integer or the sizes add up to more than there is
 * @example
 * const [training, validation] = split(all, [50_000, 10_000]);
 */
export function split<const Sizes extends readonly number[], Kind extends TargetKind>(
  dataset: Dataset<Kind>,
  sizes: Sizes,
): { [Part in keyof Sizes]: Dataset<Kind> } {
  checkDataset(dataset);
  const where: Where = { code: "dataset.split", what: `${dataset.name}: the size of each part` };
  for (const size of array(sizes, where)) positiveInteger(size, where);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > dataset.count)
    throw new NndlError("dataset.split", {
      received: `${sizes.join(" + ")} = ${total}`,
      expected: `${dataset.name}: the sizes must add up to at most ${dataset.count}`,
      next: "Make a part smaller.",
    });
  let start = 0;
  const parts = sizes.map((size) => {
    start += size;
    return dataset.slice(start - size, start);
  });
  return parts as { [Part in keyof Sizes]: Dataset<Kind> };
}
