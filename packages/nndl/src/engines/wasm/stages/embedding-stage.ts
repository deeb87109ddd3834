/** An embedding in the engine's memory: a table, whose rows are padded to four numbers. */
import type { EmbeddingSpec } from "../../../layers/index.ts";
import { parameterName } from "../../../network/parameter-name.ts";
import type { Op } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import { GridStage, type StagePlace } from "./grid-stage.ts";
import { type ErrorMemory, type GradientMemory, learns, type Purpose } from "./stage.ts";

export class EmbeddingStage extends GridStage {
  override readonly parameters: readonly [PackedParameter];
  readonly #indices: number;
  readonly #width: number;

  constructor(place: StagePlace) {
    super(place);
    const { layer, planMemory, frozen } = place;
    const { indices, size } = layer.spec as EmbeddingSpec;
    const width = Math.ceil(size / 4) * 4;
    this.#indices = indices;
    this.#width = width;
    const length = indices * width;
    this.parameters = [
      {
        ...{ key: parameterName(layer.index, "weights"), address: planMemory.floats(length, "weights"), length },
        ...{ regularized: true, trained: !frozen },
        pack: (values, into) => {
          for (let i = 0; i < indices; i++) into.set(values.subarray(i * size, (i + 1) * size), i * width);
        },
        unpack: (from, values) => {
          for (let i = 0; i < indices; i++) values.set(from.subarray(i * width, i * width + size), i * size);
        },
      },
    ];
  }

  forward(): readonly Op[] {
    const { first, grid } = this.output;
    const rows = { table: this.parameters[0].address, rows: first, rowStride: grid.stride };
    return [{ name: "embeddingForward", fields: { ...this.#fields, ...rows } }];
  }

  backward(purpose: Purpose, below: ErrorMemory | undefined, gradients: GradientMemory): readonly Op[] {
    const [table] = this.parameters;
    const { first, grid } = this.errors.raw();
    const ops: Op[] = [];
    if (below !== undefined) {
      const { first: at, grid: of } = below.raw();
      ops.push({ name: "embeddingBackward", fields: { ...this.#fields, below: at, belowStride: of.stride } });
      ops.push(...below.afterRaw());
    }
    if (learns(purpose) && table.trained) {
      const rows = { table: gradients.addressOf(table), rows: first, rowStride: grid.stride };
      ops.push({ name: "embeddingGradient", fields: { ...this.#fields, ...rows } });
    }
    return ops;
  }

  get #fields() {
    const { first, grid } = this.input;
    return { input: first, inputStride: grid.stride, indices: this.#indices, width: this.#width };
  }
}
