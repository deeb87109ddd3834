/** CIFAR-10 and CIFAR-100 as their binary files: a label (two for CIFAR-100), then 32 × 32 bytes each of red, green and blue. */
import type { Bytes } from "../../bytes.ts";
import { Dataset, gunzip, type ImageInputs, nameOf, type SourceFile, type UsedFile } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { fromUtf8 } from "../../utf8.ts";
import type { OpenedSource, SourceOptions } from "../opened-source.ts";
import { wanted } from "./wanted.ts";

const site = "https://www.cs.toronto.edu/~kriz/cifar.html (the binary version)";
const imageBytes = 3 * 32 * 32;

const kinds = {
  "cifar-10": {
    labels: 1,
    classes: 10,
    training: ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"],
    test: "test_batch.bin",
    names: "batches.meta.txt",
  },
  "cifar-100": { labels: 2, classes: 100, training: ["train.bin"], test: "test.bin", names: "fine_label_names.txt" },
} as const;

export type CifarName = keyof typeof kinds;

/** How the images are made: colours as a picture's file has them. */
const inputs: ImageInputs = {
  ...{ kind: "images", channels: 3, height: 32, width: 32 },
  ...{ polarity: "light", fit: "contain", scale: 1 / 256 },
};

/** Which of the two is there; undefined where neither is. */
export function cifarIn(files: readonly SourceFile[]): CifarName | undefined {
  const has = (name: string) => files.some((file) => nameOf(file) === name);
  if (has("data_batch_1.bin")) return "cifar-10";
  return has("fine_label_names.txt") && has("train.bin") ? "cifar-100" : undefined;
}

/** @throws NndlError "source.wanted", "source.named" for files of other lengths, labels or names */
export async function readCifar(
  files: readonly SourceFile[],
  named: CifarName,
  { name }: SourceOptions & { readonly name: string },
): Promise<OpenedSource> {
  const kind = kinds[named];
  const used: UsedFile[] = [];
  const fileOf = (wantedName: string) =>
    files.find((file) => nameOf(file) === wantedName || nameOf(file) === `${wantedName}.gz`);
  const all = [...kind.training, kind.test];
  if (all.some((file) => fileOf(file) === undefined)) throw wanted(named, all, site, files);
  const content = async (wantedName: string, role: string): Promise<Bytes> => {
    const file = fileOf(wantedName)!;
    const bytes = await file.read();
    used.push({ path: file.path, bytes: bytes.length, role });
    return gunzip(bytes, file.path);
  };
  const training: Bytes[] = [];
  for (const file of kind.training) training.push(await content(file, "training images and labels"));
  const test = await content(kind.test, "test images and labels");
  const names =
    fileOf(kind.names) === undefined ? undefined : namesOf(await content(kind.names, "the names of the classes"));
  if (names !== undefined && names.length !== kind.classes)
    throw other(`${names.length} names`, `${kind.names} must have the names of ${kind.classes} classes`);
  const preparation = { inputs, ...(names === undefined ? {} : { targets: { kind: "classes", names } as const }) };
  const part = (what: string, contents: readonly Bytes[]) => {
    const { labels, features } = partsOf(`${name} ${what}`, contents, kind.labels, kind.classes);
    return new Dataset({
      ...{ name: `${named} ${what}`, shape: [3, 32, 32], features, preparation },
      targets: { kind: "classes", labels, classes: kind.classes },
    });
  };
  const paths = new Set(used.map(({ path }) => path));
  const leftOut = files
    .filter(({ path }) => !paths.has(path))
    .map(({ path }) => ({ path, why: `none of the files of ${named}` }));
  return {
    ...{ name: named, kind: named, training: part("training", training), test: part("test", [test]) },
    ...{ files: used, leftOut, remarks: [] },
  };
}

function partsOf(name: string, contents: readonly Bytes[], labelBytes: number, classes: number) {
  const record = labelBytes + imageBytes;
  for (const { length } of contents)
    if (length === 0 || length % record !== 0)
      throw other(`${length} bytes`, `${name}: a file must have ${record} bytes for each image`);
  const count = contents.reduce((sum, { length }) => sum + length / record, 0);
  const labels = new Uint8Array(count);
  const features = new Uint8Array(count * imageBytes);
  let i = 0;
  for (const bytes of contents)
    for (let start = 0; start < bytes.length; start += record, i++) {
      // Of CIFAR-100's two labels the second is the finer.
      labels[i] = bytes[start + labelBytes - 1]!;
      if (labels[i]! >= classes) throw other(`the label ${labels[i]}`, `${name}: labels must be below ${classes}`);
      features.set(bytes.subarray(start + labelBytes, start + record), i * imageBytes);
    }
  return { labels, features };
}

function namesOf(bytes: Bytes): readonly string[] {
  return (fromUtf8(bytes) ?? "").split(/\r?\n/).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

function other(received: string, expected: string): NndlError {
  return new NndlError("source.named", { received, expected, next: "Get the files again, or leave the name out." });
}
