import { gunzip, idxDataset, idxLength } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import type { OpenedSource, SourceOptions, SourceReader, UsedFile } from "./opened-source.ts";
import { nameOf, type SourceFile } from "./source-file.ts";

/** The files of a data set in IDX, and how their names begin. */
const roles = {
  trainingImages: { begins: /^train-images/, what: "training images" },
  trainingLabels: { begins: /^train-labels/, what: "training labels" },
  testImages: { begins: /^(t10k|test)-images/, what: "test images" },
  testLabels: { begins: /^(t10k|test)-labels/, what: "test labels" },
} as const;

/** IDX files, as MNIST's are: images and labels, to learn from and to be tested on. */
export const idxSource: SourceReader = {
  kind: "idx",
  what: "four IDX files, as MNIST's are",
  recognizes: async (files) =>
    files.some((file) => Object.values(roles).some(({ begins }) => begins.test(nameOf(file)))),
  read,
};

async function read(
  files: readonly SourceFile[],
  { name, classes }: SourceOptions & { readonly name: string },
): Promise<OpenedSource> {
  const used: UsedFile[] = [];
  const content = async (role: keyof typeof roles) => {
    const { begins, what } = roles[role];
    const file = files.find((candidate) => begins.test(nameOf(candidate)));
    if (file === undefined)
      throw new NndlError("idx.missing", {
        problem: `${name} has no file of ${what}`,
        next: "Give the directory that holds all four IDX files, raw or gzipped.",
      });
    const packed = await file.read();
    used.push({ path: file.path, bytes: packed.length, role: what });
    return gunzip(packed, file.path, idxLength);
  };
  const training = idxDataset(await content("trainingImages"), await content("trainingLabels"), {
    name: `${name} training`,
    classes,
  });
  const test = idxDataset(await content("testImages"), await content("testLabels"), {
    name: `${name} test`,
    classes: classes ?? (training.targets.kind === "classes" ? training.targets.classes : undefined),
  });
  const paths = new Set(used.map(({ path }) => path));
  const leftOut = files
    .filter(({ path }) => !paths.has(path))
    .map(({ path }) => ({ path, why: "not one of the four files" }));
  return { name, kind: "idx", training, test, files: used, leftOut, remarks: [] };
}
