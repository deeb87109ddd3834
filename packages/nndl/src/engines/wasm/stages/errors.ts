/** Where errors are kept: of dense layers in panels and transposed, of all others as their values. */
import { Grid, Values } from "../grid.ts";
import { paddedUnits } from "../layout.ts";
import type { Op } from "../ops.ts";
import type { Workshop } from "../workshop.ts";
import type { Activated } from "./activated.ts";
import type { DirectErrors, ErrorHome } from "./stage.ts";

/** Errors in panels of 16 units, and transposed, as dense layers read them. Memory is taken when it is first needed. */
export class PanelErrors implements ErrorHome {
  readonly #of: Activated;
  readonly #workshop: Workshop;
  readonly #units: number;
  #panels: { readonly delta: number; readonly deltaT: number; readonly rows: number } | undefined;
  #raw: Values | undefined;

  constructor(of: Activated, workshop: Workshop) {
    this.#of = of;
    this.#workshop = workshop;
    this.#units = of.output.grid.channels;
  }

  get panels() {
    const floats = paddedUnits(this.#units) * this.#workshop.errorRows;
    this.#panels ??= {
      delta: this.#workshop.floats(floats, "errors"),
      deltaT: this.#workshop.floats(floats, "errors"),
      rows: this.#workshop.errorRows,
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
    this.#raw ??= Values.allocate(this.#of.output.grid, this.#workshop.errorRows, this.#workshop.memory, "errors");
    return this.#raw;
  }

  afterRaw(): readonly Op[] {
    return [
      {
        name: "turnErrors",
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
export class GridErrors implements ErrorHome {
  readonly #of: Activated;
  readonly #workshop: Workshop;
  #values: Values | undefined;

  constructor(of: Activated, workshop: Workshop) {
    this.#of = of;
    this.#workshop = workshop;
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
    this.#values ??= Values.allocate(this.#of.output.grid, this.#workshop.errorRows, this.#workshop.memory, "errors");
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
export class InputErrors implements ErrorHome {
  readonly rows: Values;
  readonly #values: Values;

  /** `input` is what the first stage reads; errors first lie as that does. */
  constructor(input: Values, size: number, workshop: Workshop) {
    const plain = Grid.padded([size]);
    this.#values = Values.allocate(input.grid, workshop.errorRows, workshop.memory, "errors");
    this.rows = input.grid.isPlain
      ? this.#values
      : Values.allocate(plain, workshop.errorRows, workshop.memory, "errors");
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
