import type { Dataset } from "./dataset.ts";
import { classesOf } from "./from-rows.ts";
import { parseIdx } from "./idx.ts";
import { idxDataset } from "./idx-dataset.ts";
import { type IdxFile, readIdxFiles } from "./idx-files.ts";

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
 * test-labels); each may be gzipped.
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
  const files = await readIdxFiles(from);
  const name = options.name ?? from;
  const ofBoth = () => Math.max(classesIn(files.trainingLabels), classesIn(files.testLabels));
  const shared = { ...options, classes: options.classes ?? ofBoth() };
  return {
    training: idxDataset(files.trainingImages.bytes, files.trainingLabels.bytes, {
      ...shared,
      name: `${name} training`,
    }),
    test: idxDataset(files.testImages.bytes, files.testLabels.bytes, { ...shared, name: `${name} test` }),
  };
}

function classesIn(labels: IdxFile): number {
  return classesOf(parseIdx(labels.bytes, labels.location).values);
}
