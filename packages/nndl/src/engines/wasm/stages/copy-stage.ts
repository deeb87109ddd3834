/** Layers that only rearrange: flattening, and zeros around an image. */
import type { ZeroPad2dSpec } from "../../../layers/index.ts";
import type { Op } from "../ops.ts";
import { PassingStage, type StagePlace } from "./grid-stage.ts";
import type { ErrorMemory, Purpose } from "./stage.ts";

/** Values in the order channel, row, column. */
export class FlattenStage extends PassingStage {
  forward(): readonly Op[] {
    return [this.input.convert("plainFromGrid", this.output.base, this.output.grid.stride)];
  }

  backward(_purpose: Purpose, below: ErrorMemory | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = this.errors.raw();
    return [below.raw().convert("gridFromPlain", errors.base, errors.grid.stride), ...below.afterRaw()];
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
