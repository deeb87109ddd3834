import type { Bytes } from "../bytes.ts";
import { positiveInteger } from "../check.ts";
import { NndlError, show } from "../errors.ts";

/** The most bytes that are unpacked of what nobody says the size of: 256 MiB. */
const MAX_BYTES = 2 ** 28;
/** A gzip member has at least a header of 10 bytes, a block of 2, and a trailer of 8. */
const SMALLEST_MEMBER = 20;
/** So many places that look like the beginning of a member and are none: by chance there are fewer in a gigabyte. */
const MOST_MISSES = 32;
/** No gzip stream unpacks to more than this many times its own length. */
const MAX_RATIO = 1032;

/**
 * The most bytes to unpack: a number, or a function that tells it from the beginning of the content, asked again with a
 * longer one as long as it answers undefined. Until it answers, and where it never does, 256 MiB are the most.
 */
export type UnpackedLimit = number | ((beginning: Uint8Array) => number | undefined);

/**
 * The content of gzipped bytes; bytes that do not begin as gzip (1f 8b) are returned as they are.
 *
 * It is unpacked piece by piece, and no further than to the limit: a megabyte may unpack to a gigabyte. Several members, one
 * after another, are unpacked to one content, as gzip itself does.
 *
 * @param name what to call the file in an error
 * @param most where a decompression bomb is stopped, in bytes; 256 MiB when absent
 * @throws NndlError "gzip.truncated", "gzip.corrupt" (damaged, or its checksum differs), "gzip.trailing" (more bytes
 *   after the last member), "gzip.huge" (unpacks to more than the limit), "gzip.limit" (a limit that is none)
 * @example
 * const labels = await gunzip(bytes, "labels.gz", idxLength); // no more than the IDX header says
 */
export async function gunzip(bytes: Bytes, name: string, most: UnpackedLimit = MAX_BYTES): Promise<Bytes> {
  if (typeof most !== "function") checkLimit(most);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await gunzipMember(bytes, name, most);
  } catch (error) {
    const isTrailing =
      error instanceof NndlError && (error.code === "gzip.trailing" || error.code === "gzip.truncated");
    const content = isTrailing ? await gunzipMembers(bytes, name, most) : undefined;
    if (content === undefined) throw error;
    return content;
  }
}

/**
 * What several members unpack to; undefined where the bytes are not that. Only some decoders take more than one member, and
 * none says where one ends: it ends before a place that looks like the beginning of another, if what is before it is whole.
 */
async function gunzipMembers(bytes: Bytes, name: string, most: UnpackedLimit): Promise<Bytes | undefined> {
  const contents: Bytes[] = [];
  let limit = typeof most === "number" ? most : undefined;
  let length = 0;
  let start = 0;
  let misses = 0;
  for (let end = nextMember(bytes, SMALLEST_MEMBER); misses < MOST_MISSES; end = nextMember(bytes, end + 1)) {
    const member = bytes.subarray(start, end);
    const content = await gunzipMember(member, name, limit === undefined ? most : Math.max(1, limit - length)).catch(
      (error: unknown) => {
        if (error instanceof NndlError && error.code === "gzip.huge") throw error;
      },
    );
    if (content !== undefined) {
      limit ??= (typeof most === "function" ? most(content) : undefined) ?? MAX_BYTES;
      length += content.length;
      if (length > limit) throw complaint("huge", name, `more than ${limit} bytes`);
      contents.push(content);
      start = end;
      misses = 0;
    } else misses++;
    if (end === bytes.length) break;
  }
  if (start < bytes.length || contents.length < 2) return undefined;
  const all = new Uint8Array(length);
  let at = 0;
  for (const content of contents) {
    all.set(content, at);
    at += content.length;
  }
  return all;
}

/** Where a member may begin: 1f 8b, deflate, and no flag that the format does not have. */
function nextMember(bytes: Bytes, from: number): number {
  for (let i = bytes.indexOf(0x1f, from); i >= 0; i = bytes.indexOf(0x1f, i + 1))
    if (bytes[i + 1] === 0x8b && bytes[i + 2] === 8 && bytes[i + 3]! < 0x20) return i;
  return bytes.length;
}

async function gunzipMember(bytes: Bytes, name: string, most: UnpackedLimit): Promise<Bytes> {
  if (bytes.length < SMALLEST_MEMBER) throw complaint("truncated", name, `only ${bytes.length} bytes`);

  const declared = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  const likely = declared <= bytes.length * MAX_RATIO ? declared : 0;
  let content: Bytes;
  try {
    content = await unpack(bytes, likely, most, name);
  } catch (error) {
    if (error instanceof NndlError) throw error;
    throw complaint(
      await whatIsWrong(error, bytes, most),
      name,
      show(error instanceof Error ? error.message : error),
      error,
    );
  }
  // Some decoders pass over what follows the first member, or unpack further members. Then these bytes do not fit.
  if (content.length % 2 ** 32 !== declared)
    throw complaint("trailing", name, `a last number of ${declared} where ${content.length} bytes were unpacked`);
  return content;
}

async function unpack(bytes: Bytes, likely: number, most: UnpackedLimit, name: string): Promise<Bytes> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  let limit = typeof most === "function" ? undefined : most;
  let content = new Uint8Array(0);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return content.subarray(0, length);
      content = withRoomFor(length + value.length, content, Math.min(likely, limit ?? 0));
      content.set(value, length);
      length += value.length;
      if (limit === undefined && typeof most === "function") {
        limit = most(content.subarray(0, length));
        if (limit !== undefined) checkLimit(limit);
      }
      if (length > (limit ?? MAX_BYTES)) throw complaint("huge", name, `more than ${limit ?? MAX_BYTES} bytes`);
    }
  } finally {
    // What was not read to its end is given up; after the end, or a failure, there is nothing left to give up.
    await reader.cancel().catch(() => {});
  }
}

/** The same bytes in an array that is long enough, and at least as long as one likes. */
function withRoomFor(needed: number, content: Bytes, likely: number): Bytes {
  if (needed <= content.length) return content;
  const larger = new Uint8Array(Math.max(needed, likely, needed > likely ? 2 * content.length : 0));
  larger.set(content);
  return larger;
}

function checkLimit(limit: number): void {
  positiveInteger(
    limit,
    { code: "gzip.limit", what: "the largest number of bytes to unpack" },
    Number.MAX_SAFE_INTEGER,
  );
}

/** Node, Chromium, Firefox and Safari each say it in their own words. */
async function whatIsWrong(
  error: unknown,
  bytes: Bytes,
  most: UnpackedLimit,
): Promise<"truncated" | "corrupt" | "trailing"> {
  const words = error instanceof Error ? error.message : "";
  if (/incorrect header check|trailing|junk|extra bytes|after (the )?end/i.test(words)) return "trailing";
  if (!/unexpected end|truncated|without reaching/i.test(words)) return "corrupt";
  // One byte too many looks to zlib like a second member that was cut short.
  const withoutLast = bytes.subarray(0, -1);
  return (await unpack(withoutLast, 0, most, "").catch(() => undefined)) === undefined ? "truncated" : "trailing";
}

const EXPECTED = {
  truncated: "a gzip file must be complete",
  corrupt: "a gzip file must be undamaged",
  trailing: "a gzip file must end with its last member",
  huge: "a gzip file must unpack to no more than is expected",
} as const;

function complaint(kind: keyof typeof EXPECTED, name: string, received: string, cause?: unknown): NndlError {
  const next = kind === "huge" ? "Unpack it yourself if it is what it should be." : "Get the file again.";
  return new NndlError(`gzip.${kind}`, { expected: `${name}: ${EXPECTED[kind]}`, received, next }, { cause });
}
