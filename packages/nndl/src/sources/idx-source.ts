import { folderOf, nameOf, readIdxSet, roleOf, type SourceFile } from "../data/index.ts";
import { readSidecar, sidecarName } from "./idx-sidecar.ts";
import type { OpenedSource, SourceOptions, SourceReader } from "./opened-source.ts";

/** IDX files, as MNIST's are: images and labels, to learn from and to be tested on. */
export const idxSource: SourceReader = {
  kind: "idx",
  what: "IDX files, as MNIST's are",
  recognizes: async (files) => files.some(hasRole),
  read,
};

function hasRole(file: SourceFile): boolean {
  return roleOf(nameOf(file)) !== undefined;
}

async function read(
  files: readonly SourceFile[],
  { name, classes, targetKind }: SourceOptions & { readonly name: string },
): Promise<OpenedSource> {
  const beside = files.find(
    (file) =>
      nameOf(file) === sidecarName && files.some((other) => hasRole(other) && folderOf(other) === folderOf(file)),
  );
  const content = beside === undefined ? undefined : await beside.read();
  const said = content === undefined ? undefined : readSidecar(content, beside!.path);
  const { isMnist, ...set } = await readIdxSet(
    files.filter((file) => file !== beside),
    { ...said, name, needsTest: false, classes: classes ?? said?.classes, targetKind: targetKind ?? said?.targetKind },
  );
  const used =
    content === undefined ? [] : [{ path: beside!.path, bytes: content.length, role: "how inputs are made" }];
  return { name: isMnist ? "MNIST" : name, kind: isMnist ? "mnist" : "idx", ...set, files: [...set.files, ...used] };
}
