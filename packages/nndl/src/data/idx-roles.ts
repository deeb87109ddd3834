/** What the files of a data set in IDX hold, and which file is which. */
import { NndlError } from "../errors.ts";
import { folderOf, nameOf, type SourceFile } from "./source-file.ts";

/** What each file holds, and the beginnings that its name may have, the usual one first. */
export const idxRoles = {
  trainingImages: { beginnings: ["train-images"], what: "training images" },
  trainingLabels: { beginnings: ["train-labels"], what: "training labels" },
  validationImages: { beginnings: ["validation-images", "valid-images", "val-images"], what: "validation images" },
  validationLabels: { beginnings: ["validation-labels", "valid-labels", "val-labels"], what: "validation labels" },
  testImages: { beginnings: ["t10k-images", "test-images"], what: "test images" },
  testLabels: { beginnings: ["t10k-labels", "test-labels"], what: "test labels" },
} as const;

export type IdxRole = keyof typeof idxRoles;
export const idxRoleNames = Object.keys(idxRoles) as readonly IdxRole[];

/** What a name says that a file holds; undefined for any other. */
export function roleOf(name: string): IdxRole | undefined {
  const small = name.toLowerCase();
  return idxRoleNames.find((role) => idxRoles[role].beginnings.some((beginning) => small.startsWith(beginning)));
}

/**
 * The files with a role of the one folder that has some, each with what it holds. Where several have, the nearest is meant.
 *
 * @throws NndlError "idx.folders" when two are equally near
 */
export function filesWithRoles(files: readonly SourceFile[], name: string): ReadonlyMap<IdxRole, SourceFile[]> {
  const found = files.filter((file) => roleOf(nameOf(file)) !== undefined);
  const folders = [...new Set(found.map(placeOf))];
  const least = Math.min(...folders.map(depthOf));
  const [nearest, other] = folders.filter((folder) => depthOf(folder) === least);
  if (other !== undefined)
    throw new NndlError("idx.folders", {
      received: `${nearest} and ${other}`,
      expected: `${name} must have one folder with IDX files`,
      next: "Give the one that you mean.",
    });
  const byRole = new Map<IdxRole, SourceFile[]>();
  for (const file of found) {
    const role = roleOf(nameOf(file))!;
    if (placeOf(file) === nearest) byRole.set(role, [...(byRole.get(role) ?? []), file]);
  }
  return byRole;
}

/** The folder of a file. Some unpackers put each file into a folder of its own name, which says nothing. */
function placeOf(file: SourceFile): string {
  const folder = folderOf(file);
  return roleOf(nameOf({ path: folder })) === undefined ? folder : folderOf({ path: folder });
}

function depthOf(folder: string): number {
  return folder === "" ? 0 : folder.split("/").length;
}
