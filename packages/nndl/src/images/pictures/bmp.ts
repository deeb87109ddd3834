/** Windows bitmaps (Microsoft, "BITMAPINFOHEADER" and its kin): uncompressed of any depth, and the two run-length forms. */
import { NndlError } from "../../errors.ts";
import { checkSize, damaged, type Raster } from "./raster.ts";

interface Header {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly depth: number;
  readonly compression: number;
  /** Which bits are red, green, blue and alpha. */
  readonly masks: readonly number[];
  /** Blue, green, red, and in all but the oldest files a byte of nothing. */
  readonly palette: Uint8Array;
  readonly paletteStep: 3 | 4;
  readonly start: number;
}

/** @throws NndlError "image.damaged", "image.size", "image.format" */
export function decodeBmp(bytes: Uint8Array, name: string): Raster {
  const header = readHeader(bytes, name);
  const { depth, compression } = header;
  if (compression === 1 || compression === 2) return fromPalette(header, unpackRuns(bytes, header, name), name);
  const rowBytes = Math.ceil((header.width * depth) / 32) * 4;
  if (header.start + rowBytes * header.height > bytes.length) throw damaged(name, "an end before its last row");
  return depth <= 8
    ? fromPalette(header, unpackIndices(bytes, header, rowBytes), name)
    : fromMasks(bytes, header, rowBytes);
}

/** @throws NndlError as {@link decodeBmp} */
export function measureBmp(bytes: Uint8Array, name: string) {
  const { width, height } = readHeader(bytes, name);
  return { width, height, orientation: 1 };
}

function readHeader(bytes: Uint8Array, name: string): Header {
  if (bytes.length < 26) throw damaged(name, "an end in its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [start, size] = [view.getUint32(10, true), view.getUint32(14, true)];
  const isOld = size === 12;
  if ((!isOld && size < 40) || 14 + size > bytes.length) throw damaged(name, `a header of ${size} bytes`);
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const rows = isOld ? view.getInt16(20, true) : view.getInt32(22, true);
  const depth = view.getUint16(isOld ? 24 : 28, true);
  const compression = isOld ? 0 : view.getUint32(30, true);
  const height = Math.abs(rows);
  if (width <= 0 || height === 0) throw damaged(name, `${width} × ${height} pixels`);
  checkSize(name, width, height);
  const fits = [[1, 4, 8, 16, 24, 32], [8], [4], [16, 32], [], [], [16, 32]][compression];
  if (fits === undefined || !fits.includes(depth)) throw unusual(name, depth, compression);
  const hasMasks = compression === 3 || compression === 6;
  // In the oldest form that has masks they stand after the header; later ones have them in it, at the same place.
  const masksGiven = size >= 56 || compression === 6 ? 4 : 3;
  if (hasMasks && 54 + 4 * masksGiven > bytes.length) throw damaged(name, "an end in its header");
  const masks = hasMasks
    ? Array.from({ length: masksGiven }, (_, i) => view.getUint32(54 + 4 * i, true))
    : depth === 16
      ? [0x7c00, 0x3e0, 0x1f]
      : [0xff0000, 0xff00, 0xff];
  const paletteStart = 14 + size + (hasMasks && size === 40 ? 4 * masksGiven : 0);
  const palette = depth <= 8 ? bytes.subarray(paletteStart, Math.max(paletteStart, start)) : bytes.subarray(0, 0);
  return { width, height, topDown: rows < 0, depth, compression, masks, palette, paletteStep: isOld ? 3 : 4, start };
}

function unpackIndices(bytes: Uint8Array, { width, height, depth, start, topDown }: Header, rowBytes: number) {
  const indices = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = start + rowBytes * (topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      indices[y * width + x] = (bytes[row + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
  return indices;
}

/** Runs of equal pixels, ends of lines, jumps, and stretches as they are; what is jumped over has the first colour. */
function unpackRuns(bytes: Uint8Array, { width, height, depth, start }: Header, name: string): Uint8Array {
  const indices = new Uint8Array(width * height);
  let [x, y, at] = [0, height - 1, start];
  const put = (index: number) => {
    if (y < 0 || x >= width) throw damaged(name, "a run beyond its edge");
    indices[y * width + x++] = index;
  };
  const nibble = (byte: number, i: number) => (i % 2 === 0 ? byte >> 4 : byte & 15);
  while (at + 2 <= bytes.length) {
    const [count, second] = [bytes[at]!, bytes[at + 1]!];
    at += 2;
    if (count > 0) for (let i = 0; i < count; i++) put(depth === 8 ? second : nibble(second, i));
    else if (second === 0) [x, y] = [0, y - 1];
    else if (second === 1) return indices;
    else if (second === 2) {
      if (at + 2 > bytes.length) break;
      [x, y] = [x + bytes[at]!, y - bytes[at + 1]!];
      at += 2;
    } else {
      const size = Math.ceil((second * depth) / 8);
      if (at + size > bytes.length) break;
      for (let i = 0; i < second; i++) put(depth === 8 ? bytes[at + i]! : nibble(bytes[at + (i >> 1)]!, i));
      at += size + (size % 2);
    }
  }
  throw damaged(name, "an end before its last row");
}

function fromPalette(header: Header, indices: Uint8Array, name: string): Raster {
  const { width, height, palette, paletteStep } = header;
  const colors = Math.floor(palette.length / paletteStep);
  const pixels = new Uint8Array(3 * indices.length);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (index >= colors) throw damaged(name, `the colour ${index} of a palette of ${colors}`);
    for (let c = 0; c < 3; c++) pixels[3 * i + c] = palette[index * paletteStep + 2 - c]!;
  }
  return { width, height, channels: 3, pixels };
}

function fromMasks(bytes: Uint8Array, header: Header, rowBytes: number): Raster {
  const { width, height, depth, masks, start, topDown } = header;
  const step = depth / 8;
  const shades = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, full: mask === 0 ? 1 : mask >>> shift };
  });
  const pixels = new Uint8Array(3 * width * height);
  const alpha = shades.length === 4 && shades[3]!.mask !== 0 ? new Uint8Array(width * height) : undefined;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = start + rowBytes * (topDown ? y : height - 1 - y) + x * step;
      let value = 0;
      for (let i = 0; i < step; i++) value += bytes[at + i]! * 2 ** (8 * i);
      const shade = ({ mask, shift, full }: (typeof shades)[number]) =>
        Math.floor((255 * ((value & mask) >>> shift)) / full + 0.5);
      for (let c = 0; c < 3; c++) pixels[3 * (y * width + x) + c] = shade(shades[c]!);
      if (alpha !== undefined) alpha[y * width + x] = shade(shades[3]!);
    }
  }
  return { width, height, channels: 3, pixels, ...(alpha === undefined ? {} : { alpha }) };
}

function unusual(name: string, depth: number, compression: number): NndlError {
  return new NndlError("image.format", {
    received: `an uncommon kind of bitmap: ${depth} bits, compression ${compression}`,
    expected: `${name} must be a bitmap as Windows writes them`,
    next: "Open it in an image editor and save it as PNG.",
  });
}
