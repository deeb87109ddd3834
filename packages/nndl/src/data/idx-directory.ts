import type { Dataset } from "./dataset.ts";
import { idxFilesAt } from "./idx-files.ts";
import { readIdxSet } from "./idx-set.ts";

/** A data set that comes as one part to learn from and one to be tested on. */
export interface TrainingAndTest {
  /** The examples of train-images and train-labels. */
  readonly training: Dataset;
  /** The examples of t10k-images and t10k-labels. */
  readonly test: Dataset;
}

/**
 * Any data set in IDX files, of any image size and number of classes: Fashion-MNIST, KMNIST, your own.
 *
 * The four files have names that begin with train-images, train-labels, t10k-images (or test-images) and t10k-labels (or
 * test-labels); each may be gzipped. They are read as {@link idxDataset} reads them; `openSource` also says what it noticed.
 *
 * @param from a directory, or the URL that the files lie under
 * @param options.classes how many classes there are; the largest label of all + 1 when absent
 * @throws NndlError "idx.*", "gzip.*", "file.read" or "dataset.*"
 * @example
 * const fashion = await idxDirectory("fashion-mnist");
 * const [training, validation] = split(fashion.training, [50_000, 10_000]);
 */
export async function idxDirectory(
  from: string,
  options: {
    readonly classes?: number | undefined;
    readonly scale?: number | undefined;
    readonly name?: string | undefined;
  } = {},
): Promise<TrainingAndTest> {
  const files = await idxFilesAt(from);
  const within = from.replace(/\/+$/, "");
  const { classes, scale, name = from } = options;
  const { training, test } = await readIdxSet(files, { name, within, needsTest: true, classes, scale });
  return { training, test: test! };
}
