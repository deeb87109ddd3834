/** Pictures without losses (RFC 9649, section 3): colours by Huffman codes and by what came before, then changed back. */
import { BitReader } from "./bit-reader.ts";
import { BrokenPicture } from "./broken.ts";
import { type PrefixCode, readPrefixCode } from "./prefix-code.ts";
import { readTransform, type Transform, undo } from "./transforms.ts";

/** The colours of a picture that begins with its own size, and how opaque they are. @throws BrokenPicture */
export function readLossless(data: Uint8Array, width: number, height: number) {
  const argb = readArgb(data.subarray(5), width, height);
  const pixels = new Uint8Array(3 * argb.length);
  const hasAlpha = (data[4]! & 0x10) !== 0;
  const alpha = hasAlpha ? new Uint8Array(argb.length) : undefined;
  for (let i = 0; i < argb.length; i++) {
    const colour = argb[i]!;
    pixels[3 * i] = (colour >>> 16) & 255;
    pixels[3 * i + 1] = (colour >>> 8) & 255;
    pixels[3 * i + 2] = colour & 255;
    if (alpha !== undefined) alpha[i] = colour >>> 24;
  }
  return { pixels, alpha };
}

/** Each pixel as one number, alpha × 2²⁴ + red × 2¹⁶ + green × 2⁸ + blue, of a picture without a header. @throws BrokenPicture */
export function readArgb(data: Uint8Array, width: number, height: number): Uint32Array {
  const bits = new BitReader(data);
  const transforms: Transform[] = [];
  let packedWidth = width;
  while (bits.take(1) === 1) {
    const transform = readTransform(bits, packedWidth, height, readColours);
    if (transforms.some(({ kind }) => kind === transform.kind)) throw new BrokenPicture("a change made twice");
    transforms.push(transform);
    packedWidth = transform.packedWidth;
  }
  const packed = readColours(bits, packedWidth, height, true);
  return transforms.reduceRight((argb, transform) => undo(transform, argb, height), packed);
}

/** The five codes of a part of a picture. */
interface Codes {
  /** Green, lengths of what is copied, and places in the cache. */
  readonly green: PrefixCode;
  readonly red: PrefixCode;
  readonly blue: PrefixCode;
  readonly alpha: PrefixCode;
  readonly distance: PrefixCode;
}

/** How many lengths and distances have a code. */
const [lengthCodes, distanceCodes] = [24, 40];
/** The colours that were last are found by these bits of their product with a large prime. */
const cacheFactor = 0x1e35a7bd;

/**
 * Near places that are copied from, by number from 1: how many rows above × 16, + 8 less how many columns to the left.
 */
const nearPlaces = Uint8Array.from([
  24, 7, 23, 25, 40, 6, 39, 41, 22, 26, 38, 42, 56, 5, 55, 57, 21, 27, 54, 58, 37, 43, 72, 4, 71, 73, 20, 28, 53, 59,
  70, 74, 36, 44, 88, 69, 75, 52, 60, 3, 87, 89, 19, 29, 86, 90, 35, 45, 68, 76, 85, 91, 51, 61, 104, 2, 103, 105, 18,
  30, 102, 106, 34, 46, 84, 92, 67, 77, 101, 107, 50, 62, 120, 1, 119, 121, 83, 93, 17, 31, 100, 108, 66, 78, 118, 122,
  33, 47, 117, 123, 49, 63, 99, 109, 82, 94, 0, 116, 124, 65, 79, 16, 32, 98, 110, 48, 115, 125, 81, 95, 64, 114, 126,
  97, 111, 80, 113, 127, 96, 112,
]);

/** @param hasParts whether several parts of the picture may have codes of their own, and the codes that choose them */
function readColours(bits: BitReader, width: number, height: number, hasParts: boolean): Uint32Array {
  const cacheBits = bits.take(1) === 1 ? bits.take(4) : 0;
  if (cacheBits > 11) throw new BrokenPicture(`a cache of ${cacheBits} bits`);
  const partBits = hasParts && bits.take(1) === 1 ? bits.take(3) + 2 : 0;
  const across = (width + (1 << partBits) - 1) >> partBits;
  const parts =
    partBits === 0 ? undefined : readColours(bits, across, (height + (1 << partBits) - 1) >> partBits, false);
  let most = 0;
  // Red and green together number the codes of a part.
  if (parts !== undefined) for (const colour of parts) most = Math.max(most, (colour >>> 8) & 0xffff);
  const cacheSize = cacheBits === 0 ? 0 : 1 << cacheBits;
  const allCodes = Array.from({ length: most + 1 }, () => readCodes(bits, cacheSize));

  const argb = new Uint32Array(width * height);
  const cache = new Uint32Array(cacheSize);
  const shift = 32 - cacheBits;
  const partMask = parts === undefined ? -1 : (1 << partBits) - 1;
  let codes = allCodes[0]!;
  let [x, y] = [0, 0];
  for (let at = 0; at < argb.length; ) {
    if (parts !== undefined && (x & partMask) === 0)
      codes = allCodes[(parts[(y >> partBits) * across + (x >> partBits)]! >>> 8) & 0xffff]!;
    const symbol = codes.green.read(bits);
    if (symbol >= 256 && symbol < 256 + lengthCodes) {
      const length = readExtended(bits, symbol - 256);
      const distance = distanceOf(readExtended(bits, codes.distance.read(bits)), width);
      if (distance > at || length > argb.length - at) throw new BrokenPicture("a copy of what is not there");
      for (const end = at + length; at < end; at++) {
        const colour = argb[at - distance]!;
        argb[at] = colour;
        if (cacheSize > 0) cache[Math.imul(cacheFactor, colour) >>> shift] = colour;
      }
      x += length;
      while (x >= width) {
        x -= width;
        y++;
      }
      // The copy may have ended in another part.
      if (parts !== undefined && at < argb.length)
        codes = allCodes[(parts[(y >> partBits) * across + (x >> partBits)]! >>> 8) & 0xffff]!;
      bits.checkEnd();
      continue;
    }
    let colour: number;
    if (symbol < 256) {
      const red = codes.red.read(bits);
      const blue = codes.blue.read(bits);
      colour = ((codes.alpha.read(bits) << 24) | (red << 16) | (symbol << 8) | blue) >>> 0;
    } else colour = cache[symbol - 256 - lengthCodes]!;
    argb[at++] = colour;
    if (cacheSize > 0) cache[Math.imul(cacheFactor, colour) >>> shift] = colour;
    if (++x === width) {
      x = 0;
      y++;
      bits.checkEnd();
    }
  }
  bits.checkEnd();
  return argb;
}

function readCodes(bits: BitReader, cacheSize: number): Codes {
  const green = readPrefixCode(bits, 256 + lengthCodes + cacheSize);
  const red = readPrefixCode(bits, 256);
  const blue = readPrefixCode(bits, 256);
  const alpha = readPrefixCode(bits, 256);
  const distance = readPrefixCode(bits, distanceCodes);
  bits.checkEnd();
  return { green, red, blue, alpha, distance };
}

/** A length or a distance from 1: a symbol says about how large, further bits how large. */
function readExtended(bits: BitReader, symbol: number): number {
  if (symbol < 4) return symbol + 1;
  const extra = (symbol - 2) >> 1;
  return ((2 + (symbol & 1)) << extra) + bits.take(extra) + 1;
}

function distanceOf(code: number, width: number): number {
  if (code > nearPlaces.length) return code - nearPlaces.length;
  const place = nearPlaces[code - 1]!;
  return Math.max(1, (place >> 4) * width + 8 - (place & 15));
}
