/** From the unpacked files of a data set in IDX to its parts: what is to be learned from, and what is to be tested on. */

import { NndlError } from "../errors.ts";
import type { Remark } from "../remarks.ts";
import { Dataset } from "./dataset.ts";
import { parseIdx } from "./idx.ts";
import { inputsAsTheyAre, inputsOfImages } from "./idx-inputs.ts";
import { targetsOfLabels } from "./idx-labels.ts";
import type { TargetKind } from "./parts.ts";
import type { Preparation } from "./preparation.ts";

/** The two files of one part, unpacked. */
export interface IdxPair {
  /** What errors call the part. */
  readonly name: string;
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  /** What errors call the files. */
  readonly locations?: { readonly images: string; readonly labels: string } | undefined;
}

/** What the files do not say themselves. */
export interface IdxPartsOptions {
  readonly classes?: number | undefined;
  readonly scale?: number | undefined;
  readonly targetKind?: TargetKind | undefined;
  readonly preparation?: Preparation | undefined;
  /** The shape of an example, where that is known: then inputs are taken as they are. */
  readonly shape?: readonly number[] | undefined;
}

/**
 * A data set of each part; all are read alike.
 *
 * @throws NndlError "idx.*", "dataset.*"
 */
export function idxParts(
  pairs: readonly IdxPair[],
  { classes, scale, targetKind, preparation, shape: known }: IdxPartsOptions,
): { readonly parts: readonly Dataset[]; readonly byteScale: number | undefined; readonly remarks: readonly Remark[] } {
  const images = pairs.map(({ name, images, locations }) => ({
    name,
    array: parseIdx(images, locations?.images ?? `${name}: images`),
  }));
  const labels = pairs.map(({ name, labels, locations }) => ({
    name,
    array: parseIdx(labels, locations?.labels ?? `${name}: labels`),
  }));
  const inputs = known === undefined ? inputsOfImages(images) : inputsAsTheyAre(images, known);
  for (const [i, { name, array }] of labels.entries()) checkCount(name, images[i]!.array.dims[0]!, array.dims[0]!);
  const targets = targetsOfLabels(labels, { classes, kind: targetKind });
  const parts = pairs.map(({ name }, i) => {
    const { shape, features } = inputs.inputs[i]!;
    const scaled = scale === undefined ? {} : { scale };
    return new Dataset({ name, shape, features, ...scaled, targets: targets.targets[i]!, preparation });
  });
  const { byteScale } = inputs.inputs[0]!;
  return { parts, byteScale, remarks: [...inputs.remarks, ...targets.remarks] };
}

function checkCount(name: string, images: number, labels: number): void {
  if (images !== labels)
    throw new NndlError("dataset.length", {
      received: `${labels} labels`,
      expected: `${name}: there must be as many labels as images (${images})`,
      next: "Check that both files belong together.",
    });
}
