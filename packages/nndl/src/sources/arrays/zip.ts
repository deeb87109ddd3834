/** ZIP archives, as NumPy's .npz are: entries that are stored or deflated (PKWARE, APPNOTE.TXT). */
import type { Bytes } from "../../bytes.ts";
import { NndlError } from "../../errors.ts";
import { crc32 } from "../../formats/crc32.ts";
import { fromUtf8, toUtf8 } from "../../utf8.ts";

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Its content, unpacked. @throws NndlError "zip.entry" for one that is damaged */
  read(): Promise<Bytes>;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ALL_32 = 0xffff_ffff;
/** The end of an archive may have a comment of 65,535 bytes behind it. */
const mostBehind = 22 + 65_535;
/** A decompression bomb is stopped here. */
const mostBytes = 2 ** 31;

/** Whether bytes begin as an archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The entries of an archive, folders left out, in the order of its directory.
 *
 * @throws NndlError "zip.directory" for an archive that is cut off or damaged
 */
export function zipEntries(bytes: Uint8Array, name: string): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { count, start } = directoryOf(view, name);
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged(name);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > bytes.length) throw damaged(name);
    const path = fromUtf8(bytes.subarray(at + 46, at + 46 + nameLength)) ?? "";
    const about = {
      path,
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      sum: view.getUint32(at + 16, true),
      ...sizesOf(view, at, at + 46 + nameLength, extraLength),
    };
    if (!path.endsWith("/")) entries.push({ name: path, read: () => readEntry(bytes, about, name) });
    at = next;
  }
  return entries;
}

function directoryOf(view: DataView, name: string): { readonly count: number; readonly start: number } {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - mostBehind); at--) {
    if (view.getUint32(at, true) !== END) continue;
    const [count, start] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    if (count < 0xffff && start < ALL_32) return { count, start };
    const far =
      at >= 20 && view.getUint32(at - 20, true) === LOCATOR_64
        ? Number(view.getBigUint64(at - 12, true))
        : view.byteLength;
    if (far + 56 > view.byteLength || view.getUint32(far, true) !== END_64) break;
    return { count: Number(view.getBigUint64(far + 32, true)), start: Number(view.getBigUint64(far + 48, true)) };
  }
  throw damaged(name);
}

/** Sizes and place of an entry; those of 64 bits stand in an extra field, in this order, where the others are all ones. */
function sizesOf(view: DataView, at: number, extra: number, extraLength: number) {
  const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let place = field + 4;
    for (const [i, size] of sizes.entries()) {
      if (size !== ALL_32 || place + 8 > view.byteLength) continue;
      sizes[i] = Number(view.getBigUint64(place, true));
      place += 8;
    }
  }
  const [size, packed, start] = sizes as [number, number, number];
  return { size, packed, start };
}

interface About extends ReturnType<typeof sizesOf> {
  readonly path: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly sum: number;
}

async function readEntry(bytes: Uint8Array, entry: About, name: string): Promise<Bytes> {
  const { path, start, size, packed, method, sum, isEncrypted } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isEncrypted || (method !== 0 && method !== 8))
    throw wrong(
      name,
      path,
      "stored or deflated, and not encrypted",
      isEncrypted ? "an encrypted one" : `the method ${method}`,
    );
  if (start + 30 > bytes.length || view.getUint32(start, true) !== LOCAL)
    throw wrong(name, path, "whole", "a damaged one");
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + packed > bytes.length || size > mostBytes) throw wrong(name, path, "whole", `${size} bytes`);
  const stored = bytes.subarray(from, from + packed) as Bytes;
  const content = method === 0 ? stored : await inflated(stored, size);
  if (content?.length !== size || crc32(content) !== sum) throw wrong(name, path, "undamaged", "another checksum");
  return content;
}

/** The content of a deflate stream that holds so many bytes; undefined where it does not. */
async function inflated(packed: Bytes, size: number): Promise<Bytes | undefined> {
  const content = new Uint8Array(size);
  let length = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return length === size ? content : undefined;
      if (length + value.length > size) return undefined;
      content.set(value, length);
      length += value.length;
    }
  } catch {
    return undefined;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** An archive with stored entries, with no time of day in it: the same content gives the same bytes. */
export function zipBytes(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Bytes {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const path = toUtf8(name);
    const header = headerOf(path, bytes);
    parts.push(header, bytes);
    directory.push(directoryEntry(header, path, at));
    at += header.length + bytes.length;
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, END, true);
  view.setUint16(8, files.length, true);
  view.setUint16(10, files.length, true);
  view.setUint32(12, length, true);
  view.setUint32(16, at, true);
  const whole = new Uint8Array(at + length + 22);
  let to = 0;
  for (const part of [...parts, ...directory, end]) {
    whole.set(part, to);
    to += part.length;
  }
  return whole;
}

/** The first of January 1980, the earliest day that an archive knows. */
const firstDay = 0x21;
const version = 20;

function headerOf(path: Uint8Array, bytes: Uint8Array): Uint8Array {
  const header = new Uint8Array(30 + path.length);
  const view = new DataView(header.buffer);
  view.setUint32(0, LOCAL, true);
  view.setUint16(4, version, true);
  view.setUint16(12, firstDay, true);
  view.setUint32(14, crc32(bytes), true);
  view.setUint32(18, bytes.length, true);
  view.setUint32(22, bytes.length, true);
  view.setUint16(26, path.length, true);
  header.set(path, 30);
  return header;
}

function directoryEntry(header: Uint8Array, path: Uint8Array, start: number): Uint8Array {
  const entry = new Uint8Array(46 + path.length);
  const view = new DataView(entry.buffer);
  view.setUint32(0, CENTRAL, true);
  view.setUint16(4, version, true);
  entry.set(header.subarray(4, 28), 6);
  view.setUint32(42, start, true);
  entry.set(path, 46);
  return entry;
}

function damaged(name: string): NndlError {
  return new NndlError("zip.directory", {
    problem: `${name} is no whole ZIP archive: its directory is missing or damaged`,
    next: "Get the file again.",
  });
}

function wrong(name: string, path: string, expected: string, received: string): NndlError {
  return new NndlError("zip.entry", {
    received,
    expected: `${name}: ${path} must be ${expected}`,
    next: "Get the file again.",
  });
}
