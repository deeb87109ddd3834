/** Data sets that come as MNIST does, whose classes have names. */
import {
  Dataset,
  type ImageInputs,
  mnistPreparation,
  nameOf,
  readIdxSet,
  roleOf,
  type SourceFile,
} from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import type { OpenedSource, SourceOptions } from "../opened-source.ts";
import { wanted } from "./wanted.ts";

interface KnownIdx {
  readonly site: string;
  readonly names: readonly string[];
  readonly inputs: Pick<ImageInputs, "fit" | "polarity">;
}

const known = {
  "fashion-mnist": {
    site: "https://github.com/zalandoresearch/fashion-mnist",
    names: "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot".split(","),
    // Photographs with their background taken away, on black.
    inputs: { fit: "contain", polarity: "light" },
  },
  kmnist: {
    site: "http://codh.rois.ac.jp/kmnist/",
    names: Array.from("おきすつなはまやれを"),
    inputs: { fit: "contain", polarity: "ink" },
  },
} as const satisfies Record<string, KnownIdx>;

/** @throws NndlError "source.wanted", "source.named", and as idxDirectory */
export async function readKnownIdx(
  files: readonly SourceFile[],
  named: keyof typeof known,
  { name }: SourceOptions & { readonly name: string },
): Promise<OpenedSource> {
  const { site, names, inputs } = known[named];
  if (!files.some((file) => roleOf(nameOf(file)) !== undefined)) {
    const four = [
      "train-images-idx3-ubyte",
      "train-labels-idx1-ubyte",
      "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte",
    ];
    throw wanted(
      named,
      four.map((file) => `${file}.gz`),
      site,
      files,
    );
  }
  const { isMnist, training, test, ...set } = await readIdxSet(files, { name, needsTest: true });
  if (isMnist)
    throw new NndlError("source.named", {
      received: "MNIST",
      expected: `${name} must hold ${named}`,
      next: "Give the folder of the data set that you name, or leave the name out.",
    });
  const prepared = (data: Dataset) =>
    withNames(data, names, { ...(mnistPreparation.inputs as ImageInputs), ...inputs }, named);
  return { ...set, name: named, kind: named, training: prepared(training), test: prepared(test!) };
}

function withNames(data: Dataset, names: readonly string[], inputs: ImageInputs, named: string): Dataset {
  const { name, shape, features, targets } = data;
  if (targets.kind !== "classes" || targets.classes > names.length || shape.join() !== "1,28,28")
    throw new NndlError("source.named", {
      received: `${data.targetSize} classes of images of ${shape.join(" × ")}`,
      expected: `${name} must be ${named}: ${names.length} classes of images of 28 × 28 pixels`,
      next: "Give its folder, or leave the name out.",
    });
  return new Dataset({
    ...{ name, shape, features },
    targets: { ...targets, classes: names.length },
    preparation: { inputs, targets: { kind: "classes", names } },
  });
}
