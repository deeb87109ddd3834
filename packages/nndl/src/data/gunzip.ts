import type { Bytes } from "../bytes.ts";
import { positiveInteger } from "../check.ts";
import { NndlError, show } from "../errors.ts";

/** The most bytes that are unpacked when nothing else is said: 2 GiB. */
const MAX_BYTES = 2 ** 31;
/** A gzip member has at least a header of 10 bytes, a block of 2, and a trailer of 8. */
const SMALLEST_MEMBER = 20;
/** No gzip stream unpacks to more than this many times its own length. */
const MAX_RATIO = 1032;

/**
 * The content of gzipped bytes; bytes that do not begin as gzip (1f 8b) are returned as they are.
 *
 * @param name what to call the file in an error
 * @param maxBytes where a decompression bomb is stopped
 * @throws NndlError "gzip.truncated", "gzip.corrupt" (damaged, or its checksum differs), "gzip.trailing" (more bytes
 *   after the one member), "gzip.huge" (unpacks to more than maxBytes)
 */
export async function gunzip(bytes: Bytes, name: string, maxBytes: number = MAX_BYTES): Promise<Bytes> {
  positiveInteger(maxBytes, { code: "gzip.limit", what: "the most bytes to unpack" }, Number.MAX_SAFE_INTEGER);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (bytes.length < SMALLEST_MEMBER) throw complaint("truncated", name, `only ${bytes.length} bytes`);

  const declared = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  const plausible = declared <= Math.min(maxBytes, bytes.length * MAX_RATIO) ? declared : 0;
  let content: Bytes;
  try {
    content = await unpack(bytes, plausible, maxBytes, name);
  } catch (error) {
    if (error instanceof NndlError) throw error;
    throw complaint(await whatIsWrong(error, bytes), name, show(error instanceof Error ? error.message : error), error);
  }
  // Some decoders pass over what follows the first member, or unpack further members. Then these bytes do not fit.
  if (content.length % 2 ** 32 !== declared)
    throw complaint("trailing", name, `a last number of ${declared} where ${content.length} bytes were unpacked`);
  return content;
}

async function unpack(bytes: Bytes, likelyLength: number, maxBytes: number, name: string): Promise<Bytes> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  let content = new Uint8Array(likelyLength);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return content.subarray(0, length);
    const needed = length + value.length;
    if (needed > maxBytes) {
      await reader.cancel();
      throw complaint("huge", name, `more than ${maxBytes} bytes`);
    }
    if (needed > content.length) {
      const larger = new Uint8Array(Math.min(maxBytes, Math.max(needed, 2 * content.length)));
      larger.set(content.subarray(0, length));
      content = larger;
    }
    content.set(value, length);
    length = needed;
  }
}

/** Node, Chromium, Firefox and Safari each say it in their own words. */
async function whatIsWrong(error: unknown, bytes: Bytes): Promise<"truncated" | "corrupt" | "trailing"> {
  const words = error instanceof Error ? error.message : "";
  if (/incorrect header check|trailing|junk|extra bytes|after (the )?end/i.test(words)) return "trailing";
  if (!/unexpected end|truncated|without reaching/i.test(words)) return "corrupt";
  // One byte too many looks to zlib like a second member that was cut short.
  const withoutLast = bytes.subarray(0, -1);
  return (await unpack(withoutLast, 0, MAX_BYTES, "").catch(() => undefined)) === undefined ? "truncated" : "trailing";
}

const EXPECTED = {
  truncated: "a gzip file must be complete",
  corrupt: "a gzip file must be undamaged",
  trailing: "a gzip file must end with its one member",
  huge: "a gzip file must unpack to a reasonable size",
} as const;

function complaint(kind: keyof typeof EXPECTED, name: string, received: string, cause?: unknown): NndlError {
  const next = kind === "huge" ? "Unpack it yourself if it is what it should be." : "Get the file again.";
  return new NndlError(`gzip.${kind}`, { expected: `${name}: ${EXPECTED[kind]}`, received, next }, { cause });
}
