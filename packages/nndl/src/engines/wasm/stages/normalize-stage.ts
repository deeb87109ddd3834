/** Batch normalization, and local response normalization. */
import type { BatchNormSpec, LocalResponseNormSpec } from "../../../layers/index.ts";
import type { Op } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import { channelParameter } from "./biases.ts";
import { GridStage, type StagePlace } from "./grid-stage.ts";
import { type ErrorMemory, type GradientMemory, goesBack, inTraining, type Purpose } from "./stage.ts";

export class BatchNormStage extends GridStage {
  override readonly parameters: readonly PackedParameter[];
  readonly #spec: BatchNormSpec;
  readonly #frozen: boolean;
  readonly #at: Readonly<Record<"scale" | "shift" | "mean" | "variance" | "center" | "inverse" | "spread", number>>;

  constructor(place: StagePlace) {
    super(place);
    const { layer, planMemory } = place;
    this.#spec = layer.spec as BatchNormSpec;
    this.#frozen = place.frozen;
    const [channels] = layer.output;
    const array = () => planMemory.floats(Math.ceil(channels / 4) * 4, "statistics");
    this.#at = {
      ...{ scale: array(), shift: array(), mean: array(), variance: array() },
      ...{ center: array(), inverse: array(), spread: array() },
    };
    const parameter = (name: "scale" | "shift" | "mean" | "variance", trained: boolean) =>
      channelParameter(layer, name, channels, this.#at[name], trained && !place.frozen);
    this.parameters = [
      ...[parameter("scale", true), parameter("shift", true)],
      ...[parameter("mean", false), parameter("variance", false)],
    ];
  }

  forward(purpose: Purpose, last: boolean): readonly Op[] {
    const { fields, after } = this.activated.ending(last);
    return [{ name: "batchNormForward", fields: { ...this.#fields(purpose), ...fields } }, ...after];
  }

  backward(purpose: Purpose, below: ErrorMemory | undefined, gradients: GradientMemory): readonly Op[] {
    if (!goesBack(purpose)) return [];
    const [scale, shift] = this.parameters;
    const fields = {
      ...this.#fields(purpose),
      ...{ delta: this.errors.raw().first, below: below?.raw().first ?? 0 },
      ...{ scaleGradient: gradients.addressOf(scale), shiftGradient: gradients.addressOf(shift) },
    };
    return [{ name: "batchNormBackward", fields }, ...(below?.afterRaw() ?? [])];
  }

  override afterUpdate(training: boolean): readonly Op[] {
    return training && !this.#frozen
      ? [{ name: "batchNormSettle", noBarrier: true, fields: this.#fields("train") }]
      : [];
  }

  #fields(purpose: Purpose) {
    return {
      ...this.grids,
      ...this.#at,
      ...{
        training: inTraining(purpose) && !this.#frozen ? 1 : 0,
        epsilon: this.#spec.epsilon,
        momentum: this.#spec.momentum,
      },
    };
  }
}

export class ResponseNormStage extends GridStage {
  readonly #spec: LocalResponseNormSpec;
  /** Rows of channels with margins that must be zeros: not shared with other stages. */
  readonly #room: { readonly room: number; readonly roomBytes: number };

  constructor(place: StagePlace) {
    super(place);
    const { layer, planMemory } = place;
    this.#spec = layer.spec as LocalResponseNormSpec;
    const padded = (n: number) => Math.ceil(n / 4) * 4;
    const roomBytes = Math.ceil((2 * (padded(layer.output[0]) + 2 * padded(this.#spec.size)) * 4 + 64) / 64) * 64;
    this.#room = { room: planMemory.memory.allocate(roomBytes * planMemory.threads, "working room"), roomBytes };
  }

  forward(): readonly Op[] {
    return [{ name: "responseForward", fields: this.#fields() }];
  }

  backward(_purpose: Purpose, below: ErrorMemory | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = { delta: this.errors.raw().first, below: below.raw().first };
    return [{ name: "responseBackward", fields: { ...this.#fields(), ...errors } }, ...below.afterRaw()];
  }

  #fields() {
    const { size, alpha, beta, bias } = this.#spec;
    return {
      ...this.grids,
      ...{ size, before: Math.floor(size / 2), alpha, beta, bias, ...this.#room },
    };
  }
}
