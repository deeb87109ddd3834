import { Dataset, folderOf, nameOf, readIdxSet, roleOf, type SourceFile } from "../data/index.ts";
import { readSidecar, sidecarName } from "./idx-sidecar.ts";
import { imageInputs } from "./image-inputs.ts";
import type { OpenedSource, SourceOptions, SourceReader } from "./opened-source.ts";
import { partsOf } from "./pack-source.ts";

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
  const { isMnist, byteScale, ...read } = await readIdxSet(
    files.filter((file) => file !== beside),
    { ...said, name, needsTest: false, classes: classes ?? said?.classes, targetKind: targetKind ?? said?.targetKind },
  );
  // What nndl wrote says all there is to say.
  const set = content === undefined ? { ...read, ...described(read, byteScale) } : read;
  const used =
    content === undefined ? [] : [{ path: beside!.path, bytes: content.length, role: "how inputs are made" }];
  return { name: isMnist ? "MNIST" : name, kind: isMnist ? "mnist" : "idx", ...set, files: [...set.files, ...used] };
}

/** The parts with what can be seen of how their images were made, so that what learns from them can be asked about pictures. */
function described(
  { training, validation, test }: Pick<OpenedSource, "training" | "validation" | "test">,
  byteScale: number | undefined,
): Pick<OpenedSource, "training" | "validation" | "test"> {
  const [channels, height, width] = training.shape as [number, number, number];
  const isPicture = training.shape.length === 3 && (channels === 1 || channels === 3) && byteScale !== undefined;
  if (!isPicture || training.preparation !== undefined) return { training, validation, test };
  const preparation = { inputs: imageInputs(training.features, [channels, height, width], byteScale) };
  // Images of another size are refused where they are measured.
  const isAlike = (part: Dataset) => String(part.shape) === String(training.shape);
  const make = (part: Dataset) => (isAlike(part) ? new Dataset({ ...partsOf(part), preparation }) : part);
  return { training: make(training), validation: validation && make(validation), test: test && make(test) };
}
