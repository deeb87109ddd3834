/** A convolution in the engine's memory, with the max-pooling that follows it, and the operations that compute with it. */
import { placeWindows } from "../../../layers/geometry.ts";
import {
  activationOf,
  type Conv2dSpec,
  type ConvPool2dSpec,
  type Pair,
  type Shape,
  sizeOf,
} from "../../../layers/index.ts";
import type { PlacedLayer } from "../../../network/index.ts";
import { parameterName } from "../../../network/parameter-name.ts";
import type { Values } from "../grid.ts";
import { type Op, writeRecord, writeWords } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import { biasParameter } from "./biases.ts";
import { readsStrips, type Segments, type StripLayout, segmentsOf, steps, stripLayout } from "./conv-geometry.ts";
import { GridStage, type StagePlace } from "./grid-stage.ts";
import { type ErrorMemory, type GradientMemory, goesBack, learns, type Purpose } from "./stage.ts";

/** Bytes of inputs that stay in the nearest cache while all filters pass over them. */
const nearCache = 24 * 1024;

/** What a convolution's kernels do after the sums: the largest of each window, the bias, the activation. */
export interface AfterSums {
  readonly window: Pair;
  readonly step: Pair;
  /** The shape that comes out. */
  readonly shape: Shape;
  /** False where another stage adds the layer's biases and applies its activation. */
  readonly finishes: boolean;
}

export class ConvStage extends GridStage {
  /** Of one example, in each of the three products. */
  readonly #multiplyAdds: number;
  override readonly parameters: readonly PackedParameter[];
  readonly #segments: Segments;
  readonly #stripLayout: StripLayout | undefined;
  readonly #shape: number;
  readonly #weights: PackedParameter;
  /** Zeros, where another stage adds the biases. */
  readonly #biases: number;
  readonly #biasParameter: PackedParameter | undefined;
  readonly #columnStride: number;
  readonly #panels: number;
  readonly #chunk: number;
  #strips: number | undefined;
  #stripErrors: number | undefined;
  #winners: number | undefined;
  #unusedAt: number | undefined;

  constructor(place: StagePlace, after: AfterSums) {
    const { layer, input, planMemory, frozen } = place;
    const spec = layer.spec as Conv2dSpec | ConvPool2dSpec;
    super(place, after.shape, after.finishes ? activationOf(spec) : "linear");
    const windows = placeWindows(layer.input, spec.kernel, spec.stride, spec.padding);
    const { window, step } = after;
    const pooled = placeWindows([spec.filters, ...windows.output], window, step);
    this.#multiplyAdds = sizeOf(windows.output) * spec.filters * (layer.input[0] / spec.groups) * sizeOf(spec.kernel);
    this.#columnStride = spec.stride[1];
    this.#segments = segmentsOf(spec, layer.input, input.grid);
    this.#stripLayout = readsStrips(spec, input.grid) ? stripLayout(spec, input.grid, windows) : undefined;
    const { memory } = planMemory;
    const groupFilters = spec.filters / spec.groups;
    const { length, padded, offsets } = this.#segments;
    const [rowStep, columnStep] = steps(spec, input.grid, this.#stripLayout);
    const [inputStride, errorBytes] = this.#stripLayout
      ? [this.#stripLayout.stride, this.#stripLayout.columns * this.#stripLayout.strip]
      : [input.grid.stride, input.grid.floats * 4];
    const filterFloats = offsets.length * padded;
    // Positions that no pooling window covers are not computed.
    const covered = (axis: 0 | 1) => (pooled.output[axis] - 1) * step[axis] + window[axis];
    const rows = step[0] >= window[0] ? window[0] : covered(0);
    const zeroTaps = this.#zeroTaps(spec);
    const band = ((rows + (rows % 2)) * covered(1) + 8) * Math.min(Math.ceil(groupFilters / 4), 10) * 16;
    this.#shape = writeRecord(memory, "ConvShape", {
      segments: writeWords(memory, offsets),
      segmentCount: offsets.length,
      length,
      padded,
      groups: spec.groups,
      groupFilters,
      groupInput: (layer.input[0] / spec.groups) * 4,
      height: covered(0),
      width: covered(1),
      rowStep,
      columnStep,
      windowRows: pooled.output[0],
      windowColumns: pooled.output[1],
      windowHeight: window[0],
      windowWidth: window[1],
      windowRowStep: step[0],
      windowColumnStep: step[1],
      outputStride: this.output.grid.stride,
      outputRow: this.output.grid.row,
      outputColumn: this.output.grid.column,
      inputStride,
      errorStride: inputStride,
      errorBytes: Math.ceil(errorBytes / 16) * 16,
      ...this.#lineFields(spec, band),
      zeroTaps,
    });
    const taps = offsets.length * length;
    const panelTaps = taps + 2 * zeroTaps;
    this.#panels = planMemory.floats(Math.ceil(groupFilters / 4) * 4 * spec.groups * panelTaps + 16, "weights");
    this.#weights = this.#weightParameter(layer, spec, filterFloats, !frozen);
    this.#biases = planMemory.floats(Math.ceil(spec.filters / 4) * 4 + 16, "biases");
    this.#biasParameter = after.finishes ? biasParameter(layer, spec.filters, this.#biases, !frozen) : undefined;
    this.parameters = this.#biasParameter === undefined ? [this.#weights] : [this.#weights, this.#biasParameter];
    this.#chunk = Math.max(1, Math.floor(nearCache / inputStride));
    const pixels = sizeOf(pooled.output);
    // Lists of four filters' errors, or one of all filters at a position.
    planMemory.need(Math.max(4 * (this.#chunk * pixels * 8 + 128), groupFilters * 8 + 64));
  }

  forward(purpose: Purpose, last: boolean): readonly Op[] {
    const { fields, after } = this.activated.ending(last);
    const winners = goesBack(purpose) ? this.#winnersAt() : 0;
    return [
      ...this.#makeStrips(),
      { name: "convForward", fields: { ...this.#fields(), winners, ...fields } },
      ...after,
    ];
  }

  backward(purpose: Purpose, below: ErrorMemory | undefined, gradients: GradientMemory): readonly Op[] {
    const fields = { ...this.#fields(), winners: this.#winnersAt(), delta: this.errors.raw().first };
    const weightGradient = gradients.addressOf(this.#weights);
    const biasGradient = this.#biasParameter === undefined ? this.#unused() : gradients.addressOf(this.#biasParameter);
    const turn = below === undefined && this.#takesTurns() ? 2 : 0;
    const gradientFields = { ...fields, weightGradient, biasGradient, chunk: this.#chunk, turn };
    const gradient = { ...this.#product("convGradient", gradientFields), noBarrier: below !== undefined };
    if (below === undefined) return [gradient];
    const target = below.raw();
    const into = this.#stripLayout === undefined ? target.base : this.#stripErrorsAt();
    return [
      this.#product("convBackward", { ...fields, below: into }),
      ...(this.#stripLayout === undefined ? [] : [this.#stripOp("addStrips", target, into)]),
      ...below.afterRaw(),
      ...(learns(purpose) && this.#weights.trained ? [gradient] : []),
    ];
  }

  override afterUpdate(training: boolean): readonly Op[] {
    return training && !this.#weights.trained
      ? []
      : [{ name: "transposeWeights", noBarrier: true, fields: this.#fields() }];
  }

  #product(name: "convForward" | "convBackward" | "convGradient", fields: Op["fields"]): Op {
    return { name, multiplyAdds: this.#multiplyAdds, fields };
  }

  /** Whether less goes from thread to thread when the sums do and the examples stay where they are. */
  #takesTurns(): boolean {
    return this.#weights.length * 4 < (this.#stripLayout?.stride ?? this.input.grid.stride);
  }

  /** How inputs that are not 0 are listed, and where in a thread's room. */
  #lineFields(spec: Conv2dSpec | ConvPool2dSpec, band: number) {
    const { grid } = this.input;
    const strips = this.#stripLayout;
    const { top, right, bottom, left } = grid.margins;
    const [lines, cells, cellFloats, lineBytes] = strips
      ? [strips.columns, strips.rows, strips.run, strips.strip]
      : [grid.height + top + bottom, grid.width + left + right, grid.column / 4, grid.row];
    const listAt = Math.ceil(band / 64) * 64;
    const startsAt = listAt + lines * cells * cellFloats * 8 + 64;
    // With groups, a position's channels are not one run.
    const listed = spec.groups === 1 && (strips === undefined || this.#zeroTaps(spec) > 0);
    this.planMemory.need(listed ? startsAt + lines * (cells + 1) * 4 : band);
    const [kernelLines, kernelCells] = spec.kernel;
    const [strideRow, strideColumn] = spec.stride;
    const at = listed ? { listAt, startsAt } : { listAt: 0, startsAt: 0 };
    return { lines, lineBytes, cells, cellFloats, kernelLines, kernelCells, strideRow, strideColumn, ...at };
  }

  /** Taps of a row of the kernel, where lists of strips serve two positions at once; 0 elsewhere. */
  #zeroTaps({ stride }: Conv2dSpec | ConvPool2dSpec): number {
    return this.#stripLayout !== undefined && stride[0] === 1 ? this.#stripLayout.run : 0;
  }

  #fields() {
    const biases = { biases: this.#biases, output: this.output.first, ...this.planMemory.room };
    const input = this.#stripLayout === undefined ? this.input.base : this.#stripsAt();
    return { shape: this.#shape, input, weights: this.#weights.address, panels: this.#panels, ...biases };
  }

  #makeStrips(): readonly Op[] {
    return this.#stripLayout === undefined ? [] : [this.#stripOp("makeStrips", this.input, this.#stripsAt())];
  }

  #stripOp(name: "makeStrips" | "addStrips", source: Values, strips: number): Op {
    const { columns, rows, run, stride } = this.#stripLayout as StripLayout;
    const { grid } = source;
    const columnStep = grid.column * this.#columnStride;
    const from = { source: source.base, sourceStride: grid.stride, sourceRow: grid.row };
    return { name, fields: { ...from, rows, columns, columnStep, run, strips, stripStride: stride } };
  }

  #stripsAt(): number {
    const { stride } = this.#stripLayout as StripLayout;
    this.#strips ??= this.planMemory.memory.allocate(stride * this.planMemory.rows + 256, "activations");
    return this.#strips;
  }

  #stripErrorsAt(): number {
    const { stride } = this.#stripLayout as StripLayout;
    this.#stripErrors ??= this.planMemory.memory.allocate(stride * this.planMemory.errorRows + 256, "errors");
    return this.#stripErrors;
  }

  #winnersAt(): number {
    const { stride, origin } = this.output.grid;
    this.#winners ??= this.planMemory.memory.allocate(stride * this.planMemory.errorRows + 256, "winners") + origin;
    return this.#winners;
  }

  /** Where sums of errors go that no parameter wants. */
  #unused(): number {
    this.#unusedAt ??= this.planMemory.floats(this.output.grid.channels + 16, "gradients");
    return this.#unusedAt;
  }

  #weightParameter(
    layer: PlacedLayer,
    spec: Conv2dSpec | ConvPool2dSpec,
    filterFloats: number,
    trained: boolean,
  ): PackedParameter {
    const channels = layer.input[0] / spec.groups;
    const [height, width] = spec.kernel;
    const { place, padded } = this.#segments;
    const places = new Uint32Array(channels * height * width);
    let next = 0;
    for (let c = 0; c < channels; c++)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const [segment, at] = place(c, y, x);
          places[next++] = segment * padded + at;
        }
    const length = spec.filters * filterFloats;
    return {
      key: parameterName(layer.index, "weights"),
      address: this.planMemory.floats(length + 16, "weights"),
      length,
      regularized: true,
      trained,
      pack(values, into) {
        into.fill(0);
        for (let f = 0; f < spec.filters; f++)
          for (let k = 0; k < places.length; k++) into[f * filterFloats + places[k]] = values[f * places.length + k];
      },
      unpack(from, values) {
        for (let f = 0; f < spec.filters; f++)
          for (let k = 0; k < places.length; k++) values[f * places.length + k] = from[f * filterFloats + places[k]];
      },
    };
  }
}
