/**
 * IDX, the format of MNIST and its relatives: two zero bytes, a type, the number of dimensions, each dimension as a
 * big-endian 32-bit integer, then the values, big-endian, the last dimension fastest. Nothing may be missing or left over.
 */
import type { CodeIn } from "../error-codes.ts";
import { NndlError, show } from "../errors.ts";

/** The numbers of an IDX file, in an array of their type. */
export type IdxValues = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** What an IDX file holds. */
export interface IdxArray {
  /** The type of the numbers, as the file has them. */
  readonly type: "uint8" | "int8" | "int16" | "int32" | "float32" | "float64";
  /** The dimensions, the first one first: the number of images, height, width. */
  readonly dims: readonly number[];
  /** All values in file order. Bytes share memory with the file; other types are converted from big-endian. */
  readonly values: IdxValues;
}

interface IdxType {
  readonly type: IdxArray["type"];
  readonly bytes: number;
  read(data: Uint8Array): IdxValues;
}

const TYPES: ReadonlyMap<number, IdxType> = new Map<number, IdxType>([
  [0x08, { type: "uint8", bytes: 1, read: (data) => data }],
  [0x09, { type: "int8", bytes: 1, read: (data) => Int8Array.from(data) }],
  [0x0b, { type: "int16", bytes: 2, read: (data) => convert(data, Int16Array, DataView.prototype.getInt16) }],
  [0x0c, { type: "int32", bytes: 4, read: (data) => convert(data, Int32Array, DataView.prototype.getInt32) }],
  [0x0d, { type: "float32", bytes: 4, read: (data) => convert(data, Float32Array, DataView.prototype.getFloat32) }],
  [0x0e, { type: "float64", bytes: 8, read: (data) => convert(data, Float64Array, DataView.prototype.getFloat64) }],
]);

const MAX_RANK = 4;
const MAX_VALUES = 2 ** 31 - 1;

/**
 * Reads an IDX file that is already unpacked.
 *
 * @param name what to call the file in an error
 * @throws NndlError, before anything is allocated: "idx.empty", "idx.magic" (does not begin as IDX), "idx.type" (unknown),
 *   "idx.rank" (not 1 to 4), "idx.header" (ends within it), "idx.dimension" (a zero), "idx.huge" (more values than 2³¹ − 1),
 *   "idx.truncated" (values missing), "idx.trailing" (bytes left over)
 * @example
 * parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 5, 7), "two bytes"); // { type: "uint8", dims: [2], values: [5, 7] }
 */
export function parseIdx(bytes: Uint8Array, name: string): IdxArray {
  const refuse = (code: CodeIn<"idx">, expected: string, received: string, next = "Get the file again."): never => {
    throw new NndlError(`idx.${code}`, { expected: `${name}: ${expected}`, received, next });
  };
  if (!(bytes instanceof Uint8Array)) refuse("bytes", "the content must be a Uint8Array", show(bytes), "Convert it.");
  if (bytes.length === 0) refuse("empty", "an IDX file must not be empty", "no bytes");
  if (bytes[0] !== 0 || (bytes[1] ?? 0) !== 0) {
    const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const next = "Check that this is an IDX file (or gzipped IDX), not a web page or another format.";
    refuse("magic", "an IDX file must begin with the bytes 00 00", start, next);
  }
  if (bytes.length < 4)
    refuse("header", "an IDX file must begin with 4 bytes of type and rank", `${bytes.length} bytes`);

  const type = TYPES.get(bytes[2]!);
  if (type === undefined) {
    const known = [...TYPES].map(([code, { type }]) => `${hex(code)} (${type})`).join(", ");
    return refuse("type", `the type must be one of ${known}`, hex(bytes[2]!));
  }
  const rank = bytes[3]!;
  if (rank < 1 || rank > MAX_RANK) refuse("rank", `the number of dimensions must be 1 to ${MAX_RANK}`, `${rank}`);
  const headerLength = 4 + 4 * rank;
  if (bytes.length < headerLength)
    refuse("header", `the header of ${rank} dimensions must be ${headerLength} bytes`, `only ${bytes.length} bytes`);

  const dims = dimensions(bytes, rank);
  const shown = dims.join(" × ");
  if (dims.includes(0)) refuse("dimension", "every dimension must be at least 1", shown);
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (count > MAX_VALUES) refuse("huge", `an IDX file may hold up to ${MAX_VALUES} values`, `the dimensions ${shown}`);

  const expected = headerLength + count * type.bytes;
  const whole = `${shown} values of type ${type.type} must make a file of ${expected} bytes`;
  if (bytes.length < expected) refuse("truncated", whole, `${bytes.length} bytes, ${expected - bytes.length} too few`);
  if (bytes.length > expected) refuse("trailing", whole, `${bytes.length} bytes, ${bytes.length - expected} too many`);
  return { type: type.type, dims, values: type.read(bytes.subarray(headerLength)) };
}

/**
 * The number of bytes of a whole IDX file, from its beginning; undefined while the header is not whole, and of what is no
 * IDX file. Tells {@link gunzip} where to stop.
 */
export function idxLength(beginning: Uint8Array): number | undefined {
  const [first, second, code, rank] = beginning;
  const type = code === undefined ? undefined : TYPES.get(code);
  if (first !== 0 || second !== 0 || type === undefined || rank === undefined) return undefined;
  const headerLength = 4 + 4 * rank;
  if (rank < 1 || rank > MAX_RANK || beginning.length < headerLength) return undefined;
  const count = dimensions(beginning, rank).reduce((product, dim) => product * dim, 1);
  return count > MAX_VALUES ? undefined : headerLength + count * type.bytes;
}

function dimensions(bytes: Uint8Array, rank: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
}

function convert<T extends Int16Array | Int32Array | Float32Array | Float64Array>(
  data: Uint8Array,
  Values: { new (length: number): T; readonly BYTES_PER_ELEMENT: number },
  read: (this: DataView, offset: number) => number,
): T {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const values = new Values(data.length / Values.BYTES_PER_ELEMENT);
  for (let i = 0; i < values.length; i++) values[i] = read.call(view, i * Values.BYTES_PER_ELEMENT);
  return values;
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(2, "0")}`;
}
