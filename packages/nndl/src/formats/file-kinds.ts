/** What a file is that is not what was wanted, by how it begins. */

interface Kind {
  /** With an article: "a PNG picture". */
  readonly what: string;
  /** The first bytes, those that may be anything as undefined. */
  readonly begins: readonly (number | undefined)[];
}

const text = (letters: string) => [...letters].map((letter) => letter.charCodeAt(0));
const any = (count: number) => new Array<undefined>(count).fill(undefined);

const kinds: readonly Kind[] = [
  { what: "a PNG picture", begins: [0x89, ...text("PNG")] },
  { what: "a JPEG picture", begins: [0xff, 0xd8, 0xff] },
  { what: "a GIF picture", begins: text("GIF8") },
  { what: "a WebP picture", begins: [...text("RIFF"), ...any(4), ...text("WEBP")] },
  { what: "a TIFF picture", begins: [...text("II"), 42, 0] },
  { what: "a TIFF picture", begins: [...text("MM"), 0, 42] },
  { what: "a gzipped file", begins: [0x1f, 0x8b] },
  { what: "an HDF5 file, as Keras writes (.h5)", begins: [0x89, ...text("HDF")] },
  { what: "a NumPy array (.npy)", begins: [0x93, ...text("NUMPY")] },
  { what: "a GGUF file", begins: text("GGUF") },
  { what: "a TensorFlow Lite file", begins: [...any(4), ...text("TFL3")] },
  { what: "a pickle, as Python and older PyTorch write (.pkl, .pt)", begins: [0x80, 2] },
  { what: "a pickle, as Python and older PyTorch write (.pkl, .pt)", begins: [0x80, 3] },
  { what: "a pickle, as Python and older PyTorch write (.pkl, .pt)", begins: [0x80, 4] },
  { what: "a pickle, as Python and older PyTorch write (.pkl, .pt)", begins: [0x80, 5] },
  { what: "text in UTF-16", begins: [0xff, 0xfe] },
  { what: "text in UTF-16", begins: [0xfe, 0xff] },
  { what: "a PDF document", begins: text("%PDF") },
  { what: "a program", begins: [0x7f, ...text("ELF")] },
  { what: "a SQLite database", begins: text("SQLite") },
  { what: "an IDX file of images or labels", begins: [0, 0, undefined, 1] },
  { what: "an IDX file of images or labels", begins: [0, 0, undefined, 3] },
  { what: "a BMP picture", begins: [...text("BM"), ...any(4), 0, 0, 0, 0] },
];

/** What ZIP archives are, by a name that they hold. */
const archives: readonly (readonly [name: string, what: string])[] = [
  ["data.pkl", "a PyTorch file (.pt, .pth)"],
  ["model.weights.h5", "a Keras file (.keras)"],
  [".npy", "NumPy arrays (.npz)"],
];

/**
 * What a file is, in words, where its first bytes tell: "a PNG picture"; undefined where they do not, and for safetensors.
 *
 * @example kindOfFile(Uint8Array.of(0x1f, 0x8b, 8)); // "a gzipped file"
 */
export function kindOfFile(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "an empty file";
  // The length that safetensors begin with may look like anything.
  if (bytes[7] === 0 && bytes[8] === 0x7b) return undefined;
  const found = kinds.find(({ begins }) => begins.every((byte, i) => byte === undefined || bytes[i] === byte));
  if (found !== undefined) return found.what;
  if (startsWith(bytes, [0x50, 0x4b])) return archiveOf(bytes);
  if (isOnnx(bytes)) return "an ONNX file (.onnx)";
  const words = beginningOf(bytes);
  if (/^\s*<(!doctype|html|\?xml|svg)/i.test(words)) return "a web page or XML";
  return undefined;
}

function startsWith(bytes: Uint8Array, begins: readonly number[]): boolean {
  return begins.every((byte, i) => bytes[i] === byte);
}

function beginningOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 4096));
}

function archiveOf(bytes: Uint8Array): string {
  // Names stand in full before each file, and again at the end.
  const words = beginningOf(bytes) + beginningOf(bytes.subarray(Math.max(0, bytes.length - 4096)));
  return archives.find(([name]) => words.includes(name))?.[1] ?? "a ZIP archive";
}

/** A protocol buffer that begins with a small version and then names the program that wrote it, as ONNX's do. */
function isOnnx(bytes: Uint8Array): boolean {
  if (bytes[0] !== 8 || bytes[1] > 20) return false;
  return /onnx|pytorch|tf2onnx|keras2onnx|skl2onnx/i.test(beginningOf(bytes.subarray(0, 200)));
}
