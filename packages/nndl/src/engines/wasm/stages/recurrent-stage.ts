/** A recurrent layer in the engine's memory, of whatever cell, and the operations that compute with it. */
import type { GruSpec, LstmSpec, RecurrentSpec } from "../../../layers/index.ts";
import { parameterName } from "../../../network/parameter-name.ts";
import { cellCodes } from "../codes.ts";
import { Grid, Values } from "../grid.ts";
import { panelWidth, rowStride } from "../layout.ts";
import type { Op } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import type { PlanMemory } from "../plan-memory.ts";
import { GridStage, type StagePlace } from "./grid-stage.ts";
import { type ErrorMemory, type GradientMemory, learns, type Purpose } from "./stage.ts";

/** What the kernels must know of a layer's kind of unit. */
interface CellKernel {
  readonly code: number;
  readonly gates: number;
  /** Its own parameters, of so many numbers for each unit. */
  readonly own?: { readonly name: string; readonly parts: number; readonly regularized: boolean };
  /** Whether its memory is kept, and whether another δ goes to the step before than to the input. */
  readonly remembers: boolean;
  readonly splits: boolean;
}

function cellOf(spec: RecurrentSpec | LstmSpec | GruSpec): CellKernel {
  if (spec.type === "gru")
    return {
      ...{ code: cellCodes.gruCell, gates: 3, remembers: true, splits: true },
      own: { name: "recurrentBiases", parts: 1, regularized: false },
    };
  if (spec.type === "recurrent") {
    const code = spec.nonlinearity === "tanh" ? cellCodes.tanhCell : cellCodes.reluCell;
    return { code, gates: 1, remembers: false, splits: false };
  }
  const plain = { gates: 4, remembers: true, splits: false };
  if (spec.gates === "plain") return { ...plain, code: cellCodes.lstmCell };
  return {
    ...{ ...plain, code: cellCodes.peepholeCell },
    own: { name: "peepholes", parts: 3, regularized: true },
  };
}

const multipleOf = (n: number, of: number) => Math.ceil(n / of) * of;

/** One direction: its parameters, and the rows that only it needs. */
interface Reading {
  readonly isReversed: boolean;
  readonly weights: PackedParameter;
  readonly biases: PackedParameter;
  readonly recurrentWeights: PackedParameter;
  readonly own: PackedParameter | undefined;
  /** Rows of outputs of the step before, and of the memory. */
  readonly before: number;
  readonly memory: number;
}

export class RecurrentStage extends GridStage {
  override readonly parameters: readonly PackedParameter[];
  readonly #cell: CellKernel;
  readonly #every: boolean;
  readonly #steps: number;
  readonly #features: number;
  readonly #units: number;
  /** Units padded to four; a direction's rows of gates, padded to a panel; all directions' rows. */
  readonly #padded: number;
  readonly #rows: number;
  readonly #width: number;
  /** The memory of one row for each step. */
  readonly #ofSteps: PlanMemory;
  readonly #ofExamples: PlanMemory;
  readonly #gates: Values;
  readonly #weights: number;
  readonly #biases: number;
  readonly #readings: readonly Reading[];
  readonly #later = new Map<string, number>();
  /** Set for operations that go on from where the mini-batch before left off. */
  carries = false;

  constructor(place: StagePlace) {
    const { layer, planMemory } = place;
    const spec = layer.spec as RecurrentSpec | LstmSpec | GruSpec;
    const [steps, features] = layer.input;
    const ofSteps = planMemory.repeated(steps);
    const every = spec.output === "every";
    super({ ...place, planMemory: every ? ofSteps : planMemory }, layer.output.slice(-1));
    this.#cell = cellOf(spec);
    this.#every = every;
    [this.#steps, this.#features, this.#units] = [steps, features, spec.units];
    [this.#ofSteps, this.#ofExamples] = [ofSteps, planMemory];
    this.#padded = multipleOf(spec.units, 4);
    this.#rows = multipleOf(this.#cell.gates * this.#padded, panelWidth);
    const directions = spec.direction === "both" ? [false, true] : [spec.direction === "backward"];
    this.#width = directions.length * this.#rows;
    const { memory } = planMemory;
    const grid = Grid.ofUnits(this.#width, rowStride(this.#width) * 4);
    this.#gates = Values.allocate(grid, ofSteps.rows, memory, "gates");
    this.#weights = planMemory.floats(this.#width * features, "weights");
    this.#biases = planMemory.floats(this.#width, "biases");
    this.#readings = directions.map((isReversed, i) => this.#reading(isReversed, i, place));
    this.parameters = this.#readings.flatMap(({ weights, recurrentWeights, biases, own }) => [
      ...[weights, recurrentWeights, biases],
      ...(own === undefined ? [] : [own]),
    ]);
  }

  override get unfused(): readonly PackedParameter[] {
    return this.#readings.flatMap(({ own }) => (own?.trained ? [own] : []));
  }

  override sparse(): boolean {
    return false;
  }

  forward(): readonly Op[] {
    const { first, grid } = this.#gates;
    const { base, grid: from } = this.input;
    return [
      {
        ...{ name: "denseForward", times: this.#steps, multiplyAdds: this.#width * this.#features * this.#steps },
        fields: {
          ...{ inputs: this.#features, units: this.#width, weights: this.#weights, biases: this.#biases },
          ...{ input: base, inputStride: from.stride / 4, output: first, outputStride: grid.stride / 4 },
        },
      },
      ...this.#readings.map(
        (reading, i): Op => ({
          ...{ name: "recurrentForward", times: 1, multiplyAdds: this.#rows * this.#units * this.#steps },
          fields: {
            ...this.#fields(reading, i),
            ...{ weights: reading.recurrentWeights.address, products: this.#rows, inputs: this.#units },
            product: this.#lazily("products", this.#ofExamples.rows * this.#rows),
            ...this.#places(this.output, i),
          },
        }),
      ),
    ];
  }

  backward(purpose: Purpose, below: ErrorMemory | undefined, gradients: GradientMemory): readonly Op[] {
    const isTrained = learns(purpose) && this.#readings[0].weights.trained;
    if (below === undefined && !isTrained) return [];
    return [
      ...this.#readings.flatMap((reading, i) => this.#throughTime(reading, i)),
      ...(below === undefined ? [] : this.#toInput(below)),
      ...(isTrained ? this.#readings.flatMap((reading, i) => this.#gradients(reading, i, gradients)) : []),
    ];
  }

  /** Back from step to step: gates become δ. */
  #throughTime(reading: Reading, i: number): readonly Op[] {
    const products = multipleOf(this.#units, panelWidth);
    const transposed = this.#lazily(`transposed ${i}`, products * this.#rows);
    const errorRows = this.#ofExamples.errorRows;
    return [
      {
        ...{ name: "transposePanels", times: 1 },
        fields: { weights: reading.recurrentWeights.address, inputs: this.#units, units: this.#rows, transposed },
      },
      {
        ...{ name: "recurrentBackward", times: 1, multiplyAdds: this.#rows * this.#units * this.#steps },
        fields: {
          ...this.#fields(reading, i),
          ...{ weights: transposed, products, inputs: this.#rows },
          product: this.#lazily("errors by the weights", errorRows * products),
          carry: this.#lazily("errors of memory", errorRows * this.#padded),
          recurrentErrors: this.#splitRows() + i * this.#rows * 4,
          ownErrors: this.#ownErrors(i),
          ...this.#places(this.errors.raw(), i),
        },
      },
    ];
  }

  #toInput(below: ErrorMemory): readonly Op[] {
    const transposed = this.#lazily("input weights, transposed", multipleOf(this.#features, panelWidth) * this.#width);
    const shape = { inputs: this.#features, units: this.#width };
    const { first, grid } = below.raw();
    const { stride } = this.#gates.grid;
    return [
      { name: "transposePanels", times: 1, fields: { ...shape, weights: this.#weights, transposed } },
      {
        ...{ name: "recurrentToInput", times: this.#steps },
        multiplyAdds: this.#width * this.#features * this.#steps,
        fields: {
          ...{ ...shape, errors: this.#gates.first, errorRow: stride, weights: transposed },
          ...{ below: first, belowRow: grid.stride, last: below.direct().activation === 0 ? 1 : 0 },
        },
      },
      ...below.afterRaw(),
    ];
  }

  #gradients(reading: Reading, i: number, { fused, addressOf }: GradientMemory): readonly Op[] {
    const { weights, biases, recurrentWeights, own } = reading;
    const at = (parameter: PackedParameter) => (fused ? 0 : addressOf(parameter));
    // Threads may be at different matrices: each has its own room.
    const sums = (parameter: PackedParameter) =>
      fused ? this.#lazily(`sums of ${parameter.key}`, parameter.length) : addressOf(parameter);
    const gradient = (errors: number, inputs: number, fields: Op["fields"]): Op => ({
      ...{ name: "denseGradient", times: this.#steps, noBarrier: true },
      multiplyAdds: this.#rows * inputs * this.#steps,
      fields: {
        ...{ inputs, units: this.#rows, fused: fused ? 1 : 0 },
        // δ in rows, as the gates lie.
        ...{ delta: errors + i * this.#rows * 4, deltaRow: this.#gates.grid.stride, deltaPanel: 64 },
        ...fields,
      },
    });
    const from = { input: this.input.base, inputStride: this.input.grid.stride / 4 };
    return [
      gradient(this.#gates.first, this.#features, {
        ...{ ...from, weights: weights.address, biases: biases.address },
        ...{ weightGradient: at(weights), biasGradient: at(biases), sums: sums(weights) },
      }),
      gradient(this.#splitRows(), this.#units, {
        ...{ input: reading.before, inputStride: this.#beforeRow / 4 },
        ...{ weights: recurrentWeights.address, weightGradient: at(recurrentWeights), sums: sums(recurrentWeights) },
      }),
      ...(own === undefined ? [] : [this.#ownGradient(own, i, addressOf(own))]),
    ];
  }

  #ownGradient(own: PackedParameter, i: number, sums: number): Op {
    const fields = { rows: this.#ownErrors(i), row: own.length * 4, units: own.length, sums };
    return { name: "sumColumns", times: this.#steps, noBarrier: true, fields };
  }

  /** What forward and back have in common. */
  #fields({ isReversed, before, memory, own }: Reading, i: number) {
    return {
      ...{ cell: this.#cell.code, units: this.#units, padded: this.#padded, steps: this.#steps },
      ...{ lengths: this.#ofExamples.lengths, reversed: isReversed ? 1 : 0, every: this.#every ? 1 : 0 },
      ...{ gates: this.#gates.first + i * this.#rows * 4, gateRow: this.#gates.grid.stride },
      ...{ before, beforeRow: this.#beforeRow, memory, own: own?.address ?? 0 },
      list: this.#lazily("a list of examples", this.#ofExamples.rows),
      carried: this.carries ? this.#carriedAt : 0,
    };
  }

  /** Where a direction's outputs are, or their errors. */
  #places({ first, grid: { stride } }: Values, i: number) {
    const outputExample = this.#every ? stride * this.#steps : stride;
    return { output: first + i * this.#units * 4, outputRow: stride, outputExample };
  }

  /** Rows of δ for the step before. */
  #splitRows(): number {
    if (!this.#cell.splits) return this.#gates.first;
    return this.#lazily("errors of gates", (this.#ofSteps.errorRows * this.#gates.grid.stride) / 4);
  }

  #ownErrors(i: number): number {
    const { own } = this.#readings[i];
    return own === undefined ? 0 : this.#lazily(`own errors ${i}`, this.#ofSteps.errorRows * own.length);
  }

  /** Bytes from a row of the outputs of the step before to the next. */
  get #beforeRow(): number {
    return rowStride(this.#units) * 4;
  }

  get #carriedAt(): number {
    return this.#lazily("what goes on", 3 * this.#ofExamples.rows * this.#padded);
  }

  /** Visits the numbers that a row carries on: their name, and where they lie. */
  eachCarried(rows: number, visit: (name: "output" | "memory", row: number, address: number) => void): void {
    for (let row = 0; row < rows; row++)
      for (const [part, name] of (["output", "memory"] as const).entries())
        visit(name, row, this.#carriedAt + 4 * this.#padded * (3 * row + part));
  }

  /** Memory that is taken when it is first needed. */
  #lazily(name: string, floats: number): number {
    const at = this.#later.get(name) ?? this.#ofExamples.floats(floats + 16, name);
    this.#later.set(name, at);
    return at;
  }

  #reading(isReversed: boolean, i: number, { layer, planMemory, frozen }: StagePlace): Reading {
    const { gates, own, remembers } = this.#cell;
    const [rows, units, padded] = [this.#rows, this.#units, this.#padded];
    const named = (name: string) =>
      parameterName(layer.index, i === 0 ? name : `backward${name[0].toUpperCase()}${name.slice(1)}`);
    const place = { units, padded };
    const matrix = (name: string, inputs: number, address: number): PackedParameter => ({
      ...{ key: named(name), address, length: rows * inputs, regularized: true, trained: !frozen },
      pack: (values, into) => {
        into.fill(0);
        eachWeight(gates, place, inputs, (from, to) => {
          into[to] = values[from];
        });
      },
      unpack: (from, values) =>
        eachWeight(gates, place, inputs, (to, at) => {
          values[to] = from[at];
        }),
    });
    const vector = (key: string, parts: number, address: number, length: number, regularized: boolean) => ({
      ...{ key, address, length, regularized, trained: !frozen },
      pack: (values: Float32Array, into: Float32Array) => {
        into.fill(0);
        for (let part = 0; part < parts; part++)
          into.set(values.subarray(part * units, (part + 1) * units), part * padded);
      },
      unpack: (from: Float32Array, values: Float32Array) => {
        for (let part = 0; part < parts; part++)
          values.set(from.subarray(part * padded, part * padded + units), part * units);
      },
    });
    const floats = (count: number, purpose: string) => planMemory.floats(count, purpose);
    const ownLength = (own?.parts ?? 0) * padded;
    return {
      isReversed,
      weights: matrix("weights", this.#features, this.#weights + i * rows * this.#features * 4),
      biases: vector(named("biases"), gates, this.#biases + i * rows * 4, rows, false),
      recurrentWeights: matrix("recurrentWeights", units, floats(rows * units, "weights")),
      own:
        own === undefined
          ? undefined
          : vector(named(own.name), own.parts, floats(ownLength, own.name), ownLength, own.regularized),
      before: floats((this.#ofSteps.rows * this.#beforeRow) / 4 + 16, "outputs"),
      memory: remembers ? floats(this.#ofSteps.rows * padded, "memory") : 0,
    };
  }
}

/** Every weight of a matrix [gates · units, inputs]: its place there, and in panels whose gates are padded. */
function eachWeight(
  gates: number,
  { units, padded }: { readonly units: number; readonly padded: number },
  inputs: number,
  visit: (plain: number, packed: number) => void,
): void {
  for (let gate = 0; gate < gates; gate++)
    for (let j = 0; j < units; j++) {
      const row = gate * padded + j;
      const at = Math.floor(row / panelWidth) * panelWidth * inputs + (row % panelWidth);
      for (let k = 0; k < inputs; k++) visit((gate * units + j) * inputs + k, at + k * panelWidth);
    }
}
