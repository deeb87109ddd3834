/**
 * NumPy's .npy: a mark, a version, the length of a header, the header as a Python dictionary of the type, the order and the
 * shape, then the values (the NPY format of NumPy). Nothing may be missing or left over.
 */
import type { NumberArray } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { fromUtf8, toUtf8 } from "../../utf8.ts";

/** What an .npy file holds, in C order: the last dimension fastest. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Numbers (true is 1, false 0), or texts. */
  readonly values: NumberArray | readonly string[];
  /** NumPy's own word for the type: "float32", "bool", "str". */
  readonly type: string;
}

const MARK = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const mostValues = 2 ** 31 - 1;
const mostHeader = 2 ** 20;

interface Numbers {
  readonly name: string;
  readonly bytes: number;
  readonly Values: new (count: number) => NumberArray;
  read(view: DataView, place: number, isLittle: boolean): number;
}

/** NumPy's letters for the kinds of numbers, with their size. Whole numbers of 64 bits become doubles. */
const numbers: Readonly<Record<string, Numbers>> = {
  b1: { name: "bool", bytes: 1, Values: Uint8Array, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  u1: { name: "uint8", bytes: 1, Values: Uint8Array, read: (view, at) => view.getUint8(at) },
  i1: { name: "int8", bytes: 1, Values: Int8Array, read: (view, at) => view.getInt8(at) },
  u2: { name: "uint16", bytes: 2, Values: Uint16Array, read: (view, at, little) => view.getUint16(at, little) },
  i2: { name: "int16", bytes: 2, Values: Int16Array, read: (view, at, little) => view.getInt16(at, little) },
  u4: { name: "uint32", bytes: 4, Values: Uint32Array, read: (view, at, little) => view.getUint32(at, little) },
  i4: { name: "int32", bytes: 4, Values: Int32Array, read: (view, at, little) => view.getInt32(at, little) },
  u8: {
    name: "uint64",
    bytes: 8,
    Values: Float64Array,
    read: (view, at, little) => Number(view.getBigUint64(at, little)),
  },
  i8: {
    name: "int64",
    bytes: 8,
    Values: Float64Array,
    read: (view, at, little) => Number(view.getBigInt64(at, little)),
  },
  f2: {
    name: "float16",
    bytes: 2,
    Values: Float32Array,
    read: (view, at, little) => float16(view.getUint16(at, little)),
  },
  f4: { name: "float32", bytes: 4, Values: Float32Array, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { name: "float64", bytes: 8, Values: Float64Array, read: (view, at, little) => view.getFloat64(at, little) },
};

/** IEEE 754's half precision. */
function float16(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const size =
    exponent === 31
      ? fraction === 0
        ? Number.POSITIVE_INFINITY
        : Number.NaN
      : exponent === 0
        ? fraction * 2 ** -24
        : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

/** Whether bytes begin as an .npy file. */
export function isNpy(bytes: Uint8Array): boolean {
  return MARK.every((byte, i) => bytes[i] === byte);
}

/**
 * Reads an .npy file.
 *
 * @param name what to call it in an error
 * @throws NndlError "npy.header" for what is no such file, "npy.type" for objects, records and complex numbers, "npy.length"
 *   for values that are missing or left over
 */
export function parseNpy(bytes: Uint8Array, name: string): NpyArray {
  const { type, isFortran, shape, start } = readHeader(bytes, name);
  const count = shape.reduce((product, extent) => product * extent, 1);
  if (count > mostValues) throw refused("length", name, "fewer than 2³¹ values", `${count}`);
  const [, order, kind, size] = /^([<>|=])([a-zA-Z])(\d+)$/.exec(type) ?? [];
  const isLittle = order !== ">";
  const found = numbers[`${kind}${size}`];
  if (found === undefined && kind !== "U" && kind !== "S") throw otherType(name, type);
  const width = found?.bytes ?? Number(size) * (kind === "U" ? 4 : 1);
  const content = bytes.subarray(start);
  if (content.length !== count * width)
    throw refused(
      "length",
      name,
      `${count * width} bytes of values, ${shape.join(" × ") || "one"} of ${width}`,
      `${content.length}`,
      "Get the file again.",
    );
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const values =
    found === undefined
      ? texts(view, count, width, kind === "U", isLittle)
      : numbersOf(found, content, count, isLittle);
  return { shape, values: isFortran ? toCOrder(values, shape) : values, type: found?.name ?? "str" };
}

function numbersOf(
  { Values, bytes, read, name }: Numbers,
  content: Uint8Array,
  count: number,
  isLittle: boolean,
): NumberArray {
  // Bytes are taken as they lie there: a data set of images is not copied.
  if (name === "uint8") return content;
  const values = new Values(count);
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  for (let i = 0; i < count; i++) values[i] = read(view, i * bytes, isLittle);
  return values;
}

/** Texts of a fixed width, filled up with zeros: of four bytes a character, or of one. */
function texts(view: DataView, count: number, width: number, isWide: boolean, isLittle: boolean): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    let text = "";
    for (let at = i * width; at < (i + 1) * width; at += isWide ? 4 : 1) {
      const point = isWide ? view.getUint32(at, isLittle) : view.getUint8(at);
      if (point > 0 && point <= 0x10ffff) text += String.fromCodePoint(point);
    }
    return text;
  });
}

/** Values whose first dimension was the fastest, with the last as the fastest. */
function toCOrder<T extends NumberArray | readonly string[]>(values: T, shape: readonly number[]): T {
  const strides = shape.map((_, d) => shape.slice(0, d).reduce((product, extent) => product * extent, 1));
  const made = Array.isArray(values) ? new Array<string>(values.length) : (values.slice() as NumberArray);
  const place = shape.map(() => 0);
  for (let i = 0; i < values.length; i++) {
    let from = 0;
    for (let d = 0; d < shape.length; d++) from += place[d]! * strides[d]!;
    (made as (number | string)[])[i] = values[from]!;
    for (let d = shape.length - 1; d >= 0; d--) {
      if (++place[d]! < shape[d]!) break;
      place[d] = 0;
    }
  }
  return made as T;
}

interface Header {
  readonly type: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly start: number;
}

function readHeader(bytes: Uint8Array, name: string): Header {
  if (!isNpy(bytes) || bytes.length < 12) throw refused("header", name, "a file that NumPy saved", "another beginning");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLong = bytes[6]! >= 2;
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  const from = isLong ? 12 : 10;
  if (length > mostHeader || from + length > bytes.length)
    throw refused("header", name, "a whole header", "one that is cut off");
  const text = fromUtf8(bytes.subarray(from, from + length)) ?? "";
  const records = /'descr'\s*:\s*\[/.test(text);
  const type = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (records) throw otherType(name, "records with fields");
  if (type === undefined || order === undefined || shape === undefined)
    throw refused("header", name, "a header with the type, the order and the shape", JSON.stringify(text.slice(0, 60)));
  const extents = shape
    .split(",")
    .map((extent) => extent.replace("L", "").trim())
    .filter((extent) => extent !== "");
  return { type, isFortran: order === "True", shape: extents.map(Number), start: from + length };
}

function otherType(name: string, type: string): NndlError {
  const isObject = /O/.test(type);
  return refused(
    "type",
    name,
    "numbers, truth values or texts",
    isObject ? "Python objects" : type,
    isObject
      ? "Save an array of one type: np.array(values, dtype=float)."
      : "Save it as an array of float32, or as a CSV file: pandas.DataFrame(array).to_csv(…).",
  );
}

function refused(
  code: "header" | "type" | "length",
  name: string,
  expected: string,
  received: string,
  next = "Save it again with numpy.save or numpy.savez.",
): NndlError {
  return new NndlError(`npy.${code}`, { received, expected: `${name} must have ${expected}`, next });
}

/** NumPy's words for the types that are written. */
const written = [
  [Uint8Array, "|u1"],
  [Uint16Array, "<u2"],
  [Int32Array, "<i4"],
  [Float32Array, "<f4"],
] as const;

/** An .npy file of version 1.0, in C order. */
export function npyBytes(
  values: Uint8Array | Uint16Array | Int32Array | Float32Array,
  shape: readonly number[],
): Uint8Array {
  const type = written.find(([Values]) => values instanceof Values)![1];
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  // Values begin at a multiple of 64, as NumPy has it.
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + values.byteLength);
  bytes.set([...MARK, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, length - 10, true);
  bytes.set(toUtf8(`${dictionary.padEnd(length - 11)}\n`), 10);
  const width = values.BYTES_PER_ELEMENT;
  if (width === 1) bytes.set(values, length);
  const view = new DataView(bytes.buffer, length);
  // Low byte first on every machine.
  for (let i = 0; width > 1 && i < values.length; i++)
    if (values instanceof Float32Array) view.setFloat32(i * 4, values[i]!, true);
    else if (width === 4) view.setInt32(i * 4, values[i]!, true);
    else view.setUint16(i * 2, values[i]!, true);
  return bytes;
}
