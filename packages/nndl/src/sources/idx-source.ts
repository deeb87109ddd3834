import { areMnist, gunzip, idxDataset, idxLength, mnistPreparation } from "../data/index.ts";
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
  recognizes: async (files) => files.some(hasRole),
  read,
};

function hasRole(file: SourceFile): boolean {
  return Object.values(roles).some(({ begins }) => begins.test(nameOf(file)));
}

/** The files of the folder that has some with a role, where it is the only one so near. @throws NndlError "idx.folders" */
function nearest(files: readonly SourceFile[], name: string): readonly SourceFile[] {
  const folders = [...new Set(files.filter(hasRole).map(folderOf))];
  const depth = Math.min(...folders.map(depthOf));
  const [first, second] = folders.filter((folder) => depthOf(folder) === depth);
  if (second !== undefined)
    throw new NndlError("idx.folders", {
      received: `${first} and ${second}`,
      expected: `${name} must have one folder with IDX files`,
      next: "Give the one that you mean.",
    });
  return files.filter((file) => folderOf(file) === first);
}

function folderOf({ path }: SourceFile): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function depthOf(folder: string): number {
  return folder === "" ? 0 : folder.split("/").length;
}

async function read(
  all: readonly SourceFile[],
  { name, classes }: SourceOptions & { readonly name: string },
): Promise<OpenedSource> {
  const used: UsedFile[] = [];
  const files = nearest(all, name);
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
  const four = {
    trainingImages: await content("trainingImages"),
    trainingLabels: await content("trainingLabels"),
    testImages: await content("testImages"),
    testLabels: await content("testLabels"),
  };
  const isMnist = areMnist(four);
  const known = isMnist ? { name: "MNIST", classes: 10, preparation: mnistPreparation } : { name, classes };
  const training = idxDataset(four.trainingImages, four.trainingLabels, { ...known, name: `${known.name} training` });
  const test = idxDataset(four.testImages, four.testLabels, {
    ...known,
    name: `${known.name} test`,
    classes: known.classes ?? (training.targets.kind === "classes" ? training.targets.classes : undefined),
  });
  const paths = new Set(used.map(({ path }) => path));
  const leftOut = all
    .filter(({ path }) => !paths.has(path))
    .map(({ path }) => ({ path, why: "not one of the four files" }));
  return {
    ...{ name: known.name, kind: isMnist ? "mnist" : "idx", training, test },
    ...{ files: used, leftOut, remarks: [] },
  };
}
