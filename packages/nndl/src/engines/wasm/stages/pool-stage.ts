/** Pooling on its own, with the bias and activation of the convolution before it where the book's order asks for that. */
import type { ActivationName } from "../../../functions/index.ts";
import { activationOf, type LayerSpec, type Pair } from "../../../layers/index.ts";
import type { PlacedLayer } from "../../../network/index.ts";
import { Grid, type Margins, Values } from "../grid.ts";
import { activationCodes, type Op, poolRules } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import type { Workshop } from "../workshop.ts";
import { biasParameter } from "./biases.ts";
import { GridErrors } from "./errors.ts";
import type { ErrorHome, GradientHome, Purpose, Stage } from "./stage.ts";

interface Pooling {
  readonly rule: keyof typeof poolRules;
  readonly window: Pair;
  readonly step: Pair;
  readonly biased: boolean;
}

export class PoolStage implements Stage {
  readonly index: number;
  readonly multiplyAdds = 0;
  readonly activation: ActivationName;
  readonly output: Values;
  readonly errors: GridErrors;
  readonly parameters: readonly PackedParameter[];
  readonly unfused: readonly PackedParameter[];
  readonly #input: Values;
  readonly #pooling: Pooling;

  constructor(layer: PlacedLayer, input: Values, margins: Margins, workshop: Workshop) {
    this.index = layer.index;
    this.#input = input;
    this.#pooling = poolingOf(layer.spec, input.grid);
    this.activation = activationOf(layer.spec);
    this.output = Values.allocate(Grid.padded(layer.output, margins), workshop.rows, workshop.memory, "activations");
    this.errors = new GridErrors(this.output, this.activation, workshop);
    const [channels] = layer.output;
    this.parameters = this.#pooling.biased
      ? [biasParameter(layer, channels, workshop.floats(Math.ceil(channels / 4) * 4 + 16, "biases"))]
      : [];
    this.unfused = this.parameters;
  }

  sparse(): boolean {
    return this.activation === "relu";
  }

  forward(_purpose: Purpose, last: boolean): readonly Op[] {
    const softmax = this.activation === "softmax";
    const activation = last || softmax ? 0 : activationCodes[this.activation];
    const pool: Op = { name: "poolForward", fields: { ...this.#fields(), activation } };
    if (last || !softmax) return [pool];
    return [pool, { name: "gridSoftmax", fields: { grid: this.output.record, a: this.output.first } }];
  }

  backward(_purpose: Purpose, below: ErrorHome | undefined, gradients: GradientHome): readonly Op[] {
    const fields = { ...this.#fields(), delta: this.errors.raw().first };
    return [
      ...(below === undefined
        ? []
        : [{ name: "poolBackward", fields: { ...fields, below: below.raw().first } } as const, ...below.afterRaw()]),
      ...this.parameters.map((biases): Op => {
        const apart = below !== undefined;
        return { name: "poolBiasGradient", apart, fields: { ...fields, biasGradient: gradients.addressOf(biases) } };
      }),
    ];
  }

  afterUpdate(): readonly Op[] {
    return [];
  }

  #fields() {
    const { rule, window, step } = this.#pooling;
    return {
      rule: poolRules[rule],
      ...{ windowHeight: window[0], windowWidth: window[1], rowStep: step[0], columnStep: step[1] },
      ...{ from: this.#input.record, input: this.#input.first, to: this.output.record, output: this.output.first },
      biases: this.parameters[0]?.address ?? 0,
    };
  }
}

function poolingOf(spec: LayerSpec, { height, width }: Grid): Pooling {
  switch (spec.type) {
    case "maxPool2d":
      return { rule: "max", window: spec.window, step: spec.stride, biased: false };
    case "averagePool2d":
      return { rule: "average", window: spec.window, step: spec.stride, biased: false };
    case "l2Pool2d":
      return { rule: "l2", window: spec.window, step: spec.stride, biased: false };
    case "convPool2d":
      return { rule: spec.pool, window: spec.window, step: spec.windowStride, biased: true };
    default:
      // Global average pooling: one window, as large as the image.
      return { rule: "average", window: [height, width], step: [1, 1], biased: false };
  }
}
