/** The parts of a WebP file (RFC 9649): a picture, or a first frame on a canvas, with its transparency and its EXIF data. */
import { orientationOf } from "../orientation.ts";
import { checkSize, damaged } from "../raster.ts";

/** A picture as it is packed: "VP8 " with losses, "VP8L" without. */
export interface PackedPicture {
  readonly kind: "VP8 " | "VP8L";
  readonly data: Uint8Array;
  /** How opaque each pixel is, where that is packed apart. */
  readonly alpha: Uint8Array | undefined;
  readonly width: number;
  readonly height: number;
}

/** A file: a picture, and where it lies on what is seen. */
export interface WebpParts {
  readonly width: number;
  readonly height: number;
  readonly picture: PackedPicture;
  readonly left: number;
  readonly top: number;
  readonly orientation: number;
}

interface Chunk {
  readonly kind: string;
  readonly data: Uint8Array;
}

/** @throws NndlError "image.damaged", "image.size" */
export function readParts(bytes: Uint8Array, name: string): WebpParts {
  const chunks = chunksOf(bytes, 12, name);
  const [first] = chunks;
  const exif = chunks.find(({ kind }) => kind === "EXIF")?.data;
  const orientation = (exif && orientationOf(beginsAsExif(exif) ? exif.subarray(6) : exif)) ?? 1;
  if (first?.kind !== "VP8X") {
    const picture = pictureIn(chunks, name);
    const { width, height } = picture;
    return { width, height, picture, left: 0, top: 0, orientation: 1 };
  }
  const { data } = first;
  if (data.length < 10) throw damaged(name, "an end in its header");
  const [width, height] = [1 + at24(data, 4), 1 + at24(data, 7)];
  checkSize(name, width, height);
  const frame = chunks.find(({ kind }) => kind === "ANMF")?.data;
  const picture = frame === undefined ? pictureIn(chunks, name) : pictureIn(chunksOf(frame, 16, name), name);
  const [left, top] = frame === undefined ? [0, 0] : [2 * at24(frame, 0), 2 * at24(frame, 3)];
  const isWhole = frame === undefined;
  if (isWhole ? picture.width !== width || picture.height !== height : isOutside(picture, left, top, width, height))
    throw damaged(name, `a picture of ${picture.width} × ${picture.height} pixels on one of ${width} × ${height}`);
  return { width, height, picture, left, top, orientation };
}

function isOutside(picture: PackedPicture, left: number, top: number, width: number, height: number): boolean {
  return left + picture.width > width || top + picture.height > height;
}

function beginsAsExif(data: Uint8Array): boolean {
  return [..."Exif\0\0"].every((character, i) => data[i] === character.charCodeAt(0));
}

function pictureIn(chunks: readonly Chunk[], name: string): PackedPicture {
  const found = chunks.find(({ kind }) => kind === "VP8 " || kind === "VP8L");
  if (found === undefined) throw damaged(name, "no picture in it");
  const { data } = found;
  const kind = found.kind as PackedPicture["kind"];
  const { width, height } = kind === "VP8L" ? losslessSize(data, name) : lossySize(data, name);
  checkSize(name, width, height);
  const alpha = kind === "VP8L" ? undefined : chunks.find((chunk) => chunk.kind === "ALPH")?.data;
  return { kind, data, alpha, width, height };
}

function losslessSize(data: Uint8Array, name: string) {
  if (data.length < 5 || data[0] !== 0x2f || data[4]! >> 5 !== 0)
    throw damaged(name, "a beginning that no picture without losses has");
  const bits = data[1]! | (data[2]! << 8) | (data[3]! << 16) | (data[4]! << 24);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

function lossySize(data: Uint8Array, name: string) {
  // A frame by itself, and not one that says what has changed.
  const isFrame = data.length >= 10 && (data[0]! & 1) === 0 && data[3] === 0x9d && data[4] === 1 && data[5] === 0x2a;
  if (!isFrame) throw damaged(name, "a beginning that no picture with losses has");
  const [width, height] = [(data[6]! | (data[7]! << 8)) & 0x3fff, (data[8]! | (data[9]! << 8)) & 0x3fff];
  if (width === 0 || height === 0) throw damaged(name, `${width} × ${height} pixels`);
  return { width, height };
}

/** What stands one after another: four letters, a length, so many bytes, and one more where that makes them even. */
function chunksOf(bytes: Uint8Array, from: number, name: string): readonly Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = from; at + 8 <= bytes.length; ) {
    const kind = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    if (length > bytes.length - at - 8) throw damaged(name, "an end in the middle of its picture");
    chunks.push({ kind, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length & 1);
  }
  return chunks;
}

function at24(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
}
