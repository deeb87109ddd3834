/** The first picture of a GIF (CompuServe, "Graphics Interchange Format", version 89a). */
import { checkSize, damaged, type Raster } from "./raster.ts";

/** @throws NndlError "image.damaged", "image.size" */
export function decodeGif(bytes: Uint8Array, name: string): Raster {
  const { width, height, globalPalette, at: first } = readScreen(bytes, name);
  let at = first;
  let clear = -1;
  for (;;) {
    const block = byteAt(bytes, at, name);
    if (block === 0x21) {
      // A graphic control says which colour is transparent.
      if (bytes[at + 1] === 0xf9 && bytes[at + 2] === 4 && (byteAt(bytes, at + 3, name) & 1) === 1)
        clear = byteAt(bytes, at + 6, name);
      at = skipBlocks(bytes, at + 2, name);
    } else if (block === 0x2c) break;
    else throw damaged(name, block === 0x3b ? "no picture in it" : "no block where one should begin");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 11 > bytes.length) throw damaged(name, "an end in the middle of its picture");
  const [left, top, w, h] = [1, 3, 5, 7].map((place) => view.getUint16(at + place, true)) as [
    number,
    number,
    number,
    number,
  ];
  const flags = bytes[at + 9]!;
  at += 10;
  const local = (flags & 0x80) === 0 ? undefined : bytes.subarray(at, at + 3 * 2 ** ((flags & 7) + 1));
  at += local?.length ?? 0;
  const palette = local ?? globalPalette;
  if (palette === undefined) throw damaged(name, "no palette");
  if (left + w > width || top + h > height) throw damaged(name, "a picture larger than its screen");
  const indices = unpackCodes(bytes, at, w * h, name);
  const pixels = new Uint8Array(3 * width * height);
  const alpha = new Uint8Array(width * height);
  rowsOf(h, (flags & 0x40) !== 0).forEach((y, row) => {
    for (let x = 0; x < w; x++) {
      const index = indices[row * w + x]!;
      const place = (top + y) * width + left + x;
      if (index === clear) continue;
      if (3 * index + 2 >= palette.length)
        throw damaged(name, `the colour ${index} of a palette of ${palette.length / 3}`);
      for (let c = 0; c < 3; c++) pixels[3 * place + c] = palette[3 * index + c]!;
      alpha[place] = 255;
    }
  });
  const isOpaque = alpha.every((value) => value === 255);
  return { width, height, channels: 3, pixels, ...(isOpaque ? {} : { alpha }) };
}

/** @throws NndlError as {@link decodeGif} */
export function measureGif(bytes: Uint8Array, name: string) {
  const { width, height } = readScreen(bytes, name);
  return { width, height, orientation: 1 };
}

function readScreen(bytes: Uint8Array, name: string) {
  if (bytes.length < 14) throw damaged(name, "an end in its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height, flags] = [view.getUint16(6, true), view.getUint16(8, true), bytes[10]!];
  if (width === 0 || height === 0) throw damaged(name, `${width} × ${height} pixels`);
  checkSize(name, width, height);
  const size = (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
  return { width, height, globalPalette: size === 0 ? undefined : bytes.subarray(13, 13 + size), at: 13 + size };
}

function skipBlocks(bytes: Uint8Array, from: number, name: string): number {
  let at = from;
  while (byteAt(bytes, at, name) !== 0) at += bytes[at]! + 1;
  return at + 1;
}

/** LZW: codes for sequences that were seen before, each by one bit longer when there are too many for the old length. */
function unpackCodes(bytes: Uint8Array, start: number, count: number, name: string): Uint8Array {
  const least = byteAt(bytes, start, name);
  if (least < 1 || least > 11) throw damaged(name, `codes of ${least} bits`);
  const [reset, end] = [1 << least, (1 << least) + 1];
  const prefixes = new Uint16Array(4096);
  const suffixes = new Uint8Array(4096);
  const lengths = new Uint16Array(4096).fill(1, 0, reset);
  for (let i = 0; i < Math.min(256, reset); i++) suffixes[i] = i;
  const out = new Uint8Array(count);
  let [written, bits, next, previous] = [0, least + 1, end + 1, -1];
  let [buffer, held] = [0, 0];
  let [at, left] = [start + 1, 0];
  while (written < count) {
    while (held < bits) {
      if (left === 0) {
        left = byteAt(bytes, at++, name);
        if (left === 0) throw damaged(name, "an end in the middle of its picture");
      }
      buffer |= byteAt(bytes, at++, name) << held;
      held += 8;
      left--;
    }
    const code = buffer & ((1 << bits) - 1);
    buffer >>>= bits;
    held -= bits;
    if (code === reset) {
      [bits, next, previous] = [least + 1, end + 1, -1];
      continue;
    }
    const isNew = code === next && previous >= 0;
    if (code === end || code > next || (code === next && !isNew))
      throw damaged(name, "an end, or a code that means nothing, in the middle of its picture");
    const known = isNew ? previous : code;
    const size = lengths[known]!;
    for (let i = size - 1, entry = known; i >= 0; i--, entry = prefixes[entry]!)
      if (written + i < count) out[written + i] = suffixes[entry]!;
    const first = out[written]!;
    written += size;
    if (isNew && written < count) out[written++] = first;
    if (previous >= 0 && next < 4096) {
      prefixes[next] = previous;
      suffixes[next] = first;
      lengths[next] = lengths[previous]! + 1;
      next++;
      if (next === 1 << bits && bits < 12) bits++;
    }
    previous = code;
  }
  return out;
}

/** In which rows the stored ones belong. */
function rowsOf(height: number, interlaced: boolean): readonly number[] {
  const every = (from: number, step: number) =>
    Array.from({ length: Math.max(0, Math.ceil((height - from) / step)) }, (_, i) => from + i * step);
  return interlaced ? [...every(0, 8), ...every(4, 8), ...every(2, 4), ...every(1, 2)] : every(0, 1);
}

function byteAt(bytes: Uint8Array, at: number, name: string): number {
  const byte = bytes[at];
  if (byte === undefined) throw damaged(name, "an end in the middle of its picture");
  return byte;
}
