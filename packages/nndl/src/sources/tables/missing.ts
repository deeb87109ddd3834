/** What people write where a value is missing. */

const words = ["NA", "N/A", "#N/A", "NaN", "nan", "NAN", "null", "NULL", "?", "<NA>", "#NULL!", "-nan", "-NaN"];
const longest = Math.max(...words.map((word) => word.length));
const missing: ReadonlySet<string> = new Set(["", ...words]);
/** By its first byte a cell mostly tells that it is none of these, without a text of it. */
const mayBegin = new Uint8Array(256);
for (const word of words) mayBegin[word.charCodeAt(0)] = 1;

/** Whether a text says that there is no value. */
export function isMissing(text: string): boolean {
  return missing.has(text.trim());
}

/** As {@link isMissing}, of bytes that are no number. */
export function isMissingCell(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > longest || (end > start && mayBegin[bytes[start]!] === 0)) return false;
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return missing.has(text);
}
