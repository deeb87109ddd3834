import { type DropoutSpec, sizeOf } from "../../../layers/index.ts";
import { streamKey } from "../../../random/index.ts";
import type { Op } from "../ops.ts";
import { PassingStage, type StagePlace } from "./grid-stage.ts";
import { type ErrorMemory, inTraining, type Purpose } from "./stage.ts";

/** Dropout: masks drawn in memory by the kernels, from the layer's own stream of chance. */
export class DropoutStage extends PassingStage {
  readonly #spec: DropoutSpec;
  readonly #size: number;
  #masks: number | undefined;
  #room: number | undefined;

  constructor(place: StagePlace) {
    super(place);
    this.#spec = place.layer.spec as DropoutSpec;
    this.#size = sizeOf(place.layer.input);
  }

  override sparse(purpose: Purpose): boolean {
    return (inTraining(purpose) && this.#spec.rate >= 0.25) || super.sparse(purpose);
  }

  forward(purpose: Purpose): readonly Op[] {
    const masked = inTraining(purpose);
    const apply = { ...this.grids, ...this.#multiply(masked) };
    return [
      ...(masked ? [{ name: "drawMasks", fields: this.#drawing() } as const] : []),
      { name: "applyMasks", fields: apply },
    ];
  }

  backward(purpose: Purpose, below: ErrorMemory | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = this.errors.raw();
    const target = below.raw();
    const apply = {
      ...{ from: errors.record, input: errors.first, to: target.record, output: target.first },
      ...this.#multiply(inTraining(purpose)),
    };
    return [{ name: "applyMasks", fields: apply }, ...below.afterRaw()];
  }

  #multiply(masked: boolean) {
    const { rate, form, per } = this.#spec;
    const scale = masked ? (form === "inverted" ? 1 / (1 - rate) : 1) : form === "book" ? 1 - rate : 1;
    const same = per === "mini-batch" ? 1 : 0;
    return { size: this.#size, mask: masked ? this.#masksAt() : 0, same, masked: masked ? 1 : 0, scale };
  }

  #drawing() {
    const { rate, per } = this.#spec;
    const { memory, seed } = this.planMemory;
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
    this.#masks ??= this.planMemory.memory.allocate(this.#size * this.planMemory.errorRows + 64, "masks");
    return this.#masks;
  }
}
