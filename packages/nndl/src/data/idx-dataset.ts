import type { Dataset } from "./dataset.ts";
import { idxParts } from "./idx-parts.ts";
import type { TargetKind } from "./parts.ts";
import type { Preparation } from "./preparation.ts";

/** What the two files do not say themselves. */
export interface IdxDatasetOptions {
  /** What to call the data set in an error; "the IDX data set" when absent. */
  readonly name?: string | undefined;
  /** How many classes there are; the largest label + 1 when absent. */
  readonly classes?: number | undefined;
  /** What a byte is multiplied by; 1/256 when absent. */
  readonly scale?: number | undefined;
  /** Whether labels are classes or values; found out when absent. */
  readonly targetKind?: TargetKind | undefined;
  /** How the inputs were made and what the targets stand for, where that is known. */
  readonly preparation?: Preparation | undefined;
}

/**
 * A data set from two unpacked IDX files.
 *
 * Images are count × height × width (shape [1, height, width]), count × channels × height × width, count × height × width ×
 * channels (up to four, and then turned into the former), or count × n. Unsigned bytes stay bytes, in the file's own memory;
 * images in other types that are plainly pixels (whole numbers up to 255, signed bytes) become bytes, too, and every other
 * number float32. Labels are integers, one per image; or rows with a single 1; or whole numbers below 1,000 as floats. Other
 * floats, one or one row per image, become values to be learned.
 *
 * @throws NndlError "idx.*" as {@link parseIdx}, "dataset.*" as {@link Dataset}, "idx.images" or "idx.labels" for files of the
 *   wrong rank, "idx.byte-order" and "idx.classes" for labels that can be no classes
 */
export function idxDataset(images: Uint8Array, labels: Uint8Array, options: IdxDatasetOptions = {}): Dataset {
  const { name = "the IDX data set", ...others } = options;
  return idxParts([{ name, images, labels }], others).parts[0]!;
}
