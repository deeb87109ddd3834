/** For tests: small data sets as IDX files, made by rule. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallData {
  readonly training?: number;
  readonly test?: number;
  readonly height?: number;
  readonly width?: number;
  readonly classes?: number;
  /** Whether its examples stand in the order of their classes. */
  readonly sorted?: boolean;
}

/** Writes four IDX files into a directory: each image is bright in the stripe that its class is, and noisy elsewhere. */
export function writeSmallData(directory: string, data: SmallData = {}): string {
  const { training = 120, test = 40, height = 6, width = 5, classes = 3, sorted = false } = data;
  mkdirSync(directory, { recursive: true });
  for (const [name, count, offset] of [
    ["train", training, 0],
    ["t10k", test, 7919],
  ] as const) {
    const labels = Array.from({ length: count }, (_, i) => (i * 7 + offset) % classes);
    if (sorted) labels.sort((a, b) => a - b);
    const pixels = labels.flatMap((label, i) =>
      Array.from(
        { length: height * width },
        // No two are equal: three pixels in a row have the digits of the image's number, to the base 56.
        (_, j) => (j % classes === label ? 200 : 0) + ((Math.floor((i + offset) / 56 ** (j % 3)) + j * 17) % 56),
      ),
    );
    writeFileSync(join(directory, `${name}-images-idx3-ubyte`), idx([count, height, width], pixels));
    writeFileSync(join(directory, `${name}-labels-idx1-ubyte`), idx([count], labels));
  }
  return directory;
}

/** A new empty directory. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), "nndl-test-"));
}

function idx(dims: readonly number[], values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * dims.length + values.length);
  bytes.set([0, 0, 8, dims.length]);
  const view = new DataView(bytes.buffer);
  dims.forEach((dim, i) => {
    view.setUint32(4 + 4 * i, dim);
  });
  bytes.set(values, 4 + 4 * dims.length);
  return bytes;
}
