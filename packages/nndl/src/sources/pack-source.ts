/** A source that was read, as bytes that it can be made of again: to open it a second time without reading its files. */
import type { Bytes } from "../bytes.ts";
import { Dataset, type DatasetParts } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { fromUtf8, toUtf8 } from "../utf8.ts";
import type { OpenedSource } from "./opened-source.ts";
import { makeSets, type RawSets, rawSetsOf } from "./tables/examples.ts";

/** Raised when the same bytes come to mean something else. */
const format = "nndl source 1";

const arrays = { Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array };
type ArrayName = keyof typeof arrays;
type PackedArray = InstanceType<(typeof arrays)[ArrayName]>;

/** An array in the text before the arrays. */
interface Place {
  readonly $array: ArrayName;
  readonly at: number;
  readonly length: number;
}

/** Either the parts, or what they are made of where each training part is scaled by itself. */
interface PackedSource extends Omit<OpenedSource, "training" | "test" | "validation" | "divide"> {
  readonly format: typeof format;
  readonly sets?: { readonly training: DatasetParts; readonly test?: DatasetParts; readonly validation?: DatasetParts };
  readonly raw?: RawSets;
}

/**
 * A source as bytes, in pieces that are to be written one after another; `unpackSource` makes the same source of them, to the
 * bit. They are for the same version of this library: keep them as a copy of what can be read again, and nothing else.
 *
 * @example
 * const text = new TextEncoder().encode("petal,kind\n1,a\n2,a\n5,b\n7,b\n");
 * const source = await openSource([{ path: "flowers.csv", read: async () => text }]);
 * const again = unpackSource(new Uint8Array(await new Blob(packSource(source)).arrayBuffer()));
 * again.training.count; // 4
 */
export function packSource(source: OpenedSource): Bytes[] {
  const { name, kind, files, leftOut, remarks, about, test, validation, divide } = source;
  const said = { name, kind, files, leftOut, remarks, about };
  const raw = divide === undefined ? undefined : rawSetsOf(divide);
  const packed: PackedSource = {
    format,
    ...said,
    ...(raw === undefined
      ? {
          sets: {
            training: partsOf(source.training),
            ...(test && { test: partsOf(test) }),
            ...(validation && { validation: partsOf(validation) }),
          },
        }
      : { raw }),
  };
  const pieces: Bytes[] = [];
  let size = 0;
  const text = toUtf8(
    JSON.stringify(packed, (_, value: unknown) => {
      if (!ArrayBuffer.isView(value)) return value;
      const array = value as PackedArray;
      const place: Place = { $array: nameOf(array), at: size, length: array.length };
      // Copied where another thread could change it meanwhile.
      const own = array.buffer instanceof ArrayBuffer ? array : array.slice();
      const bytes = new Uint8Array(own.buffer as ArrayBuffer, own.byteOffset, own.byteLength);
      pieces.push(bytes, new Uint8Array(-bytes.length & 7));
      size += bytes.length + (-bytes.length & 7);
      return place;
    }),
  );
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, text.length, true);
  return [head, text, new Uint8Array(-text.length & 7), ...pieces];
}

/**
 * The source that bytes of `packSource` were made of. Its arrays share their memory.
 *
 * @throws NndlError "source.packed" for other bytes
 */
export function unpackSource(bytes: Bytes): OpenedSource {
  const { sets, raw, format: _, ...said } = readPacked(bytes);
  if (raw !== undefined) {
    const made = makeSets(raw);
    const { test, validation, divide } = made;
    return {
      ...said,
      get training() {
        return made.training;
      },
      test,
      validation,
      divide,
    };
  }
  if (sets === undefined) throw notPacked();
  const part = (parts: DatasetParts | undefined) => parts && new Dataset(parts);
  const [test, validation] = [part(sets.test), part(sets.validation)];
  return {
    ...said,
    training: new Dataset(sets.training),
    ...(test && { test }),
    ...(validation && { validation }),
  };
}

function readPacked(bytes: Bytes): PackedSource {
  if (bytes.length < 8) throw notPacked();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const start = 8 + length + (-length & 7);
  // Numbers of eight bytes begin where eight divides.
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const revive = (_: string, value: unknown) => (isPlace(value) ? arrayAt(whole, start, value) : value);
  try {
    const packed = JSON.parse(fromUtf8(bytes.subarray(8, 8 + length)) ?? "", revive) as PackedSource;
    if (packed.format === format) return packed;
  } catch (cause) {
    throw notPacked(cause);
  }
  throw notPacked();
}

function arrayAt(bytes: Bytes, start: number, { $array, at, length }: Place): PackedArray {
  const place = bytes.byteOffset + start + at;
  return new arrays[$array](bytes.buffer, place, length);
}

function isPlace(value: unknown): value is Place {
  return typeof value === "object" && value !== null && Object.hasOwn(arrays, (value as Partial<Place>).$array ?? "");
}

function nameOf(array: PackedArray): ArrayName {
  return (Object.keys(arrays) as ArrayName[]).find((name) => array instanceof arrays[name])!;
}

/** What a data set is made of. */
export function partsOf({
  name,
  shape,
  features,
  scale,
  targets,
  preparation,
  weights,
  lengths,
}: Dataset): DatasetParts {
  const scaled = features instanceof Uint8Array ? { scale } : {};
  return { name, shape, features, ...scaled, targets, preparation, weights, lengths };
}

function notPacked(cause?: unknown): NndlError {
  return new NndlError(
    "source.packed",
    {
      received: "other bytes",
      expected: "a packed source must be what this version of nndl packed",
      next: "Open the source from its files.",
    },
    { cause },
  );
}
