/** The element types that a tensor in a file can have here, and the array that holds each without loss. */

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
export const DTYPES: ReadonlyMap<string, ArrayType> = new Map<string, ArrayType>([
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

/** The name of an array's element type, or undefined for what has none. */
export function dtypeOf(values: unknown): string | undefined {
  for (const [name, Values] of DTYPES) if (values instanceof Values) return name;
  return undefined;
}
