/** What the images of a data set in IDX are: bytes or numbers, channels first. */
import { NndlError } from "../errors.ts";
import type { Remark } from "../remarks.ts";
import type { IdxArray, IdxValues } from "./idx.ts";
import { type NumberArray, type Pixels, pixelsOf } from "./pixels.ts";

/** The images of one part. */
export interface IdxImages {
  /** What errors call the part. */
  readonly name: string;
  readonly array: IdxArray;
}

/** Inputs as a data set takes them. */
export interface IdxInputs {
  readonly shape: readonly number[];
  readonly features: Uint8Array | Float32Array;
  /** What a byte of a picture is multiplied by to be such a feature; undefined where these are no pixels. */
  readonly byteScale: number | undefined;
}

/**
 * The inputs of all parts, read alike: what is pixels in one is pixels in all.
 *
 * @throws NndlError "idx.images"
 */
export function inputsOfImages(parts: readonly IdxImages[]): {
  readonly inputs: readonly IdxInputs[];
  readonly remarks: readonly Remark[];
} {
  const remarks: Remark[] = [];
  const laidOut = parts.map(({ name, array }) => layOut(name, array));
  const [first] = laidOut as [LaidOut, ...LaidOut[]];
  if (first.wereLast)
    remarks.push({
      code: "data.channels-last",
      what: `Images have the dimensions ${parts[0]!.array.dims.slice(1).join(" × ")}: read as height × width × channels, and turned into ${first.shape.join(" × ")}.`,
      next: "Give them as channels × height × width where they are something else.",
    });
  const read = alike(laidOut.map(({ values }) => values)).map((group) =>
    group.length === 0 ? undefined : readAlike(group, first.shape.length === 3, "Images"),
  );
  for (const group of read) if (group?.remark !== undefined) remarks.push(group.remark);
  const places = read.flatMap((group) => group?.parts ?? []);
  const inputs = laidOut.map(({ shape, values }) => {
    const { features, byteScale } = places.find((part) => part.values === values)!;
    return { shape, features, byteScale };
  });
  return { inputs, remarks };
}

/** The inputs of files of which somebody says what they are: numbers stay what they are. */
export function inputsAsTheyAre(
  parts: readonly IdxImages[],
  shape: readonly number[],
): { readonly inputs: readonly IdxInputs[]; readonly remarks: readonly Remark[] } {
  const inputs = parts.map(({ array: { values } }) => ({
    shape,
    features: values instanceof Uint8Array ? values : Float32Array.from(values),
    byteScale: undefined,
  }));
  return { inputs, remarks: [] };
}

interface LaidOut {
  readonly shape: readonly number[];
  readonly values: IdxValues;
  /** Whether channels came last. */
  readonly wereLast: boolean;
}

function layOut(name: string, { dims, values }: IdxArray): LaidOut {
  if (dims.length === 1)
    throw new NndlError("idx.images", {
      received: "1 dimension",
      expected: `${name}: images must have 2 to 4 dimensions`,
      next: "Check that the files of images and labels have not been swapped.",
    });
  const [, ...example] = dims;
  if (example.length === 2) return { shape: [1, ...example], values, wereLast: false };
  const [height, width, channels] = example as [number, number, number];
  // Pictures have one to four channels, and more rows than that.
  if (example.length !== 3 || height <= 4 || channels > 4) return { shape: example, values, wereLast: false };
  return { shape: [channels, height, width], values: channelsFirst(values, height * width, channels), wereLast: true };
}

function channelsFirst<T extends IdxValues>(values: T, pixels: number, channels: number): T {
  if (channels === 1) return values;
  const turned = new (values.constructor as new (length: number) => T)(values.length);
  const size = pixels * channels;
  for (let start = 0; start < values.length; start += size)
    for (let channel = 0; channel < channels; channel++)
      for (let pixel = 0; pixel < pixels; pixel++)
        turned[start + channel * pixels + pixel] = values[start + pixel * channels + channel]!;
  return turned;
}

/** Arrays of one type together: what they mean is found out of all of them. */
function alike(arrays: readonly IdxValues[]): readonly (readonly IdxValues[])[] {
  const types = new Set(arrays.map((values) => values.constructor));
  return [...types].map((type) => arrays.filter((values) => values.constructor === type));
}

interface ReadPart extends Omit<Pixels, "remark"> {
  readonly values: IdxValues;
}

function readAlike(
  arrays: readonly IdxValues[],
  areImages: boolean,
  name: string,
): { readonly parts: readonly ReadPart[]; readonly remark: Remark | undefined } {
  // Bytes need no looking at, and are the only ones that are too many to be copied.
  if (arrays[0] instanceof Uint8Array) {
    const parts = arrays.map((values) => ({ ...pixelsOf(values, name), values }));
    return { parts, remark: undefined };
  }
  const all = joined(arrays);
  const { features, byteScale, remark } = areImages ? pixelsOf(all, name) : plain(all, name);
  let start = 0;
  const parts = arrays.map((values) => {
    start += values.length;
    return { values, features: features.subarray(start - values.length, start), byteScale };
  });
  return { parts, remark };
}

/** Numbers that are no images, as they are. */
function plain(values: NumberArray, name: string): Pixels {
  const features = Float32Array.from(values);
  let largest = 0;
  for (let i = 0; i < features.length; i++) if (Math.abs(features[i]!) > largest) largest = Math.abs(features[i]!);
  return {
    features,
    byteScale: undefined,
    remark:
      largest <= 20
        ? undefined
        : {
            code: "data.range",
            what: `${name} have numbers up to ${Number(largest.toPrecision(4))} in size, which were taken as they are.`,
            next: "Scale them to about ±1: large inputs learn badly.",
          },
  };
}

function joined(arrays: readonly IdxValues[]): IdxValues {
  const [first] = arrays as [IdxValues, ...IdxValues[]];
  if (arrays.length === 1) return first;
  const all = new (first.constructor as new (length: number) => IdxValues)(
    arrays.reduce((sum, { length }) => sum + length, 0),
  );
  let start = 0;
  for (const values of arrays) {
    all.set(values, start);
    start += values.length;
  }
  return all;
}
