/**
 * safetensors: named arrays of numbers in one file. Eight bytes of length (little-endian), that many bytes of JSON, then
 * the numbers. The JSON says of each tensor its dtype, its shape and where it begins and ends in what follows, and may hold
 * one table of strings, `__metadata__`. Layout: https://github.com/huggingface/safetensors (format).
 */
import type { Bytes } from "../bytes.ts";
import { array, integer, plainObject, type Where } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import { isWellFormed, toUtf8 } from "../utf8.ts";
import { dtypeOf, type TensorValues, writtenDtypes } from "./dtypes.ts";

/** One array and its shape; [] is a single number. */
export interface Tensor {
  /** Its extents; [] for a single number. */
  readonly shape: readonly number[];
  /** The numbers, the last dimension fastest. */
  readonly values: TensorValues;
}

/** What a safetensors file holds. */
export interface Safetensors {
  /** In the order of the file's header. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The table `__metadata__`; empty when the file has none. */
  readonly metadata: Readonly<Record<string, string>>;
}

export const METADATA_KEY = "__metadata__";
export const LENGTH_BYTES = 8;
export const MAX_HEADER_BYTES = 100_000_000;
/** The header is padded so that numbers begin where any of them may lie in memory. */
const ALIGNMENT = 8;

/**
 * The bytes of a safetensors file. Equal content gives equal bytes, whatever order it comes in: wide elements first, then
 * by name; metadata by key.
 *
 * @throws NndlError "safetensors.tensors", "safetensors.name", "safetensors.dtype", "safetensors.shape",
 *   "safetensors.metadata" or "safetensors.header-size", before anything is written
 * @example
 * encodeSafetensors(new Map([["bias", { shape: [2], values: Float32Array.of(0, 1) }]]), { seed: "1" });
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Bytes {
  if (!(tensors instanceof Map))
    throw new NndlError("safetensors.tensors", {
      received: show(tensors),
      expected: "the tensors of a safetensors file must be a Map from names",
      next: "Give a Map; new Map(Object.entries(object)) makes one of an object.",
    });
  const entries = [...tensors]
    .map(([name, tensor]) => ({ name, dtype: checkTensor(name, tensor), ...tensor }))
    .sort((a, b) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT || (a.name < b.name ? -1 : 1));

  // Written piece by piece: an object would reorder names that look like numbers, and lose one called __proto__.
  const pieces = metadataPiece(metadata);
  let end = 0;
  for (const { name, dtype, shape, values } of entries) {
    const begin = end;
    end += values.byteLength;
    pieces.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`);
  }
  const header = toUtf8(`{${pieces.join(",")}}`);
  const headerLength = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;
  if (headerLength > MAX_HEADER_BYTES)
    throw new NndlError("safetensors.header-size", {
      received: `${headerLength} bytes`,
      expected: `the names and the metadata of a safetensors file must fit into ${MAX_HEADER_BYTES} bytes`,
      next: "Put large content into a tensor instead of the metadata.",
    });

  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(header, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerLength;
  for (const { values } of entries) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

function metadataPiece(metadata: Readonly<Record<string, string>>): string[] {
  const where: Where = { code: "safetensors.metadata", what: "the metadata of a safetensors file" };
  const table = Object.entries(plainObject(metadata, where)).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of table) {
    if (typeof value !== "string" || !isWellFormed(key) || !isWellFormed(value))
      throw new NndlError(where.code, {
        received: `${show(value)} for ${show(key)}`,
        expected: `${where.what} must be strings, without halves of surrogate pairs`,
        next: "Turn the value into a string, for instance with JSON.stringify, which escapes such halves.",
      });
  }
  if (table.length === 0) return [];
  return [
    `"${METADATA_KEY}":{${table.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`,
  ];
}

function checkTensor(name: string, tensor: Tensor): string {
  if (typeof name !== "string" || name === METADATA_KEY || !isWellFormed(name))
    throw new NndlError("safetensors.name", {
      received: show(name),
      expected: `the name of a tensor must be a string other than "${METADATA_KEY}", without halves of surrogate pairs`,
      next: "Choose another name.",
    });
  const dtype = dtypeOf(tensor.values);
  if (dtype === undefined)
    throw new NndlError("safetensors.dtype", {
      received: show(tensor.values),
      expected: `tensor ${show(name)}: the values must be a typed array of ${writtenDtypes.join(", ")}`,
      next: "Convert them first.",
    });
  const where: Where = { code: "safetensors.shape", what: `tensor ${show(name)}: its shape` };
  const extents = array(tensor.shape, where).map((extent) => integer(extent, where, { min: 0 }));
  const count = countOf(extents);
  if (count !== tensor.values.length)
    throw new NndlError(where.code, {
      received: `${tensor.values.length}`,
      expected: `${where.what} [${extents.join(", ")}] needs ${count ?? "more"} values${count === undefined ? " than there can be" : ""}`,
      next: "Correct the shape or the values.",
    });
  return dtype;
}

/** The number of values in a shape; undefined where it, or the product of its first extents, is too large to be one. */
export function countOf(shape: readonly number[]): number | undefined {
  let count = 1;
  for (const extent of shape) {
    count *= extent;
    if (!Number.isSafeInteger(count)) return undefined;
  }
  return count;
}
