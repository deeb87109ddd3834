/** Data as IDX files, in a folder that the library and the command read: packed as a tar, which every system unpacks. */
import type { Examples } from "../training/questions.ts";

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The two files of some examples. */
export function idxFilesOf(examples: Examples, which: "train" | "t10k"): readonly NamedBytes[] {
  const { features, shape, indices, labels, values } = examples;
  const count = indices.length;
  const extents = shape.length === 3 && shape[0] === 1 ? shape.slice(1) : shape;
  const targets =
    labels.length > 0
      ? labels.some((label) => label > 255)
        ? idx(labels, [count])
        : idx(Uint8Array.from(labels), [count])
      : idx(values, [count, values.length / count]);
  return [
    { name: `${which}-images-idx${extents.length + 1}`, bytes: idx(features, [count, ...extents]) },
    { name: `${which}-labels-idx1`, bytes: targets },
  ];
}

function idx(values: Uint8Array | Float32Array | Int32Array, extents: readonly number[]): Uint8Array {
  const [type, size] = values instanceof Uint8Array ? [8, 1] : values instanceof Int32Array ? [0x0c, 4] : [0x0d, 4];
  const start = 4 + 4 * extents.length;
  const bytes = new Uint8Array(start + size * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type, extents.length]);
  extents.forEach((extent, i) => void view.setUint32(4 + 4 * i, extent));
  if (values instanceof Uint8Array) bytes.set(values, start);
  else if (values instanceof Int32Array) values.forEach((value, i) => void view.setInt32(start + 4 * i, value));
  else values.forEach((value, i) => void view.setFloat32(start + 4 * i, value));
  return bytes;
}

/** A tar archive of files in one folder, as POSIX has it; without times, so that the same files give the same bytes. */
export function tarOf(folder: string, files: readonly NamedBytes[]): Uint8Array<ArrayBuffer> {
  const block = 512;
  const padded = (length: number) => Math.ceil(length / block) * block;
  const length = files.reduce((sum, { bytes }) => sum + block + padded(bytes.length), 2 * block);
  const tar = new Uint8Array(length);
  const encoder = new TextEncoder();
  let at = 0;
  for (const { name, bytes } of files) {
    const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
    const write = (offset: number, text: string) => tar.set(encoder.encode(text), at + offset);
    write(0, `${folder}/${name}`);
    write(100, octal(0o644, 7));
    write(108, octal(0, 7));
    write(116, octal(0, 7));
    write(124, octal(bytes.length, 11));
    write(136, octal(0, 11));
    write(148, " ".repeat(8));
    write(156, "0");
    write(257, "ustar");
    write(263, "00");
    const sum = tar.subarray(at, at + block).reduce((total, byte) => total + byte, 0);
    write(148, `${octal(sum, 6)}\0 `);
    tar.set(bytes, at + block);
    at += block + padded(bytes.length);
  }
  return tar;
}
