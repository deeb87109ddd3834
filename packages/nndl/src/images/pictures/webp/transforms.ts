/** What was done to a picture without losses so that it packs better, and how it is undone (RFC 9649, section 3.5). */
import type { BitReader } from "./bit-reader.ts";

/** One change. */
export interface Transform {
  readonly kind: "prediction" | "colour" | "green" | "palette";
  /** How wide the picture is before and after it is undone. */
  readonly packedWidth: number;
  readonly width: number;
  /** What is done in each square of 2^bits pixels; or of a palette, that 2^bits pixels are packed into one. */
  readonly bits: number;
  readonly data: Uint32Array;
}

const kinds = ["prediction", "colour", "green", "palette"] as const;

type ReadColours = (bits: BitReader, width: number, height: number, hasParts: boolean) => Uint32Array;

export function readTransform(bits: BitReader, width: number, height: number, readColours: ReadColours): Transform {
  const kind = kinds[bits.take(2)]!;
  if (kind === "green") return { kind, packedWidth: width, width, bits: 0, data: new Uint32Array(0) };
  if (kind === "palette") {
    const size = bits.take(8) + 1;
    const packed = size <= 2 ? 3 : size <= 4 ? 2 : size <= 16 ? 1 : 0;
    const data = readColours(bits, size, 1, false);
    for (let i = 1; i < size; i++) data[i] = sum(data[i]!, data[i - 1]!);
    return { kind, packedWidth: (width + (1 << packed) - 1) >> packed, width, bits: packed, data };
  }
  const side = bits.take(3) + 2;
  const round = (1 << side) - 1;
  const data = readColours(bits, (width + round) >> side, (height + round) >> side, false);
  return { kind, packedWidth: width, width, bits: side, data };
}

/** The picture as it was before the change; the given one may be changed in place. */
export function undo(transform: Transform, argb: Uint32Array, height: number): Uint32Array {
  if (transform.kind === "palette") return fromPalette(transform, argb, height);
  if (transform.kind === "prediction") addPredictions(transform, argb, height);
  else if (transform.kind === "colour") addColours(transform, argb, height);
  else addGreen(argb);
  return argb;
}

function addGreen(argb: Uint32Array): void {
  for (let i = 0; i < argb.length; i++) {
    const green = (argb[i]! >>> 8) & 255;
    argb[i] = sum(argb[i]!, (green << 16) | green);
  }
}

function fromPalette({ packedWidth, width, bits, data }: Transform, packed: Uint32Array, height: number): Uint32Array {
  const argb = new Uint32Array(width * height);
  const [each, mask] = [8 >> bits, (1 << bits) - 1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const green = (packed[y * packedWidth + (x >> bits)]! >>> 8) & 255;
      // What is not in the palette is transparent.
      argb[y * width + x] = data[(green >> (each * (x & mask))) & ((1 << each) - 1)] ?? 0;
    }
  return argb;
}

function addColours({ width, bits, data }: Transform, argb: Uint32Array, height: number): void {
  const across = (width + (1 << bits) - 1) >> bits;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const how = data[(y >> bits) * across + (x >> bits)]!;
      const colour = argb[y * width + x]!;
      const green = (colour >>> 8) & 255;
      const red = (((colour >>> 16) & 255) + share(how, green)) & 255;
      const blue = ((colour & 255) + share(how >>> 8, green) + share(how >>> 16, red)) & 255;
      argb[y * width + x] = ((colour & 0xff00ff00) | (red << 16) | blue) >>> 0;
    }
}

/** Two signed bytes' product, of which 32 are one. */
function share(factor: number, colour: number): number {
  return (((factor << 24) >> 24) * ((colour << 24) >> 24)) >> 5;
}

function addPredictions({ width, bits, data }: Transform, argb: Uint32Array, height: number): void {
  const across = (width + (1 << bits) - 1) >> bits;
  argb[0] = sum(argb[0]!, 0xff000000);
  for (let x = 1; x < width; x++) argb[x] = sum(argb[x]!, argb[x - 1]!);
  for (let y = 1; y < height; y++) {
    const row = y * width;
    argb[row] = sum(argb[row]!, argb[row - width]!);
    for (let x = 1; x < width; x++) {
      const how = (data[(y >> bits) * across + (x >> bits)]! >>> 8) & 15;
      argb[row + x] = sum(argb[row + x]!, predicted(how, argb, row + x, width));
    }
  }
}

/** What the pixels to the left (L) and above (T; TL and TR beside it) let expect. The last of a row has the next row's first as TR. */
function predicted(how: number, argb: Uint32Array, at: number, width: number): number {
  const L = argb[at - 1]!;
  const T = argb[at - width]!;
  const TL = argb[at - width - 1]!;
  const TR = argb[at - width + 1]!;
  switch (how) {
    case 1:
      return L;
    case 2:
      return T;
    case 3:
      return TR;
    case 4:
      return TL;
    case 5:
      return mean(mean(L, TR), T);
    case 6:
      return mean(L, TL);
    case 7:
      return mean(L, T);
    case 8:
      return mean(TL, T);
    case 9:
      return mean(T, TR);
    case 10:
      return mean(mean(L, TL), mean(T, TR));
    case 11:
      return distance(T, TL) < distance(L, TL) ? L : T;
    case 12:
      return each(L, T, TL, (l, t, tl) => l + t - tl);
    case 13:
      return each(mean(L, T), TL, 0, (m, tl) => m + Math.trunc((m - tl) / 2));
    default:
      return 0xff000000;
  }
}

/** Each component by itself, modulo 256. */
function sum(a: number, b: number): number {
  const [evens, odds] = [0x00ff00ff, 0xff00ff00];
  return ((((((a & odds) >>> 8) + ((b & odds) >>> 8)) << 8) & odds) | (((a & evens) + (b & evens)) & evens)) >>> 0;
}

/** Each component's mean, rounded down. */
function mean(a: number, b: number): number {
  return ((((a ^ b) & 0xfefefefe) >>> 1) + (a & b)) >>> 0;
}

function distance(a: number, b: number): number {
  let all = 0;
  for (let shift = 0; shift < 32; shift += 8) all += Math.abs(((a >>> shift) & 255) - ((b >>> shift) & 255));
  return all;
}

function each(a: number, b: number, c: number, of: (a: number, b: number, c: number) => number): number {
  let all = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    const value = of((a >>> shift) & 255, (b >>> shift) & 255, (c >>> shift) & 255);
    all |= Math.min(255, Math.max(0, value)) << shift;
  }
  return all >>> 0;
}
