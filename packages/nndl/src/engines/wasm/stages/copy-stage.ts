/** Layers that only rearrange: flattening, and zeros around an image. */
import { isSequence, type ZeroPad2dSpec } from "../../../layers/index.ts";
import type { Values } from "../grid.ts";
import type { Op } from "../ops.ts";
import { PassingStage, type StagePlace } from "./grid-stage.ts";
import type { ErrorMemory, Purpose } from "./stage.ts";

/** Values in the order channel, row, column; of a sequence, step after step. */
export class FlattenStage extends PassingStage {
  readonly #sequence: { readonly steps: number; readonly features: number } | undefined;

  constructor(place: StagePlace) {
    super(place);
    const { input } = place.layer;
    this.#sequence = isSequence(input) ? { steps: input[0], features: input[1] } : undefined;
  }

  forward(): readonly Op[] {
    if (this.#sequence !== undefined) return [this.#steps("flattenSteps", this.input, this.output)];
    return [this.input.convert("plainFromGrid", this.output.base, this.output.grid.stride)];
  }

  backward(_purpose: Purpose, below: ErrorMemory | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = this.errors.raw();
    if (this.#sequence !== undefined) return [this.#steps("unflattenSteps", below.raw(), errors), ...below.afterRaw()];
    return [below.raw().convert("gridFromPlain", errors.base, errors.grid.stride), ...below.afterRaw()];
  }

  #steps(name: "flattenSteps" | "unflattenSteps", rows: Values, plain: Values): Op {
    const { lengths } = this.planMemory;
    const to = { plain: plain.base, plainStride: plain.grid.stride };
    return { name, fields: { ...this.#sequence, ...to, rows: rows.first, row: rows.grid.stride, lengths } };
  }
}

/** A larger image with zeros at its sides: these are never written. */
export class PadStage extends PassingStage {
  readonly #shift: { readonly rowStep: number; readonly columnStep: number };

  constructor(place: StagePlace) {
    super(place);
    const [top, , , left] = (place.layer.spec as ZeroPad2dSpec).padding;
    this.#shift = { rowStep: top, columnStep: left };
  }

  forward(): readonly Op[] {
    return [{ name: "copyGrid", fields: { ...this.#shift, ...this.grids } }];
  }

  backward(_purpose: Purpose, below: ErrorMemory | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = { delta: this.errors.raw().first, below: below.raw().first };
    return [{ name: "copyBack", fields: { ...this.#shift, ...this.grids, ...errors } }, ...below.afterRaw()];
  }
}
