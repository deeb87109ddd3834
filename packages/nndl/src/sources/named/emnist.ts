/** EMNIST: its files have names of their own, images whose rows are columns, and letters whose labels begin at 1. */
import { Dataset, mnistPreparation, nameOf, readIdxSet, type SourceFile, type UsedFile } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { fromUtf8 } from "../../utf8.ts";
import type { OpenedSource, SourceOptions } from "../opened-source.ts";
import type { EmnistName } from "./names.ts";
import { wanted } from "./wanted.ts";

const site = "https://www.nist.gov/itl/products-and-services/emnist-dataset";
const roles = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "test-images-idx3-ubyte",
  "test-labels-idx1-ubyte",
];

/** Letters of which upper and lower case look different enough to be classes of their own. */
const bothCases = "abdefghnqrt";
const digits = Array.from("0123456789");
const upper = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

/** What the classes are, by the number of their label; the mapping file beside them says the same. */
const classNames: Readonly<Record<EmnistName, readonly string[]>> = {
  "emnist-letters": upper,
  "emnist-digits": digits,
  "emnist-mnist": digits,
  "emnist-balanced": [...digits, ...upper, ...bothCases],
  "emnist-bymerge": [...digits, ...upper, ...bothCases],
  "emnist-byclass": [...digits, ...upper, ...upper.map((letter) => letter.toLowerCase())],
};

/** The data sets of EMNIST whose files are there. */
export function emnistIn(files: readonly SourceFile[]): readonly EmnistName[] {
  return (Object.keys(classNames) as EmnistName[]).filter((name) =>
    files.some((file) => nameOf(file).startsWith(`${name}-train-images`)),
  );
}

/** @throws NndlError "source.wanted", and as idxDirectory */
export async function readEmnist(
  files: readonly SourceFile[],
  named: EmnistName,
  { name }: SourceOptions & { readonly name: string },
): Promise<OpenedSource> {
  // Files that somebody renamed as MNIST's are named are taken, too: who names the data set knows.
  const own = files.filter((file) => nameOf(file).startsWith(`${named}-`));
  const renamed = own.length > 0 ? own.map((file) => withoutPrefix(file, named)) : files;
  const isThere = (role: string) =>
    renamed.some((file) => nameOf(file).startsWith(role.slice(0, role.indexOf("-idx"))));
  const missing = roles.filter((role) => !isThere(role) && !isThere(role.replace(/^test/, "t10k")));
  if (missing.length > 0)
    throw wanted(
      named,
      roles.map((role) => `${named}-${role}.gz`),
      site,
      files,
    );
  const set = await readIdxSet(
    renamed.filter((file) => !/mapping\.txt$/.test(nameOf(file))),
    { name, needsTest: true },
  );
  const mapping = files.find((file) => nameOf(file) === `${named}-mapping.txt`);
  const found = mapping === undefined ? undefined : await readMapping(mapping);
  const names = found?.names ?? classNames[named];
  const first = found?.first ?? (named === "emnist-letters" ? 1 : 0);
  const inputs = { ...mnistPreparation.inputs };
  const prepared = (data: Dataset) => upright(data, { names, first, inputs });
  const path = (renamedPath: string) =>
    own.find((file) => withoutPrefix(file, named).path === renamedPath)?.path ?? renamedPath;
  const leftOut = files
    .filter((file) => file !== mapping && !set.files.some((used) => path(used.path) === file.path))
    .map((file) => ({ path: file.path, why: `none of the files of ${named}` }));
  const used: UsedFile[] = [
    ...set.files.map((file) => ({ ...file, path: path(file.path) })),
    ...(mapping === undefined ? [] : [{ path: mapping.path, bytes: found!.bytes, role: "the names of the classes" }]),
  ];
  return {
    ...{ name: named, kind: named, training: prepared(set.training), test: prepared(set.test!) },
    ...{ files: used, leftOut: own.length > 0 ? leftOut : set.leftOut },
    remarks: [
      ...set.remarks,
      {
        code: "data.named",
        what: `Read as ${named}: its images were turned upright${first === 0 ? "" : ", and labels counted from 0"}.`,
      },
    ],
  };
}

function withoutPrefix(file: SourceFile, named: EmnistName): SourceFile {
  const name = nameOf(file);
  const folder = file.path.slice(0, file.path.length - name.length);
  return { path: `${folder}${name.slice(named.length + 1)}`, size: file.size, read: () => file.read() };
}

/** Images with rows and columns exchanged, and labels that begin at 0. @throws NndlError "source.named" for other images */
function upright(
  data: Dataset,
  {
    names,
    first,
    inputs,
  }: { readonly names: readonly string[]; readonly first: number; readonly inputs: typeof mnistPreparation.inputs },
): Dataset {
  const { name, shape, features, targets, count } = data;
  const [, height, width] = shape;
  if (targets.kind !== "classes" || !(features instanceof Uint8Array) || height !== 28 || width !== 28)
    throw new NndlError("source.named", {
      received: `images of ${shape.join(" × ")}`,
      expected: `${name} must hold images of 28 × 28 bytes, with labels`,
      next: "Get the files again, or leave the name out.",
    });
  const turned = new Uint8Array(features.length);
  for (let start = 0; start < features.length; start += 784)
    for (let y = 0; y < 28; y++)
      for (let x = 0; x < 28; x++) turned[start + 28 * y + x] = features[start + 28 * x + y]!;
  const labels = Int32Array.from({ length: count }, (_, i) => targets.labels[i]! - first);
  return new Dataset({
    ...{ name, shape, features: turned },
    targets: { kind: "classes", labels, classes: names.length },
    preparation: { inputs, targets: { kind: "classes", names } },
  });
}

/** "1 65 97": a label, and the characters that it stands for, as Unicode has them; the first one names the class. */
async function readMapping(
  file: SourceFile,
): Promise<{ readonly names: readonly string[]; readonly first: number; readonly bytes: number }> {
  const bytes = await file.read();
  const lines = (fromUtf8(bytes) ?? "").split(/\r?\n/).filter((line) => line.trim() !== "");
  const rows = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const first = rows[0]?.[0] ?? 0;
  const isRight =
    rows.length > 0 && rows.every(([label, code], i) => label === first + i && Number.isInteger(code) && code! > 0);
  if (!isRight)
    throw new NndlError("source.named", {
      received: lines[0] ?? "nothing",
      expected: `${file.path}: each line must have a label, counted up, and the code of a character`,
      next: "Get the file again, or remove it.",
    });
  return { names: rows.map(([, code]) => String.fromCodePoint(code!)), first, bytes: bytes.length };
}
