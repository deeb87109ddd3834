/** Where errors are kept: of dense layers in panels and in columns, of all others as their values. */
import { isSequence, type Shape, sizeOf } from "../../../layers/index.ts";
import { Grid, Values } from "../grid.ts";
import { paddedUnits } from "../layout.ts";
import { type Op, timed } from "../ops.ts";
import type { PlanMemory } from "../plan-memory.ts";
import type { Activated } from "./activated.ts";
import type { DirectErrors, ErrorMemory } from "./stage.ts";

/** Errors in panels of 16 units, and in columns of eight examples, as dense layers read them. Memory is taken when it is first needed. */
export class PanelErrors implements ErrorMemory {
  readonly #of: Activated;
  readonly #planMemory: PlanMemory;
  readonly #units: number;
  #panels: { readonly delta: number; readonly deltaT: number; readonly rows: number } | undefined;
  #raw: Values | undefined;

  constructor(of: Activated, planMemory: PlanMemory) {
    this.#of = of;
    this.#planMemory = planMemory;
    this.#units = of.output.grid.channels;
  }

  get panels() {
    const floats = paddedUnits(this.#units) * this.#planMemory.errorRows;
    this.#panels ??= {
      delta: this.#planMemory.floats(floats, "errors"),
      deltaT: this.#planMemory.floats(floats, "errors"),
      rows: this.#planMemory.errorRows,
    };
    return this.#panels;
  }

  direct(): DirectErrors {
    const { delta, deltaT, rows } = this.panels;
    return {
      ...{ below: delta, belowT: deltaT, belowRow: 64, belowPanel: rows * 64 },
      activation: this.#of.code,
      input: this.#of.slopesFrom.first,
      inputStride: this.#of.output.grid.stride / 4,
    };
  }

  afterDirect(): readonly Op[] {
    if (this.#of.activation !== "softmax") return [];
    const stride = this.#of.output.grid.stride / 4;
    const fields = { units: this.#units, a: this.#of.output.first, stride, ...this.panels };
    return timed([{ name: "softmaxBackward", fields }], this.#planMemory.times);
  }

  raw(): Values {
    this.#raw ??= Values.allocate(this.#of.output.grid, this.#planMemory.errorRows, this.#planMemory.memory, "errors");
    return this.#raw;
  }

  afterRaw(): readonly Op[] {
    const transposing: Op = {
      name: "transposeErrors",
      fields: {
        activation: this.#of.code,
        units: this.#units,
        a: this.#of.slopesFrom.first,
        errors: this.raw().first,
        stride: this.#of.output.grid.stride,
        ...this.panels,
      },
    };
    return [...timed([transposing], this.#planMemory.times), ...this.afterDirect()];
  }
}

/** Errors that lie as the values they belong to. */
export class GridErrors implements ErrorMemory {
  readonly #of: Activated;
  readonly #planMemory: PlanMemory;
  #values: Values | undefined;

  constructor(of: Activated, planMemory: PlanMemory) {
    this.#of = of;
    this.#planMemory = planMemory;
  }

  direct(): DirectErrors {
    const { base, grid } = this.raw();
    return {
      ...{ below: base, belowT: 0, belowRow: grid.stride, belowPanel: 64 },
      activation: this.#of.code,
      input: this.#of.slopesFrom.base,
      inputStride: this.#of.output.grid.stride / 4,
    };
  }

  afterDirect(): readonly Op[] {
    return this.#of.activation === "softmax" ? timed([this.#softmax()], this.#planMemory.times) : [];
  }

  raw(): Values {
    this.#values ??= Values.allocate(
      this.#of.output.grid,
      this.#planMemory.errorRows,
      this.#planMemory.memory,
      "errors",
    );
    return this.#values;
  }

  afterRaw(): readonly Op[] {
    if (this.#of.activation === "softmax") return this.afterDirect();
    if (this.#of.activation === "linear") return [];
    const { base, grid } = this.raw();
    const fields = {
      ...{ activation: this.#of.code, a: this.#of.slopesFrom.base, delta: base, stride: grid.stride },
    };
    return timed([{ name: "applySlope", fields }], this.#planMemory.times);
  }

  #softmax(): Op {
    const { record, first } = this.#of.output;
    return { name: "gridSoftmaxBackward", fields: { grid: record, a: first, delta: this.raw().first } };
  }
}

/** Errors of the network's inputs, wanted by no layer: rows in the order channel, row, column. */
export class InputErrors implements ErrorMemory {
  readonly rows: Values;
  readonly #values: Values;
  readonly #times: number;

  /** `input` is what the first stage reads, of that shape; errors first lie as that does, or with room between. */
  constructor(input: Values, shape: Shape, planMemory: PlanMemory) {
    const { times, errorRows, memory } = planMemory;
    const size = sizeOf(shape) / times;
    this.#times = times;
    // Kernels write four errors at once; the rows of a sequence's steps follow one another without a gap.
    const gapless = isSequence(shape);
    const grid = gapless ? Grid.padded([size]) : input.grid;
    this.#values = Values.allocate(grid, errorRows, memory, "errors");
    const plain = gapless ? Grid.ofUnits(size, size * 4) : Grid.padded([size]);
    this.rows = !gapless && grid.isPlain ? this.#values : Values.allocate(plain, errorRows, memory, "errors");
  }

  /** Where the errors of an example begin. */
  rowOf(example: number): number {
    return this.rows.base + example * this.#times * this.rows.grid.stride;
  }

  direct(): DirectErrors {
    const { base, grid } = this.#values;
    return { below: base, belowT: 0, belowRow: grid.stride, belowPanel: 64, activation: 0, input: 0, inputStride: 0 };
  }

  afterDirect(): readonly Op[] {
    return this.afterRaw();
  }

  raw(): Values {
    return this.#values;
  }

  afterRaw(): readonly Op[] {
    if (this.rows === this.#values) return [];
    return timed([this.#values.convert("plainFromGrid", this.rows.base, this.rows.grid.stride)], this.#times);
  }
}
