/** What a file seems to be, by how it begins; for the sentence that refuses it. */
export function fileKind(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  const starts = (...start: number[]) => start.every((byte, i) => bytes[i] === byte);
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, 300));
  if (starts(0x89, 0x50, 0x4e, 0x47)) return "a PNG image";
  if (starts(0xff, 0xd8, 0xff)) return "a JPEG image";
  if (text.startsWith("GIF8")) return "a GIF image";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "a WebP image";
  if (text.startsWith("%PDF")) return "a PDF document";
  if (starts(0x50, 0x4b, 0x03, 0x04)) return "a ZIP archive";
  if (starts(0x1f, 0x8b)) return "a gzip file";
  if (starts(0x00, 0x61, 0x73, 0x6d)) return "a WebAssembly program";
  if (starts(0x80) && text.endsWith(".")) return "a Python pickle";
  if (bytes[7] === 0 && bytes[8] === 0x7b) return "a safetensors file";
  if (starts(0, 0)) return bytes[3] === 1 ? "an IDX file of labels" : "an IDX file of images";
  if (/^\s*<(!doctype|html)/i.test(text)) return "a web page";
  if (/^\s*[[{]/.test(text)) return "a JSON file";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no text has
  if (!/[\x00-\x08\x0e-\x1f]/.test(text)) return /^[^\n,;]*[,;]/.test(text) ? "a table of text (CSV)" : "a text file";
  return "a file of an unknown kind";
}
