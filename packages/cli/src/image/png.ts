/**
 * A PNG decoder for all fifteen pixel formats, interlaced or not (W3C, "Portable Network Graphics", third edition).
 * Strict: every checksum and every length must be right. Nothing is allocated before its size has been checked, so that
 * a small file cannot ask for all the memory there is.
 */
import { crc32, inflateSync } from "node:zlib";
import { NndlError } from "nndl";
import { lightness, mostPixels, type Raster } from "./raster.ts";

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly kind: PixelKind;
  readonly interlaced: boolean;
}

interface PixelKind {
  readonly channels: number;
  readonly depths: readonly number[];
  readonly palette?: boolean;
  readonly alpha?: boolean;
}

const kinds: Readonly<Record<number, PixelKind>> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8], palette: true },
  4: { channels: 2, depths: [8, 16], alpha: true },
  6: { channels: 4, depths: [8, 16], alpha: true },
};

/** One of the smaller images that make up the whole: its first column and row, and the steps between them. */
type Pass = readonly [x: number, y: number, stepX: number, stepY: number];

const whole: readonly Pass[] = [[0, 0, 1, 1]];
const adam7: readonly Pass[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** Turns the samples of one pixel into its lightness and its opacity. */
type Meaning = (samples: Uint16Array) => readonly [light: number, alpha: number];

/**
 * Decodes a PNG.
 * @param name names the file in errors
 * @throws NndlError "image.damaged" where the file breaks the format's rules, "image.size" for more than 60 megapixels
 */
export function decodePng(bytes: Uint8Array, name: string): Raster {
  const { header, palette, transparency, data } = readChunks(bytes, name);
  const { width, height } = header;
  const passes = (header.interlaced ? adam7 : whole).map((pass) => measure(pass, header));
  const length = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (rowBytes === 0 ? 0 : rowBytes + 1), 0);
  const raw = inflate(data, length, name);
  const light = new Float32Array(width * height);
  const alpha = new Float32Array(width * height);
  const meaning = meaningOf(header, palette, transparency, name);
  const samples = new Uint16Array(header.kind.channels);
  let at = 0;
  for (const { pass, columns, rows, rowBytes } of passes) {
    if (rowBytes === 0) continue;
    let above: Uint8Array = new Uint8Array(rowBytes);
    for (let row = 0; row < rows; row++) {
      const line = raw.subarray(at + 1, at + 1 + rowBytes);
      unfilter(raw[at], line, above, bytesPerPixel(header), name);
      for (let column = 0; column < columns; column++) {
        readSamples(line, column, header.depth, samples);
        const place = (pass[1] + row * pass[3]) * width + pass[0] + column * pass[2];
        [light[place], alpha[place]] = meaning(samples);
      }
      above = line;
      at += rowBytes + 1;
    }
  }
  const opaque = !header.kind.alpha && transparency === undefined;
  return opaque ? { width, height, light } : { width, height, light, alpha };
}

function readChunks(bytes: Uint8Array, name: string) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let header: Header | undefined;
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) throw damaged(name, "an end before its last chunk");
    const length = view.getUint32(at);
    if (length > bytes.length - at - 12) throw damaged(name, `a chunk of ${length} bytes, longer than the file`);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length))
      throw damaged(name, `a wrong checksum in the chunk ${JSON.stringify(type)}`);
    const content = bytes.subarray(at + 8, at + 8 + length);
    at += length + 12;
    if ((header === undefined) !== (type === "IHDR")) throw damaged(name, `the chunk ${type} in the wrong place`);
    if (type === "IHDR") header = readHeader(content, name);
    else if (type === "PLTE") palette = content;
    else if (type === "tRNS") transparency = content;
    else if (type === "IDAT") parts.push(content);
    else if (type === "IEND") break;
    else if (/^[A-Z]/.test(type)) throw damaged(name, `the chunk ${type}, which no PNG has`);
  }
  return { header: header as Header, palette, transparency, data: Buffer.concat(parts) };
}

function readHeader(content: Uint8Array, name: string): Header {
  if (content.length !== 13) throw damaged(name, `a header of ${content.length} bytes`);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, color, compression, filter, interlace] = content.subarray(8);
  const kind: PixelKind | undefined = kinds[color];
  if (width === 0 || height === 0) throw damaged(name, `${width} × ${height} pixels`);
  if (kind === undefined || !kind.depths.includes(depth))
    throw damaged(name, `the pixel format ${color} with ${depth} bits`);
  if (compression !== 0 || filter !== 0 || interlace > 1) throw damaged(name, "a method that no PNG has");
  if (width * height > mostPixels) throw tooLarge(name, width, height);
  return { width, height, depth, kind, interlaced: interlace === 1 };
}

function measure(pass: Pass, { width, height, depth, kind }: Header) {
  const columns = Math.max(0, Math.ceil((width - pass[0]) / pass[2]));
  const rows = Math.max(0, Math.ceil((height - pass[1]) / pass[3]));
  return { pass, columns, rows, rowBytes: Math.ceil((columns * kind.channels * depth) / 8) };
}

function inflate(data: Uint8Array, length: number, name: string): Uint8Array {
  let raw: Uint8Array;
  try {
    raw = inflateSync(data, { maxOutputLength: length });
  } catch (cause) {
    throw damaged(name, "pixels that cannot be unpacked", cause);
  }
  if (raw.length !== length) throw damaged(name, `${raw.length} bytes of pixels where ${length} belong`);
  return raw;
}

function bytesPerPixel({ kind, depth }: Header): number {
  return Math.max(1, (kind.channels * depth) >> 3);
}

/** Undoes a line's filter in place: each byte was stored as the difference from what its neighbours predict. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number, name: string): void {
  if (filter > 4) throw damaged(name, `the filter ${filter}`);
  for (let i = 0; i < line.length; i++) {
    const left = i < step ? 0 : line[i - step];
    const up = above[i];
    if (filter === 1) line[i] += left;
    else if (filter === 2) line[i] += up;
    else if (filter === 3) line[i] += (left + up) >> 1;
    else if (filter === 4) line[i] += paeth(left, up, i < step ? 0 : above[i - step]);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function readSamples(line: Uint8Array, column: number, depth: number, samples: Uint16Array): void {
  for (let channel = 0; channel < samples.length; channel++) {
    const index = column * samples.length + channel;
    if (depth === 16) samples[channel] = (line[2 * index] << 8) | line[2 * index + 1];
    else {
      const bit = index * depth;
      samples[channel] = (line[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
}

function meaningOf(
  { kind, depth }: Header,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
  name: string,
): Meaning {
  const full = 2 ** depth - 1;
  if (kind.palette) {
    if (palette === undefined || palette.length === 0 || palette.length % 3 !== 0)
      throw damaged(name, "no palette, or half of one");
    const colors = palette.length / 3;
    return ([index]) => {
      if (index >= colors) throw damaged(name, `the colour ${index} of a palette of ${colors}`);
      const [red, green, blue] = palette.subarray(index * 3, index * 3 + 3);
      return [lightness(red, green, blue) / 255, (transparency?.[index] ?? 255) / 255];
    };
  }
  const { channels } = kind;
  // One colour that stands for "transparent", two bytes for each of its components.
  const clear =
    transparency && Array.from({ length: channels }, (_, c) => (transparency[2 * c] << 8) | transparency[2 * c + 1]);
  return (samples) => {
    const light = channels >= 3 ? lightness(samples[0], samples[1], samples[2]) : samples[0];
    const alpha = kind.alpha ? samples[channels - 1] / full : clear?.every((value, c) => value === samples[c]) ? 0 : 1;
    return [light / full, alpha];
  };
}

/** A file that says it is an image and is not a whole one. */
export function damaged(name: string, found: string, cause?: unknown): NndlError {
  return new NndlError(
    "image.damaged",
    {
      received: found,
      expected: `${name} must be an intact image`,
      next: "The file is damaged or was cut off: copy it again, or open it in an image editor and save it anew.",
    },
    { cause },
  );
}

export function tooLarge(name: string, width: number, height: number): NndlError {
  return new NndlError("image.size", {
    received: `${width} × ${height} pixels`,
    expected: `${name} must have at most ${mostPixels / 1e6} million pixels`,
    next: "Make the image smaller; a few hundred pixels a side are plenty.",
  });
}
