/** `nndl data SOURCE --save OUT`: what was opened, written as files that are read as the same. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { idxFilesOf, npzOf, type OpenedSource, pictureFilesOf } from "nndl/sources";
import { makeFolder, writeText, writing } from "../files.ts";
import { quote, UsageError } from "../usage-error.ts";

/** One way to keep a data set. A new one is an entry of `forms`. */
interface SavedForm {
  /** What it is, for the help. */
  readonly what: string;
  /** Writes it; returns the files that were written. */
  save(path: string, source: OpenedSource): readonly string[] | Promise<readonly string[]>;
}

const forms = {
  pictures: { what: "a folder of pictures, a subfolder for each class", save: savePictures },
  idx: { what: "a folder of IDX files, as MNIST's are", save: saveIdx },
  npz: { what: "one file of NumPy's, with all that is known of the data", save: saveNpz },
} as const satisfies Record<string, SavedForm>;

export type SavedFormName = keyof typeof forms;
export const savedForms = Object.keys(forms) as SavedFormName[];
export const savedFormsHelp = savedForms.map((name) => `${name} (${forms[name].what})`).join(", ");

/** Writes a source in a form; returns the paths of the files. @throws UsageError "option.save", NndlError "file.*" */
export async function saveSource(path: string, form: SavedFormName, source: OpenedSource): Promise<readonly string[]> {
  return forms[form].save(path, source);
}

function savePictures(path: string, source: OpenedSource): readonly string[] {
  makeEmpty(path);
  return Array.from(pictureFilesOf(source), (file) => {
    const to = join(path, file.path);
    makeFolder(dirname(to));
    writeText(to, file.bytes);
    return to;
  });
}

function saveIdx(path: string, source: OpenedSource): readonly string[] {
  makeEmpty(path);
  return idxFilesOf(source).map((file) => {
    const to = join(path, file.path);
    writeText(to, file.bytes);
    return to;
  });
}

function makeEmpty(path: string): void {
  makeFolder(path);
  if (writing(path, () => readdirSync(path)).length > 0)
    throw new UsageError("option.save", {
      received: quote(path),
      expected: "--save must name a folder that is new or empty",
      next: "Choose another, so that no file of another data set is taken for one of these.",
    });
}

function saveNpz(path: string, source: OpenedSource): readonly string[] {
  writeText(path, npzOf(source));
  return [path];
}
