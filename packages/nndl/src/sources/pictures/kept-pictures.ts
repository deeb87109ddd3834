/** The small file beside pictures that nndl wrote: how they were made, and which folder is which class. */
import { array, plainObject, text, type Where } from "../../check.ts";
import { checkPreparation, type Preparation } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { nameOf, type SourceFile } from "../source-file.ts";
import type { Layout, Part, PlacedPicture } from "./layout.ts";
import { naturally } from "./natural-order.ts";

/** What it is called. */
export const keptFile = "nndl-pictures.json";

/** What it says. */
export interface KeptPictures {
  readonly preparation: Preparation;
  /** The folder of each class. */
  readonly folders: readonly string[];
}

/** What the file among these says; undefined where there is none. @throws NndlError "source.kept" */
export async function keptPictures(files: readonly SourceFile[]): Promise<KeptPictures | undefined> {
  const file = files.find(({ path }) => path === keptFile);
  if (file === undefined) return undefined;
  const where: Where = { code: "source.kept", what: keptFile };
  try {
    const content = plainObject(JSON.parse(new TextDecoder().decode(await file.read())), where);
    const preparation = checkPreparation(content.preparation);
    const folders = array(content.folders, where).map((folder) => text(folder, where, 1000));
    if (preparation.targets?.kind === "classes" && folders.length === preparation.targets.names.length)
      return { preparation, folders };
  } catch (error) {
    if (!(error instanceof NndlError) && !(error instanceof SyntaxError)) throw error;
  }
  throw new NndlError("source.kept", {
    received: "something else",
    expected: `${keptFile} must say how the pictures beside it were made, as nndl wrote it`,
    next: "Remove it to have the pictures read as any others.",
  });
}

/** What the folders of the parts are called. */
const parts: Readonly<Record<string, Part>> = { train: "training", val: "validation", test: "test" };

/** Pictures that were written by nndl, in the order that they had: by their numbers, whatever their class. */
export function keptLayout(files: readonly SourceFile[], { preparation, folders }: KeptPictures): Layout {
  const { names } = preparation.targets as { readonly names: readonly string[] };
  const places = new Map(folders.map((folder, i) => [folder.normalize("NFC"), i] as const));
  const placed = files.flatMap((file): PlacedPicture[] => {
    const [part = "", folder = "", name, ...rest] = file.path.split("/");
    const [known, place] = [parts[part], places.get(folder.normalize("NFC"))];
    const isOne = known !== undefined && place !== undefined && name !== undefined && rest.length === 0;
    return isOne ? [{ file, part: known, className: names[place]! }] : [];
  });
  const used = new Set(placed.map(({ file }) => file));
  const others = files.filter((file) => !used.has(file) && file.path !== keptFile);
  return {
    pictures: placed.sort((a, b) => naturally(nameOf(a.file), nameOf(b.file)) || naturally(a.file.path, b.file.path)),
    names,
    leftOut: others.map(({ path }) => ({ path, why: "not in a folder of these classes" })),
    remarks: [],
  };
}
