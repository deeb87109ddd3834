/** Reading safetensors strictly: a file is refused, with the reason, unless every byte of it is accounted for. */
import type { CodeIn } from "../error-codes.ts";
import { NndlError, show } from "../errors.ts";
import { fromUtf8 } from "../utf8.ts";
import { readers, type TensorReader } from "./dtypes.ts";
import { countOf, LENGTH_BYTES, MAX_HEADER_BYTES, METADATA_KEY, type Safetensors, type Tensor } from "./safetensors.ts";
import { parseStrictJson, type StrictJson } from "./strict-json.ts";

interface Entry {
  readonly name: string;
  readonly read: TensorReader["read"];
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * The tensors and the metadata of a safetensors file. Values are copies; a half-good file gives nothing.
 *
 * @throws NndlError "safetensors.truncated", "safetensors.header-size" (beyond 100 MB), "safetensors.header" (not JSON that
 *   begins with {, a key twice, unknown fields), "safetensors.metadata" (not strings), "safetensors.dtype" (not supported),
 *   "safetensors.shape", "safetensors.offsets" (not shape × dtype), "safetensors.overlap", "safetensors.hole",
 *   "safetensors.trailing"
 * @example
 * decodeSafetensors(bytes).tensors.get("bias")?.values;
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  if (!(bytes instanceof Uint8Array)) refuse("bytes", "the content must be a Uint8Array", show(bytes), "Convert it.");
  const { header, data } = divide(bytes);
  const entries: Entry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of header) {
    if (name === METADATA_KEY) metadata = readMetadata(value);
    else entries.push(readEntry(name, value));
  }
  checkCoverage(entries, data.length);
  const tensors = new Map(entries.map((entry): [string, Tensor] => [entry.name, readTensor(entry, data)]));
  return { tensors, metadata };
}

/** The header, parsed, and the bytes that follow it. */
function divide(bytes: Uint8Array): { header: ReadonlyMap<string, StrictJson>; data: Uint8Array } {
  if (bytes.length < LENGTH_BYTES)
    refuse("truncated", `a file must begin with ${LENGTH_BYTES} bytes of length`, `${bytes.length} bytes`);
  const declared = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (declared > MAX_HEADER_BYTES)
    refuse("header-size", `the header must be at most ${MAX_HEADER_BYTES} bytes`, `${declared}`);
  const start = LENGTH_BYTES + Number(declared);
  if (bytes.length < start)
    refuse("truncated", `the header must be ${declared} bytes`, `${bytes.length - LENGTH_BYTES}`);
  if (declared === 0n || bytes[LENGTH_BYTES] !== 0x7b)
    refuse("header", "the header must begin with {", declared === 0n ? "no header" : `byte ${bytes[LENGTH_BYTES]}`);

  const text = fromUtf8(bytes.subarray(LENGTH_BYTES, start));
  if (text === undefined) return refuse("header", "the header must be JSON", "invalid UTF-8");
  let header: StrictJson;
  try {
    header = parseStrictJson(text, { plainIntegers: true });
  } catch (error) {
    return refuse("header", "the header must be JSON", error instanceof SyntaxError ? error.message : show(error));
  }
  return { header: header as ReadonlyMap<string, StrictJson>, data: bytes.subarray(start) };
}

function readMetadata(value: StrictJson): Record<string, string> {
  // Without a prototype, so that any key at all is only a key.
  const metadata: Record<string, string> = Object.create(null);
  if (!(value instanceof Map)) return refuse("metadata", `${METADATA_KEY} must be an object`, describe(value));
  for (const [key, text] of value) {
    if (typeof text !== "string")
      return refuse("metadata", `${METADATA_KEY} ${show(key)} must be a string`, describe(text));
    metadata[key] = text;
  }
  return metadata;
}

const fields = ["dtype", "shape", "data_offsets"] as const;

function readEntry(name: string, value: StrictJson): Entry {
  const refuseTensor = (code: CodeIn<"safetensors">, expected: string, received: string, next?: string) =>
    refuse(code, `tensor ${show(name)}${expected}`, received, next);
  if (!(value instanceof Map)) return refuseTensor("header", " must be described by an object", describe(value));
  if (value.size !== fields.length || !fields.every((field) => value.has(field)))
    refuseTensor(
      "header",
      ` must have exactly ${fields.join(", ")}`,
      [...value.keys()].map(show).join(", ") || "nothing",
    );

  const dtype: StrictJson = value.get("dtype");
  const reader = typeof dtype === "string" ? readers.get(dtype) : undefined;
  if (typeof dtype !== "string" || reader === undefined)
    return refuseTensor(
      "dtype",
      `: the dtype must be one of ${[...readers.keys()].join(", ")}`,
      describe(dtype),
      "Convert it.",
    );

  const shape = sizes(value.get("shape"));
  if (shape === undefined)
    return refuseTensor("shape", ": the shape must be integers from 0", describe(value.get("shape")));
  const length = (countOf(shape) ?? Number.NaN) * reader.bytesPerElement;
  if (!Number.isSafeInteger(length)) refuseTensor("shape", ": the shape must fit into memory", `[${shape.join(", ")}]`);

  const offsets = sizes(value.get("data_offsets"));
  const [begin, end] = offsets ?? [];
  if (offsets?.length !== 2 || begin === undefined || end === undefined)
    return refuseTensor("offsets", ": data_offsets must be two integers from 0", describe(value.get("data_offsets")));
  if (end - begin !== length)
    refuseTensor("offsets", `: ${dtype} [${shape.join(", ")}] must take ${length} bytes`, `${begin} to ${end}`);
  return { name, read: reader.read, shape, begin, end };
}

/** A list of integers from 0, or undefined. */
function sizes(value: StrictJson | undefined): readonly number[] | undefined {
  const isSize = (item: StrictJson): item is number => Number.isSafeInteger(item) && (item as number) >= 0;
  return Array.isArray(value) && value.every(isSize) ? value : undefined;
}

/** Every byte of the data belongs to exactly one tensor. */
function checkCoverage(entries: readonly Entry[], dataLength: number): void {
  let covered = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered)
      refuse(
        begin < covered ? "overlap" : "hole",
        `tensor ${show(name)} must begin at byte ${covered}, where the one before it ends`,
        `${begin}`,
      );
    covered = end;
  }
  const whole = `the tensors must be followed by nothing, and take ${covered} bytes`;
  if (dataLength < covered) refuse("truncated", whole, `${dataLength} bytes, ${covered - dataLength} too few`);
  if (dataLength > covered) refuse("trailing", whole, `${dataLength} bytes, ${dataLength - covered} too many`);
}

function readTensor({ read, shape, begin, end }: Entry, data: Uint8Array): Tensor {
  // Copied, because the bytes may lie anywhere in memory and a typed array may not. Node's Buffer has a slice that copies nothing.
  return { shape, values: read(new Uint8Array(data.subarray(begin, end)).buffer) };
}

function describe(value: StrictJson | undefined): string {
  return value instanceof Map ? "an object" : show(value);
}

function refuse(
  code: CodeIn<"safetensors">,
  expected: string,
  received: string,
  next = "Get the file again, or save it anew.",
): never {
  throw new NndlError(`safetensors.${code}`, { expected: `a safetensors file: ${expected}`, received, next });
}
