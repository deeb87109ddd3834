/** What kind of file some bytes are, by how they begin: the kinds that people take for images of digits. */

export type FileKind = string;

const text = (characters: string) => [...characters].map((character) => character.charCodeAt(0));

/** A name, the bytes that such a file starts with, and where they stand when that is not the beginning. */
const signatures: readonly (readonly [name: FileKind, bytes: readonly number[], at?: number])[] = [
  ["PNG", [0x89, 0x50, 0x4e, 0x47]],
  ["JPEG", [0xff, 0xd8, 0xff]],
  ["a GIF", text("GIF8")],
  ["a WebP image", text("WEBP"), 8],
  ["a BMP image", text("BM")],
  ["a TIFF image", [0x49, 0x49, 0x2a, 0x00]],
  ["a TIFF image", [0x4d, 0x4d, 0x00, 0x2a]],
  ["an AVIF image", text("ftypavif"), 4],
  ["a HEIC photo", text("ftyphei"), 4],
  ["a HEIC photo", text("ftypmif1"), 4],
  ["a JPEG 2000 image", [0, 0, 0, 0x0c, 0x6a, 0x50]],
  ["a JPEG XL image", [0xff, 0x0a]],
  ["a Windows icon", [0, 0, 1, 0]],
  ["a PDF", text("%PDF")],
  ["an SVG drawing", text("<svg")],
  ["a Netpbm image", text("P5")],
  ["a Photoshop file", text("8BPS")],
  ["a zip archive", text("PK\x03\x04")],
  ["a gzipped file", [0x1f, 0x8b]],
  ["an IDX file of images", [0, 0, 8, 3]],
  ["an IDX file of labels", [0, 0, 8, 1]],
  ["an HTML page", text("<!doctype html")],
  ["an HTML page", text("<html")],
  ["an XML file", text("<?xml")],
  ["a safetensors file", text("{"), 8],
  ["JSON", text("{")],
];

/** What to do with photographs that nothing here reads. */
export const heicAdvice =
  "Export HEIC photos as JPEG in a photo app; an iPhone takes JPEGs where Settings, Camera, Formats says Most Compatible.";

/** What to do with a file that is no picture that can be decoded. */
export function adviceFor(kind: FileKind | undefined): string {
  if (kind === "a HEIC photo") return heicAdvice;
  return /image|photo|drawing|icon/.test(kind ?? "")
    ? "Open it in an image editor and save it as PNG."
    : "Give a picture.";
}

/** "PNG", "JPEG", or what else it is in words; undefined when nobody knows. */
export function fileKindOf(bytes: Uint8Array): FileKind | undefined {
  // Marks of a Unicode text may come before anything that is written.
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const lower = (byte: number | undefined) => (byte !== undefined && byte >= 65 && byte <= 90 ? byte + 32 : byte);
  const isText = (signature: readonly number[]) => signature[0] === 0x3c;
  const found = signatures.find(([, signature, at = start]) =>
    signature.every((byte, i) => (isText(signature) ? lower(bytes[at + i]) : bytes[at + i]) === byte),
  );
  return found?.[0];
}
