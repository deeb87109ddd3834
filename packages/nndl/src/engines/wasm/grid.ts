import type { Shape } from "../../layers/index.ts";
import type { EngineMemory } from "./memory.ts";
import { type Op, writeRecord } from "./ops.ts";

/** Rows and columns of zeros around a grid, which a convolution with padding reads. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export const noMargins: Margins = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * How an example's values lie in memory: [row][column][channel], channels padded to a multiple of four, perhaps within
 * margins of zeros. A row of units is a grid of one pixel. All distances are in bytes.
 */
export class Grid {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly margins: Margins;
  /** From a pixel to the next, from a row to the next, from an example to the next. */
  readonly column: number;
  readonly row: number;
  readonly stride: number;
  /** From where an example begins, margins and all, to its first pixel. */
  readonly origin: number;

  constructor(shape: Shape, margins: Margins, column: number, stride: number) {
    [this.channels, this.height, this.width] = shape.length === 3 ? [shape[0], shape[1], shape[2]] : [shape[0], 1, 1];
    this.margins = margins;
    this.column = column;
    this.row = column * (this.width + margins.left + margins.right);
    this.stride = stride;
    this.origin = margins.top * this.row + margins.left * column;
  }

  /** The usual grid. Examples lie an odd number of 64-byte lines apart, so that they fall into different cache sets. */
  static padded(shape: Shape, margins: Margins = noMargins): Grid {
    const [channels, height, width] = shape.length === 3 ? shape : [shape[0], 1, 1];
    const column = Math.ceil(channels / 4) * 16;
    const bytes = column * (width + margins.left + margins.right) * (height + margins.top + margins.bottom);
    return new Grid(shape, margins, column, (Math.ceil((bytes + 16) / 64) | 1) * 64);
  }

  /** A row of units. */
  static ofUnits(units: number, stride: number): Grid {
    return new Grid([units], noMargins, Math.ceil(units / 4) * 16, stride);
  }

  /** Floats of an example, between the margins or not, padding included. */
  get floats(): number {
    return (this.row * (this.height + this.margins.top + this.margins.bottom)) / 4;
  }

  /** Whether an example's values lie in the order channel, row, column, one after another. */
  get isPlain(): boolean {
    if (this.pixels === 1) return this.origin === 0;
    return this.channels === 1 && this.column === 4 && this.floats === this.pixels;
  }

  get pixels(): number {
    return this.height * this.width;
  }

  /** Where a value is that has this place in the order channel, row, column: in floats from the example's first. */
  place(index: number): number {
    const channel = Math.floor(index / this.pixels);
    const pixel = index % this.pixels;
    const [y, x] = [Math.floor(pixel / this.width), pixel % this.width];
    return (this.origin + y * this.row + x * this.column) / 4 + channel;
  }

  /** The record that kernels read; see packages/nndl/kernels/grid.ts. */
  write(memory: EngineMemory): number {
    const { channels, height, width, column, row, stride } = this;
    return writeRecord(memory, "Grid", { channels, height, width, column, row, stride });
  }
}

/** Values of a mini-batch, or their errors: a grid for each example. */
export class Values {
  readonly grid: Grid;
  /** Where the first example begins, margins and all. */
  readonly base: number;
  readonly #memory: EngineMemory;
  #record: number | undefined;

  constructor(grid: Grid, base: number, memory: EngineMemory) {
    this.grid = grid;
    this.base = base;
    this.#memory = memory;
  }

  static allocate(grid: Grid, rows: number, memory: EngineMemory, purpose: string): Values {
    // Some kernels read a little past the last example.
    return new Values(grid, memory.allocate(grid.stride * rows + 256, purpose), memory);
  }

  /** The first pixel of the first example. */
  get first(): number {
    return this.base + this.grid.origin;
  }

  get record(): number {
    this.#record ??= this.grid.write(this.#memory);
    return this.#record;
  }

  /** Copies rows in the order channel, row, column from or to here. */
  convert(name: "gridFromPlain" | "plainFromGrid", plain: number, plainStride: number): Op {
    return { name, fields: { grid: this.record, address: this.first, plain, plainStride } };
  }
}
