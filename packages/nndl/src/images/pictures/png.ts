/**
 * A PNG decoder for all fifteen pixel formats, interlaced or not (W3C, "Portable Network Graphics", third edition).
 * Strict: every checksum and every length must be right. Nothing is allocated before its size has been checked, so that
 * a small file cannot ask for all the memory there is.
 */
import { crc32 } from "../../formats/crc32.ts";
import { inflate } from "../../formats/inflate.ts";
import { orientationOf, turnUpright } from "./orientation.ts";
import { checkSize, damaged, type Raster } from "./raster.ts";

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

/** What the chunks say. */
interface Chunks {
  readonly header: Header;
  readonly palette: Uint8Array | undefined;
  readonly transparency: Uint8Array | undefined;
  readonly orientation: number;
  readonly data: Uint8Array;
}

type Samples = Uint8Array | Uint16Array;

/**
 * Decodes a PNG.
 *
 * @param name names the file in errors
 * @throws NndlError "image.damaged" where the file breaks the format's rules, "image.size" for more than 50 megapixels
 */
export function decodePng(bytes: Uint8Array, name: string): Raster {
  const chunks = readChunks(bytes, name);
  const samples = readSamples(chunks, name);
  return turnUpright(rasterOf(chunks, samples, name), chunks.orientation);
}

/** The size of a PNG as it is stored, and how it is to be turned. @throws NndlError as {@link decodePng} */
export function measurePng(bytes: Uint8Array, name: string) {
  const { header, orientation } = readChunks(bytes, name);
  return { width: header.width, height: header.height, orientation };
}

function readChunks(bytes: Uint8Array, name: string): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let header: Header | undefined;
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  let orientation = 1;
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
    else if (type === "eXIf") orientation = orientationOf(content) ?? orientation;
    else if (type === "IDAT") parts.push(content);
    else if (type === "IEND") break;
    else if (/^[A-Z]/.test(type)) throw damaged(name, `the chunk ${type}, which no PNG has`);
  }
  return { header: header as Header, palette, transparency, orientation, data: joined(parts) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function readHeader(content: Uint8Array, name: string): Header {
  if (content.length !== 13) throw damaged(name, `a header of ${content.length} bytes`);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, color, compression, filter, interlace] = content.subarray(8) as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  const kind: PixelKind | undefined = kinds[color];
  if (width === 0 || height === 0) throw damaged(name, `${width} × ${height} pixels`);
  if (kind === undefined || !kind.depths.includes(depth))
    throw damaged(name, `the pixel format ${color} with ${depth} bits`);
  if (compression !== 0 || filter !== 0 || interlace > 1) throw damaged(name, "a method that no PNG has");
  checkSize(name, width, height);
  return { width, height, depth, kind, interlaced: interlace === 1 };
}

/** Every sample as it is stored, pixel by pixel. */
function readSamples({ header, data }: Chunks, name: string): Samples {
  const { width, height, depth, kind } = header;
  const passes = (header.interlaced ? adam7 : whole).map((pass) => measure(pass, header));
  const length = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (rowBytes === 0 ? 0 : rowBytes + 1), 0);
  const raw = inflate(data, length);
  if (raw === undefined) throw damaged(name, "pixels that cannot be unpacked");
  const { channels } = kind;
  const samples = new (depth === 16 ? Uint16Array : Uint8Array)(channels * width * height);
  const step = Math.max(1, (channels * depth) >> 3);
  let at = 0;
  for (const { pass, columns, rows, rowBytes } of passes) {
    if (rowBytes === 0) continue;
    let above: Uint8Array = new Uint8Array(rowBytes);
    for (let row = 0; row < rows; row++) {
      const line = raw.subarray(at + 1, at + 1 + rowBytes);
      unfilter(raw[at]!, line, above, step, name);
      const start = ((pass[1] + row * pass[3]) * width + pass[0]) * channels;
      unpackLine(line, depth, columns, channels, samples, start, pass[2] * channels);
      above = line;
      at += rowBytes + 1;
    }
  }
  return samples;
}

function measure(pass: Pass, { width, height, depth, kind }: Header) {
  const columns = Math.max(0, Math.ceil((width - pass[0]) / pass[2]));
  const rows = Math.max(0, Math.ceil((height - pass[1]) / pass[3]));
  return { pass, columns, rows, rowBytes: Math.ceil((columns * kind.channels * depth) / 8) };
}

/** Undoes a line's filter in place: each byte was stored as the difference from what its neighbours predict. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number, name: string): void {
  if (filter > 4) throw damaged(name, `the filter ${filter}`);
  if (filter === 1) for (let i = step; i < line.length; i++) line[i]! += line[i - step]!;
  else if (filter === 2) for (let i = 0; i < line.length; i++) line[i]! += above[i]!;
  else if (filter === 3)
    for (let i = 0; i < line.length; i++) line[i]! += ((i < step ? 0 : line[i - step]!) + above[i]!) >> 1;
  else if (filter === 4)
    for (let i = 0; i < line.length; i++)
      line[i]! += i < step ? above[i]! : paeth(line[i - step]!, above[i]!, above[i - step]!);
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const a = Math.abs(guess - left);
  const b = Math.abs(guess - up);
  const c = Math.abs(guess - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Puts the samples of a line where their pixels are: `step` samples from one pixel to the next. */
function unpackLine(
  line: Uint8Array,
  depth: number,
  columns: number,
  channels: number,
  samples: Samples,
  start: number,
  step: number,
): void {
  if (depth === 8 && step === channels) {
    samples.set(line.subarray(0, columns * channels), start);
    return;
  }
  for (let column = 0; column < columns; column++) {
    for (let channel = 0; channel < channels; channel++) {
      const index = column * channels + channel;
      const bit = index * depth;
      samples[start + column * step + channel] =
        depth === 16
          ? (line[2 * index]! << 8) | line[2 * index + 1]!
          : (line[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
}

/** What the samples mean. */
function rasterOf({ header, palette, transparency }: Chunks, samples: Samples, name: string): Raster {
  const { width, height, depth, kind } = header;
  if (kind.palette) return colored(header, palette, transparency, samples, name);
  const size = { width, height };
  if (kind.alpha) {
    const channels = kind.channels === 2 ? 1 : 3;
    return { ...size, channels, ...parted(samples, channels) };
  }
  const channels = kind.channels === 1 ? 1 : 3;
  const alpha = transparency === undefined ? {} : { alpha: clearOf(samples, channels, depth, transparency) };
  // 1, 2 and 4 bits have their white at 1, 3 and 15.
  const factor = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  const pixels = factor === 1 ? samples : samples.map((sample) => sample * factor);
  return { ...size, channels, pixels, ...alpha };
}

/** Colours and opacity, stored one after another, each by itself. */
function parted(samples: Samples, channels: 1 | 3): { readonly pixels: Samples; readonly alpha: Samples } {
  const count = samples.length / (channels + 1);
  const make = samples instanceof Uint16Array ? Uint16Array : Uint8Array;
  const [pixels, alpha] = [new make(count * channels), new make(count)];
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < channels; c++) pixels[i * channels + c] = samples[i * (channels + 1) + c]!;
    alpha[i] = samples[i * (channels + 1) + channels]!;
  }
  return { pixels, alpha };
}

/** One colour may stand for "transparent", two bytes for each of its components. */
function clearOf(samples: Samples, channels: 1 | 3, depth: number, transparency: Uint8Array): Samples {
  const full = depth === 16 ? 65_535 : 255;
  const clear = Array.from({ length: channels }, (_, c) => (transparency[2 * c]! << 8) | transparency[2 * c + 1]!);
  const alpha = new (depth === 16 ? Uint16Array : Uint8Array)(samples.length / channels);
  for (let i = 0; i < alpha.length; i++)
    alpha[i] = clear.every((value, c) => value === samples[i * channels + c]) ? 0 : full;
  return alpha;
}

function colored(
  { width, height }: Header,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
  samples: Samples,
  name: string,
): Raster {
  if (palette === undefined || palette.length === 0 || palette.length % 3 !== 0)
    throw damaged(name, "no palette, or half of one");
  const colors = palette.length / 3;
  const pixels = new Uint8Array(3 * samples.length);
  for (let i = 0; i < samples.length; i++) {
    const index = samples[i]!;
    if (index >= colors) throw damaged(name, `the colour ${index} of a palette of ${colors}`);
    for (let c = 0; c < 3; c++) pixels[3 * i + c] = palette[3 * index + c]!;
  }
  const alpha = transparency && Uint8Array.from(samples, (index) => transparency[index] ?? 255);
  return { width, height, channels: 3, pixels, ...(alpha === undefined ? {} : { alpha }) };
}
