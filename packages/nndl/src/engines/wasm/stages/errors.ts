/** Where errors are kept: of dense layers in panels and transposed, of all others as their values. */
import { Grid, Values } from "../grid.ts";
import { paddedUnits } from "../layout.ts";
import type { Op } from "../ops.ts";
import type { PlanMemory } from "../plan-memory.ts";
import type { Activated } from "./activated.ts";
import type { DirectErrors, ErrorMemory } from "./stage.ts";

/** Errors in panels of 16 units, and transposed, as dense layers read them. Memory is taken when it is first needed. */
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
    return [
      { name: "softmaxBackward", fields: { units: this.#units, a: this.#of.output.first, stride, ...this.panels } },
    ];
  }

  raw(): Values {
    this.#raw ??= Values.allocate(this.#of.output.grid, this.#planMemory.errorRows, this.#planMemory.memory, "errors");
    return this.#raw;
  }

  afterRaw(): readonly Op[] {
    return [
      {
        name: "transposeErrors",
        fields: {
          activation: this.#of.code,
          units: this.#units,
          a: this.#of.slopesFrom.first,
          errors: this.raw().first,
          stride: this.#of.output.grid.stride,
          ...this.panels,
        },
      },
      ...this.afterDirect(),
    ];
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
    return this.#of.activation === "softmax" ? [this.#softmax()] : [];
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
    if (this.#of.activation === "softmax") return [this.#softmax()];
    if (this.#of.activation === "linear") return [];
    const { base, grid } = this.raw();
    const fields = {
      ...{ activation: this.#of.code, a: this.#of.slopesFrom.base, delta: base, stride: grid.stride },
    };
    return [{ name: "applySlope", fields }];
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

  /** `input` is what the first stage reads; errors first lie as that does. */
  constructor(input: Values, size: number, planMemory: PlanMemory) {
    const plain = Grid.padded([size]);
    this.#values = Values.allocate(input.grid, planMemory.errorRows, planMemory.memory, "errors");
    this.rows = input.grid.isPlain
      ? this.#values
      : Values.allocate(plain, planMemory.errorRows, planMemory.memory, "errors");
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
    return [this.#values.convert("plainFromGrid", this.rows.base, this.rows.grid.stride)];
  }
}
