/** Layers that only rearrange: flattening, and zeros around an image. */
import type { PlacedLayer } from "../../../network/index.ts";
import { Grid, type Margins, Values } from "../grid.ts";
import type { Op } from "../ops.ts";
import type { Workshop } from "../workshop.ts";
import { GridErrors } from "./errors.ts";
import type { ErrorHome, Purpose, Stage } from "./stage.ts";

/** Values in the order channel, row, column. */
export class FlattenStage implements Stage {
  readonly index: number;
  readonly multiplyAdds = 0;
  readonly activation = "linear";
  readonly output: Values;
  readonly errors: GridErrors;
  readonly parameters = [];
  readonly unfused = [];
  readonly #input: Values;
  readonly #below: Stage | undefined;

  constructor(layer: PlacedLayer, input: Values, below: Stage | undefined, workshop: Workshop) {
    this.index = layer.index;
    this.#input = input;
    this.#below = below;
    this.output = Values.allocate(Grid.padded(layer.output), workshop.rows, workshop.memory, "activations");
    this.errors = new GridErrors(this.output, "linear", workshop);
  }

  sparse(purpose: Purpose): boolean {
    return this.#below?.sparse(purpose) ?? false;
  }

  forward(): readonly Op[] {
    return [this.#input.convert("plainFromGrid", this.output.base, this.output.grid.stride)];
  }

  backward(_purpose: Purpose, below: ErrorHome | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = this.errors.raw();
    return [below.raw().convert("gridFromPlain", errors.base, errors.grid.stride), ...below.afterRaw()];
  }

  afterUpdate(): readonly Op[] {
    return [];
  }
}

/** A larger image with zeros at its sides: these are never written. */
export class PadStage implements Stage {
  readonly index: number;
  readonly multiplyAdds = 0;
  readonly activation = "linear";
  readonly output: Values;
  readonly errors: GridErrors;
  readonly parameters = [];
  readonly unfused = [];
  readonly #input: Values;
  readonly #below: Stage | undefined;
  readonly #shift: { readonly rowStep: number; readonly columnStep: number };

  constructor(layer: PlacedLayer, input: Values, below: Stage | undefined, margins: Margins, workshop: Workshop) {
    this.index = layer.index;
    this.#input = input;
    this.#below = below;
    const [top, , , left] = layer.spec.type === "zeroPad2d" ? layer.spec.padding : [0, 0, 0, 0];
    this.#shift = { rowStep: top, columnStep: left };
    this.output = Values.allocate(Grid.padded(layer.output, margins), workshop.rows, workshop.memory, "activations");
    this.errors = new GridErrors(this.output, "linear", workshop);
  }

  sparse(purpose: Purpose): boolean {
    return this.#below?.sparse(purpose) ?? false;
  }

  forward(): readonly Op[] {
    return [{ name: "copyGrid", fields: this.#fields() }];
  }

  backward(_purpose: Purpose, below: ErrorHome | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = { delta: this.errors.raw().first, below: below.raw().first };
    return [{ name: "copyBack", fields: { ...this.#fields(), ...errors } }, ...below.afterRaw()];
  }

  afterUpdate(): readonly Op[] {
    return [];
  }

  #fields() {
    const from = { from: this.#input.record, input: this.#input.first };
    return { ...this.#shift, ...from, to: this.output.record, output: this.output.first };
  }
}
