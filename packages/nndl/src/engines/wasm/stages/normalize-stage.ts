/** Batch normalization, and local response normalization. */
import type { ActivationName } from "../../../functions/index.ts";
import { activationOf, type BatchNormSpec, type LocalResponseNormSpec } from "../../../layers/index.ts";
import type { PlacedLayer } from "../../../network/index.ts";
import { Grid, type Margins, Values } from "../grid.ts";
import { activationCodes, type Op } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import type { Workshop } from "../workshop.ts";
import { channelParameter } from "./biases.ts";
import { GridErrors } from "./errors.ts";
import { type ErrorHome, type GradientHome, goesBack, inTraining, type Purpose, type Stage } from "./stage.ts";

export class BatchNormStage implements Stage {
  readonly index: number;
  readonly multiplyAdds = 0;
  readonly activation: ActivationName;
  readonly output: Values;
  readonly errors: GridErrors;
  readonly parameters: readonly PackedParameter[];
  readonly unfused: readonly PackedParameter[];
  readonly #spec: BatchNormSpec;
  readonly #input: Values;
  readonly #at: Readonly<Record<"scale" | "shift" | "mean" | "variance" | "center" | "inverse" | "spread", number>>;

  constructor(layer: PlacedLayer, input: Values, margins: Margins, workshop: Workshop) {
    const spec = layer.spec as BatchNormSpec;
    this.index = layer.index;
    this.#spec = spec;
    this.#input = input;
    this.activation = activationOf(spec);
    this.output = Values.allocate(Grid.padded(layer.output, margins), workshop.rows, workshop.memory, "activations");
    this.errors = new GridErrors(this.output, this.activation, workshop);
    const [channels] = layer.output;
    const array = () => workshop.floats(Math.ceil(channels / 4) * 4, "statistics");
    this.#at = {
      ...{ scale: array(), shift: array(), mean: array(), variance: array() },
      ...{ center: array(), inverse: array(), spread: array() },
    };
    const parameter = (name: "scale" | "shift" | "mean" | "variance", trained: boolean) =>
      channelParameter(layer, name, channels, this.#at[name], trained);
    this.unfused = [parameter("scale", true), parameter("shift", true)];
    this.parameters = [...this.unfused, parameter("mean", false), parameter("variance", false)];
  }

  sparse(): boolean {
    return this.activation === "relu";
  }

  forward(purpose: Purpose, last: boolean): readonly Op[] {
    const softmax = this.activation === "softmax";
    const activation = last || softmax ? 0 : activationCodes[this.activation];
    const normalize: Op = { name: "batchNormForward", fields: { ...this.#fields(purpose), activation } };
    if (last || !softmax) return [normalize];
    return [normalize, { name: "gridSoftmax", fields: { grid: this.output.record, a: this.output.first } }];
  }

  backward(purpose: Purpose, below: ErrorHome | undefined, gradients: GradientHome): readonly Op[] {
    if (!goesBack(purpose)) return [];
    const [scale, shift] = this.unfused;
    const fields = {
      ...this.#fields(purpose),
      ...{ delta: this.errors.raw().first, below: below?.raw().first ?? 0 },
      ...{ scaleGradient: gradients.addressOf(scale), shiftGradient: gradients.addressOf(shift) },
    };
    return [{ name: "batchNormBackward", fields }, ...(below?.afterRaw() ?? [])];
  }

  afterUpdate(training: boolean): readonly Op[] {
    return training ? [{ name: "batchNormSettle", apart: true, fields: this.#fields("train") }] : [];
  }

  #fields(purpose: Purpose) {
    return {
      ...{ from: this.#input.record, input: this.#input.first, to: this.output.record, output: this.output.first },
      ...this.#at,
      ...{ training: inTraining(purpose) ? 1 : 0, epsilon: this.#spec.epsilon, momentum: this.#spec.momentum },
    };
  }
}

export class ResponseNormStage implements Stage {
  readonly index: number;
  readonly multiplyAdds = 0;
  readonly activation = "linear";
  readonly output: Values;
  readonly errors: GridErrors;
  readonly parameters = [];
  readonly unfused = [];
  readonly #spec: LocalResponseNormSpec;
  readonly #input: Values;
  /** Rows of channels with margins that must be zeros: not shared with other stages. */
  readonly #room: { readonly room: number; readonly roomBytes: number };

  constructor(layer: PlacedLayer, input: Values, margins: Margins, workshop: Workshop) {
    const spec = layer.spec as LocalResponseNormSpec;
    this.index = layer.index;
    this.#spec = spec;
    this.#input = input;
    this.output = Values.allocate(Grid.padded(layer.output, margins), workshop.rows, workshop.memory, "activations");
    this.errors = new GridErrors(this.output, "linear", workshop);
    const padded = (n: number) => Math.ceil(n / 4) * 4;
    const roomBytes = Math.ceil((2 * (padded(layer.output[0]) + 2 * padded(spec.size)) * 4 + 64) / 64) * 64;
    this.#room = { room: workshop.memory.allocate(roomBytes * workshop.threads, "working room"), roomBytes };
  }

  sparse(): boolean {
    return false;
  }

  forward(): readonly Op[] {
    return [{ name: "responseForward", fields: this.#fields() }];
  }

  backward(_purpose: Purpose, below: ErrorHome | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = { delta: this.errors.raw().first, below: below.raw().first };
    return [{ name: "responseBackward", fields: { ...this.#fields(), ...errors } }, ...below.afterRaw()];
  }

  afterUpdate(): readonly Op[] {
    return [];
  }

  #fields() {
    const { size, alpha, beta, bias } = this.#spec;
    return {
      ...{ from: this.#input.record, input: this.#input.first, to: this.output.record, output: this.output.first },
      ...{ size, before: Math.floor(size / 2), alpha, beta, bias, ...this.#room },
    };
  }
}
