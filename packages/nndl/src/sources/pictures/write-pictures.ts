/** A data set written as a folder of pictures, which is read again as the same, to the bit. */
import { checkPreparation, type Dataset, type Preparation } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { encodePng } from "../../images/index.ts";
import type { OpenedSource } from "../opened-source.ts";
import type { WrittenFile } from "../write-idx.ts";
import { folderNames } from "./folder-names.ts";
import { type KeptPictures, keptFile } from "./kept-pictures.ts";

/**
 * The files of a folder of pictures: `train/CLASS/0001.png` and so on, with `val/` and `test/` where a source has these
 * parts, the right way round, and beside them a small file that says how they were made and in which order they come.
 * `openSource` makes of them the same data sets, to the bit.
 *
 * @throws NndlError "source.write" for examples that are no images of bytes in one or three channels, or have no classes
 * @example
 * const dark = { kind: "classes", labels: [0, 1], classes: 2 };
 * const training = new Dataset({ shape: [1, 1, 1], features: Uint8Array.of(0, 255), targets: dark });
 * [...pictureFilesOf({ training })].map(({ path }) => path); // ["nndl-pictures.json", "train/0/1.png", "train/1/2.png"]
 */
export function* pictureFilesOf(
  source: Pick<OpenedSource, "training" | "test" | "validation">,
): Generator<WrittenFile, void, void> {
  const { training, validation, test } = source;
  const preparation = preparationOf(training);
  const folders = folderNames((preparation.targets as { readonly names: readonly string[] }).names);
  const kept: KeptPictures = { preparation, folders };
  yield { path: keptFile, bytes: new TextEncoder().encode(`${JSON.stringify(kept, undefined, 2)}\n`) };
  for (const [part, data] of [
    ["train", training],
    ["val", validation],
    ["test", test],
  ] as const)
    if (data !== undefined) yield* picturesOf(part, data, preparation, folders);
}

function* picturesOf(
  part: string,
  data: Dataset,
  preparation: Preparation,
  folders: readonly string[],
): Generator<WrittenFile, void, void> {
  checkImages(data);
  const { inputs } = preparation;
  const isTurned = inputs.kind === "images" && inputs.polarity === "ink" && inputs.fit !== "mnist";
  const [channels, height, width] = data.shape as [1 | 3, number, number];
  const area = height * width;
  const digits = String(data.count).length;
  for (let i = 0; i < data.count; i++) {
    const start = i * data.size;
    const pixels = new Uint8Array(data.size);
    for (let at = 0; at < area; at++)
      for (let c = 0; c < channels; c++) {
        const value = data.features[start + c * area + at]!;
        pixels[at * channels + c] = isTurned ? 255 - value : value;
      }
    const name = String(i + 1).padStart(digits, "0");
    const folder = folders[data.label(i)]!;
    yield { path: `${part}/${folder}/${name}.png`, bytes: encodePng({ width, height, channels, pixels }) };
  }
}

/** The description that a data set has, or one that says as little as is known. */
function preparationOf(data: Dataset): Preparation {
  const { classes, channels, height, width } = checkImages(data);
  const known = data.preparation;
  const names = known?.targets?.kind === "classes" ? known.targets.names : undefined;
  return checkPreparation({
    inputs:
      known?.inputs.kind === "images"
        ? known.inputs
        : { kind: "images", channels, height, width, polarity: "light", fit: "exact", scale: data.scale },
    targets: { kind: "classes", names: names ?? Array.from({ length: classes }, (_, label) => String(label)) },
  });
}

function checkImages({ name, shape, features, targets }: Dataset) {
  const refuse = (received: string, expected: string) => {
    throw new NndlError("source.write", {
      received,
      expected: `${name}: to be written as pictures, ${expected}`,
      next: "Write it as IDX files instead.",
    });
  };
  const [channels, height, width] = shape as readonly [number, number, number];
  if (shape.length !== 3 || (channels !== 1 && channels !== 3))
    refuse(`the shape [${shape.join(", ")}]`, "examples must be images of one or three channels");
  if (!(features instanceof Uint8Array)) refuse("numbers that are no bytes", "pixels must be bytes");
  if (targets.kind !== "classes") return refuse("values as targets", "each example must have a class") as never;
  return { classes: targets.classes, channels, height, width };
}
