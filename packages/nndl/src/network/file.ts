/** What a network's file holds: safetensors with the spec and the notes in its metadata, or the book's JSON. */
import type { Bytes } from "../bytes.ts";
import { checkPreparation, type Preparation, type TargetKind } from "../data/index.ts";
import { complaintAbout, NndlError } from "../errors.ts";
import {
  decodeSafetensors,
  formatBookJson,
  kindOfFile,
  parseBookJson,
  type Safetensors,
  type Tensor as StoredTensor,
} from "../formats/index.ts";
import { fromUtf8, toUtf8 } from "../utf8.ts";
import { fromBookNetwork, toBookNetwork } from "./book-network.ts";
import { encodeWithChecksum, verifyChecksum } from "./checksum.ts";
import { checkNotes, type NetworkNotes } from "./notes.ts";
import type { GivenTensor, Tensor } from "./parameters.ts";
import type { NetworkInput, NetworkSpec } from "./spec.ts";

/** The parts of a network that a file holds; what they are worth is for `Network.fromParameters` to say. */
export interface NetworkFile {
  readonly spec: NetworkInput;
  readonly parameters: ReadonlyMap<string, GivenTensor>;
  readonly notes: NetworkNotes;
  readonly preparation?: Preparation | undefined;
  readonly targetKind?: TargetKind | undefined;
}

/** How a network is written: safetensors, or the JSON of the book's network2. */
export type FileFormat = "safetensors" | "book-json";

/** The metadata keys of a network's safetensors file. A checkpoint is such a file with more in it. */
export const fileKeys = {
  spec: "nndl.network",
  notes: "nndl.notes",
  preparation: "nndl.preparation",
  targets: "nndl.targets",
  training: "nndl.training",
} as const;

/** Tensors that a checkpoint holds besides the network's own begin with one of these. */
export const checkpointPrefixes = { optimizer: "optimizer/", best: "best/", carried: "carried/" } as const;

interface FileContent {
  readonly spec: NetworkSpec;
  readonly parameters: ReadonlyMap<string, Tensor>;
  readonly notes: NetworkNotes;
  readonly preparation: Preparation | undefined;
  readonly targetKind: TargetKind | undefined;
}

export function encodeNetworkFile(
  { spec, parameters, notes, preparation, targetKind }: FileContent,
  format: FileFormat,
): Bytes {
  if (format === "book-json") return toUtf8(formatBookJson(toBookNetwork(spec, parameters)));
  const metadata = {
    [fileKeys.spec]: JSON.stringify(spec),
    [fileKeys.notes]: JSON.stringify(checkNotes(notes)),
    ...preparationEntry(preparation),
    ...targetsEntry(targetKind),
  };
  return encodeWithChecksum({ tensors: parameters, metadata });
}

export function decodeNetworkFile(bytes: Uint8Array): NetworkFile {
  const plain = withoutMark(bytes);
  if (looksLikeJson(plain)) return { ...fromBookNetwork(parseBookJson(bookText(plain))), notes: {} };
  refuseOthers(bytes);
  const { tensors, metadata } = decodeVerified(bytes);
  const spec = metadata[fileKeys.spec];
  if (spec === undefined)
    throw new NndlError("network.file", {
      received: `a safetensors file without "${fileKeys.spec}" in its metadata`,
      expected: "it must be a network that nndl saved",
      next: "Other programs' weights need a spec: make the network and give the tensors to Network.fromParameters.",
    });
  const own = [...tensors].filter(
    ([key]) => !Object.values(checkpointPrefixes).some((prefix) => key.startsWith(prefix)),
  );
  return {
    // Checked, as every spec is, by whoever makes a network of it.
    spec: parseJson(spec, fileKeys.spec) as NetworkInput,
    parameters: new Map(own.map(([key, tensor]) => [key, floatTensor(key, tensor)])),
    notes: checkNotes(parseJson(metadata[fileKeys.notes] ?? "{}", fileKeys.notes)),
    preparation: preparationIn(metadata),
    targetKind: targetsIn(metadata),
  };
}

/** What a file's metadata says of outputs that are values; of those that stand for classes nothing, as ever. */
export function targetsEntry(kind: TargetKind | undefined): Readonly<Record<string, string>> {
  return kind === "values" ? { [fileKeys.targets]: kind } : {};
}

/** What outputs are, as a file's metadata says it. @throws NndlError "network.targets" from whoever is told */
export function targetsIn(metadata: Readonly<Record<string, string>>): TargetKind | undefined {
  return metadata[fileKeys.targets] as TargetKind | undefined;
}

/** What a file's metadata says of how inputs are made; nothing where nobody knows. */
export function preparationEntry(preparation: Preparation | undefined): Readonly<Record<string, string>> {
  return preparation === undefined ? {} : { [fileKeys.preparation]: JSON.stringify(checkPreparation(preparation)) };
}

/** How inputs are made, as a file's metadata says it. @throws NndlError "network.file", "preparation" */
export function preparationIn(metadata: Readonly<Record<string, string>>): Preparation | undefined {
  const text = metadata[fileKeys.preparation];
  return text === undefined ? undefined : checkPreparation(parseJson(text, fileKeys.preparation));
}

/** Refuses by its name what is plainly another kind of file. */
function refuseOthers(bytes: Uint8Array): void {
  const kind = kindOfFile(bytes);
  if (kind === undefined) return;
  throw new NndlError("network.file", {
    received: kind,
    expected: "it must be a network that nndl saved, or one in the book's JSON",
    next: /gzipped|ZIP/.test(kind)
      ? "Unpack it first, if a network is in it."
      : /PyTorch|Keras|ONNX|pickle/.test(kind)
        ? "Save its weights as safetensors there, and give the tensors to Network.fromParameters with a description of the layers."
        : "Give a run's network.safetensors, or the run's folder.",
  });
}

/** JSON from some editors begins with a byte order mark. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** JSON is UTF-8. */
function bookText(bytes: Uint8Array): string {
  const text = fromUtf8(bytes);
  if (text === undefined)
    throw new NndlError("book-json.syntax", {
      received: "bytes that are not UTF-8",
      expected: "a network in the book's format must be JSON",
      next: "The file is damaged; use another copy.",
    });
  return text;
}

/** The content of a safetensors file whose checksum, if it has one, is right. */
export function decodeVerified(bytes: Uint8Array): Safetensors {
  const content = decodeSafetensors(bytes);
  verifyChecksum(bytes, content.metadata);
  return content;
}

export function parseJson(text: string, key: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NndlError(
      "network.file",
      {
        received: `"${key}" that is not JSON`,
        expected: "its metadata must be as nndl wrote it",
        next: "The file is damaged; use another copy.",
      },
      { cause },
    );
  }
}

/** Runs what reads a file; whatever it refuses then names the file. */
export function reading<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NndlError)) throw error;
    throw new NndlError(error.code, complaintAbout(name, error), { cause: error });
  }
}

/** A safetensors file starts with eight bytes of length, then "{"; JSON does not. */
function looksLikeJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 0x20);
  return first === 0x7b && !(bytes[7] === 0 && bytes[8] === 0x7b);
}

function floatTensor(key: string, { shape, values }: StoredTensor): GivenTensor {
  if (!(values instanceof Float32Array || values instanceof Float64Array))
    throw new NndlError("network.file", {
      received: `${key} as ${values.constructor.name}`,
      expected: "the tensors of a network must be float16, bfloat16, float32 or float64",
      next: "Save the network again with float weights.",
    });
  return { shape, values };
}
