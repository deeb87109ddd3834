/** Pooling on its own, with the bias and activation of the convolution before it where the book's order asks for that. */
import type { Pair } from "../../../layers/index.ts";
import type { PoolingName } from "../../../layers/pooling.ts";
import { poolRules } from "../codes.ts";
import type { Op } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import { biasParameter } from "./biases.ts";
import { GridStage, type StagePlace } from "./grid-stage.ts";
import { type ErrorMemory, type GradientMemory, learns, type Purpose } from "./stage.ts";

export interface Pooling {
  readonly rule: PoolingName;
  readonly window: Pair;
  readonly step: Pair;
  readonly biased: boolean;
}

export class PoolStage extends GridStage {
  override readonly parameters: readonly PackedParameter[];
  readonly #pooling: Pooling;

  constructor(place: StagePlace, pooling: Pooling) {
    super(place);
    this.#pooling = pooling;
    const { layer, planMemory, frozen } = place;
    const [channels] = layer.output;
    this.parameters = pooling.biased
      ? [biasParameter(layer, channels, planMemory.floats(Math.ceil(channels / 4) * 4 + 16, "biases"), !frozen)]
      : [];
  }

  forward(_purpose: Purpose, last: boolean): readonly Op[] {
    const { fields, after } = this.activated.ending(last);
    return [{ name: "poolForward", fields: { ...this.#fields(), ...fields } }, ...after];
  }

  backward(purpose: Purpose, below: ErrorMemory | undefined, gradients: GradientMemory): readonly Op[] {
    const fields = { ...this.#fields(), delta: this.errors.raw().first };
    return [
      ...(below === undefined
        ? []
        : [{ name: "poolBackward", fields: { ...fields, below: below.raw().first } } as const, ...below.afterRaw()]),
      ...(learns(purpose) ? this.unfused : []).map((biases): Op => {
        const noBarrier = below !== undefined;
        return {
          name: "poolBiasGradient",
          noBarrier,
          fields: { ...fields, biasGradient: gradients.addressOf(biases) },
        };
      }),
    ];
  }

  #fields() {
    const { rule, window, step } = this.#pooling;
    return {
      rule: poolRules[rule],
      ...{ windowHeight: window[0], windowWidth: window[1], rowStep: step[0], columnStep: step[1] },
      ...this.grids,
      biases: this.parameters[0]?.address ?? 0,
    };
  }
}
