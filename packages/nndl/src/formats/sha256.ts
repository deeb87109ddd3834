import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/**
 * The SHA-256 of all chunks, one after another, as 64 hexadecimal digits. How they are cut makes no difference.
 *
 * @example
 * sha256Hex([new TextEncoder().encode("abc")]); // "ba7816bf…"
 */
export function sha256Hex(chunks: Iterable<Uint8Array>): string {
  const hash = sha256.create();
  for (const chunk of chunks) hash.update(chunk);
  return bytesToHex(hash.digest());
}
