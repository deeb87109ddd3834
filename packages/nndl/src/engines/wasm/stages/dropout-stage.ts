import type { DropoutSpec } from "../../../layers/index.ts";
import { sizeOf } from "../../../layers/index.ts";
import type { PlacedLayer } from "../../../network/index.ts";
import { streamKey } from "../../../random/index.ts";
import { Grid, type Margins, Values } from "../grid.ts";
import type { Op } from "../ops.ts";
import type { Workshop } from "../workshop.ts";
import { GridErrors } from "./errors.ts";
import { type ErrorHome, inTraining, type Purpose, type Stage } from "./stage.ts";

/** Dropout: masks drawn in memory by the kernels, from the layer's own stream of chance. */
export class DropoutStage implements Stage {
  readonly index: number;
  readonly multiplyAdds = 0;
  readonly activation = "linear";
  readonly output: Values;
  readonly errors: GridErrors;
  readonly parameters = [];
  readonly unfused = [];
  readonly #spec: DropoutSpec;
  readonly #size: number;
  readonly #input: Values;
  readonly #workshop: Workshop;
  readonly #below: Stage | undefined;
  #masks: number | undefined;
  #room: number | undefined;

  constructor(layer: PlacedLayer, input: Values, below: Stage | undefined, margins: Margins, workshop: Workshop) {
    this.index = layer.index;
    this.#spec = layer.spec as DropoutSpec;
    this.#size = sizeOf(layer.input);
    this.#input = input;
    this.#below = below;
    this.#workshop = workshop;
    this.output = Values.allocate(Grid.padded(layer.output, margins), workshop.rows, workshop.memory, "activations");
    this.errors = new GridErrors(this.output, "linear", workshop);
  }

  sparse(purpose: Purpose): boolean {
    return (inTraining(purpose) && this.#spec.rate >= 0.25) || (this.#below?.sparse(purpose) ?? false);
  }

  forward(purpose: Purpose): readonly Op[] {
    const masked = inTraining(purpose);
    const apply = {
      ...{ from: this.#input.record, input: this.#input.first, to: this.output.record, output: this.output.first },
      ...this.#multiply(masked),
    };
    return [
      ...(masked ? [{ name: "drawMasks", fields: this.#drawing() } as const] : []),
      { name: "applyMasks", fields: apply },
    ];
  }

  backward(purpose: Purpose, below: ErrorHome | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = this.errors.raw();
    const target = below.raw();
    const apply = {
      ...{ from: errors.record, input: errors.first, to: target.record, output: target.first },
      ...this.#multiply(inTraining(purpose)),
    };
    return [{ name: "applyMasks", fields: apply }, ...below.afterRaw()];
  }

  afterUpdate(): readonly Op[] {
    return [];
  }

  #multiply(masked: boolean) {
    const { rate, form, per } = this.#spec;
    const scale = masked ? (form === "inverted" ? 1 / (1 - rate) : 1) : form === "book" ? 1 - rate : 1;
    const same = per === "mini-batch" ? 1 : 0;
    return { size: this.#size, mask: masked ? this.#masksAt() : 0, same, masked: masked ? 1 : 0, scale };
  }

  #drawing() {
    const { rate, per } = this.#spec;
    const { memory, seed } = this.#workshop;
    this.#room ??= memory.allocate(per === "mini-batch" ? 16 + this.#size * 4 : 16, "masks");
    const { key, name } = streamKey(seed, `dropout/layers.${this.index}`);
    return {
      ...this.#multiply(true),
      // A word is kept below (1 − rate)·2³²: not above the largest whole number that is.
      limit: Math.ceil((1 - rate) * 2 ** 32) - 1,
      dropped: Math.round(rate * this.#size),
      ...{ key0: key[0], key1: key[1], name0: name[0], name1: name[1] },
      room: this.#room,
    };
  }

  #masksAt(): number {
    this.#masks ??= this.#workshop.memory.allocate(this.#size * this.#workshop.errorRows + 64, "masks");
    return this.#masks;
  }
}
