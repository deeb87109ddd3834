/** Which files of a folder are pictures of what, and to which part they belong: told by their paths alone. */
import { NndlError, show } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import type { LeftOut } from "../opened-source.ts";
import { nameOf, type SourceFile } from "../source-file.ts";
import { classKeyOf, classNameOf, classOfFile } from "./class-names.ts";
import { naturally } from "./natural-order.ts";

/** The parts of a data set. */
export type Part = "training" | "validation" | "test";

/** A file that is to be a picture. */
export interface PlacedPicture {
  readonly file: SourceFile;
  readonly part: Part;
  /** As {@link classNameOf} has it. */
  readonly className: string;
}

/** What the paths of some files say. */
export interface Layout {
  /** Class by class, each in the order of its paths. */
  readonly pictures: readonly PlacedPicture[];
  /** The classes, in natural order. */
  readonly names: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly remarks: readonly Remark[];
}

/** What folders of the parts are called, in small letters. */
const parts: Readonly<Record<string, Part>> = {
  train: "training",
  training: "training",
  test: "test",
  tests: "test",
  testing: "test",
  val: "validation",
  valid: "validation",
  validate: "validation",
  validation: "validation",
};

const pictureEnding = /\.(png|apng|jpe?g|jpe|jfif|gif|bmp|dib|webp|avif|heic|heif|tiff?|jp2|jxl|svg)$/i;
const hiddenNames = new Set([
  "__macosx",
  "thumbs.db",
  "desktop.ini",
  "$recycle.bin",
  "system volume information",
  "@eadir",
]);

/** Whether a file is called like a picture, and not hidden. */
export function looksLikePicture({ path }: Pick<SourceFile, "path">): boolean {
  return pictureEnding.test(path) && !isHidden(path);
}

function isHidden(path: string): boolean {
  return path
    .split("/")
    .some((part) => (part.startsWith(".") && part !== "." && part !== "..") || hiddenNames.has(part.toLowerCase()));
}

interface Candidate {
  readonly file: SourceFile;
  readonly folders: readonly string[];
}

interface Told {
  readonly candidate: Candidate;
  readonly part: Part;
  /** The folder or the beginning of the name; undefined where nothing tells the class. */
  readonly label: string | undefined;
  /** Whether it lies deeper than in its class's folder. */
  readonly isDeeper: boolean;
}

/**
 * Lays out the files of a folder: one subfolder a class, with or without train/ and test/ (or validation/) above or below
 * them; or pictures whose names begin with their class.
 *
 * @param known the names of classes, where these are known; then pictures of one class alone are of use
 * @throws NndlError "source.classes" where classes cannot be told, or there is only one
 */
export function layOut(files: readonly SourceFile[], name: string, known: readonly string[] = []): Layout {
  const leftOut: LeftOut[] = [];
  const candidates: Candidate[] = [];
  for (const file of files) {
    const why = isHidden(file.path) ? "hidden" : mayBePicture(file) ? undefined : "not a picture";
    if (why === undefined) candidates.push({ file, folders: foldersOf(file) });
    else leftOut.push({ path: file.path, why });
  }
  const told = toldBy(withoutCommonFolders(candidates, new Set(known.map(classKeyOf))), name);
  const pictures: PlacedPicture[] = [];
  const spellings = new Map<string, Map<string, number>>();
  for (const { candidate, part, label } of told) {
    if (label === undefined) {
      leftOut.push({ path: candidate.file.path, why: "in no class's folder" });
      continue;
    }
    const className = classNameOf(label);
    pictures.push({ file: candidate.file, part, className });
    const known = spellings.get(classKeyOf(className)) ?? new Map<string, number>();
    known.set(className, (known.get(className) ?? 0) + 1);
    spellings.set(classKeyOf(className), known);
  }
  const usual = new Map([...spellings].map(([key, known]) => [key, mostUsual(known)] as const));
  const named = pictures.map((picture) => ({ ...picture, className: usual.get(classKeyOf(picture.className))! }));
  const names = [...usual.values()].sort(naturally);
  const isFlat = told.every(({ candidate }) => candidate.folders.length === 0);
  checkClasses(names, named.length, name, { isFlat, oneClass: known.length > 0 });
  const place = new Map(names.map((className, i) => [className, i] as const));
  named.sort((a, b) => place.get(a.className)! - place.get(b.className)! || naturally(a.file.path, b.file.path));
  return { pictures: named, names, leftOut, remarks: remarksOn(spellings, told) };
}

/** A file without an ending may be anything, and is looked into. */
function mayBePicture(file: SourceFile): boolean {
  return pictureEnding.test(file.path) || !nameOf(file).includes(".");
}

function foldersOf({ path }: SourceFile): readonly string[] {
  return path
    .split("/")
    .slice(0, -1)
    .filter((part) => part !== "" && part !== ".");
}

/**
 * A folder that holds everything says nothing: what was unpacked, or chosen, or a train/ without a test/. But it is a class
 * where it is a known one, or where nothing else tells one.
 */
function withoutCommonFolders(candidates: readonly Candidate[], known: ReadonlySet<string>): readonly Candidate[] {
  const pictures = candidates.filter(({ file }) => looksLikePicture(file));
  const first = pictures[0]?.folders ?? [];
  const isClass = (folder: string) => known.has(classKeyOf(classNameOf(folder)));
  let common = 0;
  while (
    common < first.length &&
    !isClass(first[common]!) &&
    pictures.every(({ folders }) => folders[common] === first[common])
  )
    common++;
  const isFlat = pictures.every(({ folders }) => folders.length === common);
  if (isFlat && common > 0 && pictures.every(({ file }) => classOfFile(nameOf(file)) === undefined)) common--;
  return candidates.map(({ file, folders }) => ({ file, folders: folders.slice(common) }));
}

function toldBy(candidates: readonly Candidate[], name: string): readonly Told[] {
  const inFolders = candidates.filter(({ folders }) => folders.length > 0);
  if (inFolders.length === 0)
    return candidates.filter(({ file }) => looksLikePicture(file)).map((candidate) => byName(candidate, "training"));
  const partAt = ({ folders }: Candidate, level: number) => parts[folders[level]?.toLowerCase() ?? ""];
  if (inFolders.some((candidate) => partAt(candidate, 0) === "training")) {
    const isFlat = candidates.every(
      (candidate) => partAt(candidate, 0) === undefined || candidate.folders.length === 1,
    );
    return candidates.map((candidate) => {
      const part = partAt(candidate, 0);
      if (part === undefined) return byFolder(candidate, "training", -1);
      return isFlat ? byName(candidate, part) : byFolder(candidate, part, 1);
    });
  }
  if (
    inFolders.every((candidate) => partAt(candidate, 1) !== undefined) &&
    inFolders.some((candidate) => partAt(candidate, 1) === "training")
  )
    return candidates.map((candidate) => ({
      ...byFolder(candidate, partAt(candidate, 1) ?? "training", 0),
      isDeeper: candidate.folders.length > 2,
    }));
  const apart = inFolders.filter((candidate) => partAt(candidate, 0) !== undefined);
  if (apart.length === inFolders.length)
    throw new NndlError("source.classes", {
      received: `the folders ${[...new Set(apart.map(({ folders }) => folders[0]!))].map(show).join(" and ")}`,
      expected: `${name} must have pictures to learn from`,
      next: 'Put them into a folder "train", with a folder in it for each class.',
    });
  const classes = new Set(
    inFolders
      .filter((candidate) => partAt(candidate, 0) === undefined)
      .map(({ folders }) => classKeyOf(classNameOf(folders[0]!))),
  );
  // Classes, and beside them a test/ with the same classes in it.
  const isBeside =
    apart.length > 0 &&
    apart.every(({ folders }) => folders.length > 1 && classes.has(classKeyOf(classNameOf(folders[1]!))));
  return candidates.map((candidate) => {
    const part = isBeside ? partAt(candidate, 0) : undefined;
    return part === undefined ? byFolder(candidate, "training", 0) : byFolder(candidate, part, 1);
  });
}

function byFolder(candidate: Candidate, part: Part, level: number): Told {
  return {
    candidate,
    part,
    label: candidate.folders[level],
    isDeeper: candidate.folders.length > level + 1 && level >= 0,
  };
}

function byName(candidate: Candidate, part: Part): Told {
  return { candidate, part, label: classOfFile(nameOf(candidate.file)), isDeeper: false };
}

/** The spelling of most pictures; of equally many, the first. */
function mostUsual(spellings: ReadonlyMap<string, number>): string {
  return [...spellings].sort(([a, m], [b, n]) => n - m || naturally(a, b))[0]![0];
}

function checkClasses(
  names: readonly string[],
  pictures: number,
  name: string,
  { isFlat, oneClass }: { readonly isFlat: boolean; readonly oneClass: boolean },
): void {
  const next = "Put them into a folder for each class, or begin their names with it: cat-1.png, dog-1.png.";
  const refuse = (received: string, expected: string) => {
    throw new NndlError("source.classes", { received, expected: `${name}: ${expected}`, next });
  };
  if (names.length === 0)
    refuse(
      `${pictures === 0 ? "files" : "pictures"} that tell none`,
      "the class of a picture must be told by its folder or its name",
    );
  if (names.length === 1 && !oneClass) refuse(`only ${show(names[0])}`, "pictures must be of two or more classes");
  if (isFlat && names.length > pictures / 2)
    refuse(`${names.length} classes for ${pictures} pictures`, "there must be several pictures of each class");
}

function remarksOn(
  spellings: ReadonlyMap<string, ReadonlyMap<string, number>>,
  told: readonly Told[],
): readonly Remark[] {
  const remarks: Remark[] = [];
  const merged = [...spellings.values()].filter((known) => known.size > 1);
  if (merged.length > 0)
    remarks.push({
      code: "data.merged-classes",
      what: `Folders whose names differ in capitals only are one class: ${merged
        .slice(0, 3)
        .map((known) => [...known.keys()].sort(naturally).map(show).join(" and "))
        .join("; ")}${merged.length > 3 ? "; …" : ""}.`,
      next: "Give them names that differ in letters if they are not.",
    });
  const deeper = told.filter(({ isDeeper, label }) => isDeeper && label !== undefined);
  if (deeper.length > 0) {
    const labels = [...new Set(deeper.map(({ label }) => classNameOf(label!)))].sort(naturally);
    remarks.push({
      code: "data.subfolders",
      what: `${deeper.length} pictures lie in folders within a class's folder (${labels.slice(0, 3).map(show).join(", ")}${labels.length > 3 ? ", …" : ""}), and belong to that class.`,
      next: "Put the folders of the classes side by side if the inner ones are the classes.",
    });
  }
  return remarks;
}
