/** The element types that a tensor in a file can have here. */
import { fromBfloat16, fromFloat16 } from "./float16.ts";

/** The array that holds the numbers of a tensor without loss, whatever their type in the file. */
/** The numbers of a tensor, in the type that its dtype has in JavaScript; float16 and bfloat16 are read as float32. */
export type TensorValues =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

interface ArrayType {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): TensorValues;
}

/** safetensors' names. Numbers in such a file are little-endian, as in memory on every machine that runs JavaScript. */
const arrays: ReadonlyMap<string, ArrayType> = new Map<string, ArrayType>([
  ["F64", Float64Array],
  ["F32", Float32Array],
  ["I64", BigInt64Array],
  ["U64", BigUint64Array],
  ["I32", Int32Array],
  ["U32", Uint32Array],
  ["I16", Int16Array],
  ["U16", Uint16Array],
  ["I8", Int8Array],
  ["U8", Uint8Array],
]);

/** How a tensor of some type is read. */
export interface TensorReader {
  readonly bytesPerElement: number;
  read(buffer: ArrayBuffer): TensorValues;
}

/** What can be read: whatever an array holds as it is, and the numbers of 16 bits, which become float32. */
export const readers: ReadonlyMap<string, TensorReader> = new Map<string, TensorReader>([
  ...[...arrays].map(
    ([name, Values]) =>
      [name, { bytesPerElement: Values.BYTES_PER_ELEMENT, read: (buffer: ArrayBuffer) => new Values(buffer) }] as const,
  ),
  ["F16", { bytesPerElement: 2, read: (buffer) => fromFloat16(new Uint16Array(buffer)) }],
  ["BF16", { bytesPerElement: 2, read: (buffer) => fromBfloat16(new Uint16Array(buffer)) }],
]);

/** The names of what can be written. */
export const writtenDtypes: readonly string[] = [...arrays.keys()];

/** The name of an array's element type, or undefined for what has none. */
export function dtypeOf(values: unknown): string | undefined {
  for (const [name, Values] of arrays) if (values instanceof Values) return name;
  return undefined;
}
