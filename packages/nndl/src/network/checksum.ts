/**
 * A safetensors file that carries the SHA-256 of itself in its metadata, so that one changed byte anywhere is noticed.
 * The hash is of the whole file as it would be with zeros in the place of its own 64 digits.
 */
import type { Bytes } from "../bytes.ts";
import { NndlError } from "../errors.ts";
import { encodeSafetensors, type Safetensors, sha256Hex } from "../formats/index.ts";
import { fromUtf8, toUtf8 } from "../utf8.ts";

/** The metadata key of the hash. */
export const checksumKey = "nndl.checksum";

const zeros = "0".repeat(64);

/** As {@link encodeSafetensors}, with the checksum added to the metadata. */
export function encodeWithChecksum({ tensors, metadata }: Safetensors): Bytes {
  const bytes = encodeSafetensors(tensors, { ...metadata, [checksumKey]: zeros });
  bytes.set(toUtf8(sha256Hex([bytes])), digitsOf(bytes));
  return bytes;
}

/**
 * Refuses a file that is not what was written. A file without a checksum passes: other programs write those.
 *
 * @param metadata what was read from these bytes
 * @throws NndlError "network.checksum"
 */
export function verifyChecksum(bytes: Uint8Array, metadata: Safetensors["metadata"]): void {
  const expected = metadata[checksumKey];
  if (expected === undefined) return;
  const at = digitsOf(bytes);
  const digits = bytes.subarray(at, at + zeros.length);
  const parts = [bytes.subarray(0, at), toUtf8(zeros), bytes.subarray(at + zeros.length)];
  const found = at < 0 ? "a header that another program wrote" : sha256Hex(parts);
  if (found !== expected || fromUtf8(digits) !== expected)
    throw new NndlError("network.checksum", {
      received: `the SHA-256 ${found}`,
      expected: `its content must have the SHA-256 in its metadata, ${expected.slice(0, 64)}`,
      next: `The file is damaged; use another copy. If a program changed it on purpose, remove "${checksumKey}".`,
    });
}

/** Where the digits begin in a file that was written here, or -1. */
function digitsOf(bytes: Uint8Array): number {
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = bytes.subarray(8, 8 + headerLength);
  const before = toUtf8(`"${checksumKey}":"`);
  for (let at = header.indexOf(before[0]); at >= 0; at = header.indexOf(before[0], at + 1))
    if (before.every((byte, i) => header[at + i] === byte)) return 8 + at + before.length;
  return -1;
}
