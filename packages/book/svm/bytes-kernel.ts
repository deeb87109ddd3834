/** The kernel between examples of bytes, by exact distances. */
import type { Dataset } from "nndl";
import { type Bounds, type Kernel, lengthsOf } from "./kernel.ts";
import { PackedBytes } from "./packed-bytes.ts";
import { WholeGaussian } from "./whole-gaussian.ts";

/** Examples with more bytes than this may be so far apart that the sum of two squares has more than 31 bits. */
const largestSize = Math.floor((2 ** 31 - 1) / (2 * 255 ** 2));

/** Whether both are bytes of one scale, few enough and short enough for whole numbers of 32 bits. */
export function fitsBytes(queries: Dataset, examples: Dataset): boolean {
  return (
    queries.features instanceof Uint8Array &&
    examples.features instanceof Uint8Array &&
    queries.scale === examples.scale &&
    examples.size <= largestSize &&
    examples.count <= PackedBytes.mostExamples
  );
}

/** ‖x − y‖² = x·x + y·y − 2 x·y, in whole numbers, which nothing rounds. */
export class BytesKernel implements Kernel {
  readonly #queries: Dataset;
  readonly #blocks: readonly PackedBytes[];
  readonly #gaussian: WholeGaussian;
  readonly #products: Int32Array;

  constructor(queries: Dataset, examples: Dataset, bounds: Bounds, gamma: number) {
    this.#queries = queries;
    this.#blocks = lengthsOf(bounds).map((_, i) => new PackedBytes(examples, bounds[i], bounds[i + 1]));
    this.#gaussian = new WholeGaussian(gamma, examples.scale, examples.size * 255 ** 2);
    this.#products = new Int32Array(Math.max(...lengthsOf(bounds)));
  }

  fill(query: number, block: number, into: Float64Array): void {
    const { size, features } = this.#queries;
    const packed = this.#blocks[block];
    this.#products.fill(0, 0, packed.count);
    const square = packed.addProducts(features.subarray(query * size, (query + 1) * size), this.#products);
    this.#gaussian.fill(square, packed.squares, this.#products, into);
  }
}
