/** The memory a session needs besides its data, and the lists of operations that compute in it. */
import {
  type Clipping,
  clippingNames,
  clips,
  type MiniBatchOptimizerName,
  type MiniBatchOptimizerSpec,
  optimizerOf,
} from "../../functions/index.ts";
import { isSequence, type Shape, sizeOf } from "../../layers/index.ts";
import type { Network } from "../../network/index.ts";
import type { Frozen } from "../frozen.ts";
import { activationCode, costCodes, deltaRules, updateRules } from "./codes.ts";
import { Values } from "./grid.ts";
import { rowStride } from "./layout.ts";
import type { EngineMemory } from "./memory.ts";
import { type Op, type OpList, timed, writeOpList } from "./ops.ts";
import type { PackedParameter } from "./parameter.ts";
import { PlanMemory } from "./plan-memory.ts";
import type { WasmResident } from "./resident.ts";
import {
  AddStage,
  cutsOf,
  DenseStage,
  type DirectErrors,
  type ErrorMemory,
  type GradientMemory,
  goesBack,
  InputErrors,
  inputGrids,
  JoinedErrors,
  type Purpose,
  RecurrentStage,
  reachedPlaces,
  type Stage,
  stagesOf,
} from "./stages/index.ts";

/** Numbers of a gradient whose squares are added up in one go: PIECE of packages/nndl/kernels/clip.ts. */
const clipPiece = 4096;

/** Activations of the examples that are evaluated at once should stay in a cache of this size. */
const evaluationCache = 2 ** 20;

/** Whether weights are changed as their gradients are computed, and whether errors go back to the inputs. */
interface Ways {
  readonly fused: boolean;
  readonly toInputs: boolean;
}

/** The gradients and the optimizer's arrays of one parameter. */
interface UpdateArrays {
  readonly gradient: number;
  readonly state: readonly number[];
}

export class Plan {
  readonly stages: readonly Stage[];
  readonly parameters: readonly PackedParameter[];
  /** Examples that are evaluated or predicted at once. */
  readonly evaluationBatch: number;
  /** Float rows to predict, where `gatherFloats` finds them. */
  readonly staging: number;
  /** How many steps of each of these count; 0 where inputs are no sequences. */
  readonly stagingLengths: number;
  /** The output activations: one row for each example of a mini-batch, or for each step of it. */
  readonly outputs: number;
  readonly outputUnits: number;
  readonly outputStride: number;
  /** Target vectors, or errors that are given, in rows of the same stride. */
  readonly targets: number;
  /** How many mini-batches of a stretch were clipped, and whether that at hand was (int32 each). */
  readonly clipped: number;
  /** The sum of costs (float64) and, after it, of hits (int32). */
  readonly total: number;
  readonly #network: Network;
  readonly #memory: EngineMemory;
  readonly #planMemory: PlanMemory;
  /** The same for the outputs, of which each example may have several. */
  readonly #ofOutputs: PlanMemory;
  /** Inputs as they are gathered, in the order channel, row, column; and as the first stage reads them. */
  readonly #rows: Values;
  readonly #input: Values;
  readonly #costs: number;
  readonly #hits: number;
  /** By what they compute with, and by name; undefined stands for those that need no data. */
  readonly #opLists = new Map<WasmResident | undefined, Map<string, OpList>>();
  readonly #optimizerArrays = new Map<string, UpdateArrays>();
  readonly #gradients = new Map<PackedParameter, number>();
  /** The stages that add values of another than the one before, by these values. */
  readonly #sums = new Map<Values, readonly AddStage[]>();
  #squares: number | undefined;
  #inputErrors: InputErrors | undefined;
  #outputErrors: number | undefined;
  #z: number | undefined;

  constructor(
    network: Network,
    memory: EngineMemory,
    {
      miniBatchSize,
      threads,
      frozen,
    }: { readonly miniBatchSize: number; readonly threads: number; readonly frozen: Frozen },
  ) {
    this.#network = network;
    this.#memory = memory;
    this.evaluationBatch = evaluationBatchOf(network);
    // Going back, the kernels compute eight examples at once.
    const errorRows = Math.ceil(miniBatchSize / 8) * 8;
    const rows = Math.max(errorRows, this.evaluationBatch);
    const floats = (count: number, purpose: string) => memory.allocate(count * 4, purpose);
    const { input } = network.spec;
    const lengths = isSequence(input) ? floats(rows, "lengths") : 0;
    this.#planMemory = new PlanMemory(memory, { threads, rows, errorRows, lengths, seed: network.spec.seed });
    const inputRows = rows * stepsIn(input);
    const [{ layer: first }] = cutsOf(network);
    const { plain, read } = inputGrids(first, reachedPlaces(network.layers).has(0));
    this.#rows = Values.allocate(plain, inputRows, memory, "inputs");
    this.#input = read === plain ? this.#rows : Values.allocate(read, inputRows, memory, "inputs");
    this.stagingLengths = isSequence(input) ? floats(this.evaluationBatch, "lengths") : 0;
    this.staging = floats(this.evaluationBatch * network.inputSize, "inputs");
    this.stages = stagesOf(network, this.#input, this.#planMemory, frozen);
    for (const stage of this.stages)
      if (stage instanceof AddStage) this.#sums.set(stage.earlier, [...(this.#sums.get(stage.earlier) ?? []), stage]);
    this.parameters = this.stages.flatMap((stage) => stage.parameters);
    this.#ofOutputs = this.#planMemory.repeated(stepsIn(network.output));
    this.outputUnits = network.outputSize / this.#ofOutputs.times;
    const { rows: outputRows } = this.#ofOutputs;
    this.outputStride = rowStride(this.outputUnits);
    this.outputs = floats(outputRows * this.outputStride, "outputs");
    this.targets = floats(outputRows * this.outputStride, "targets");
    this.#costs = memory.allocate(outputRows * 8, "costs");
    this.#hits = memory.allocate(outputRows * 4, "hits");
    this.total = memory.allocate(16, "a sum");
    this.clipped = memory.allocate(8, "a sum");
  }

  /** Whether data may be packed: a dense layer reads entries, others need every value in its place. */
  get takesEntries(): boolean {
    const [first] = this.stages;
    return first instanceof DenseStage && first.times === 1 && !this.#sums.has(this.#input);
  }

  /** Forward, output error, back, update. */
  training(data: WasmResident, optimizer: MiniBatchOptimizerSpec, carries: boolean): OpList {
    const clipping = clippingNames.filter((name) => optimizer[name] !== undefined).join(", ");
    const name = `train/${optimizer.type}, ${clipping}${carries ? ", carrying on" : ""}`;
    return this.#opList(name, data, () => this.#carrying(carries, () => this.trainingOps(data, optimizer)));
  }

  /** Operations in which recurrent layers go on from where they were left, or do not. */
  #carrying(carries: boolean, ops: () => readonly Op[]): readonly Op[] {
    for (const stage of this.recurrent) stage.carries = carries;
    const made = ops();
    for (const stage of this.recurrent) stage.carries = false;
    return made;
  }

  get recurrent(): readonly RecurrentStage[] {
    return this.stages.filter((stage) => stage instanceof RecurrentStage);
  }

  trainingOps(data: WasmResident, optimizer: MiniBatchOptimizerSpec): readonly Op[] {
    const fused = optimizer.type === "sgd" && !clips(optimizer);
    return [
      ...this.#forward(data, "train"),
      ...this.#backward(data, "train", { fused, toInputs: false }),
      ...(clips(optimizer) ? this.#clipping(optimizer) : []),
      ...this.#updates(optimizer.type, fused),
      ...this.stages.flatMap((stage) => stage.afterUpdate(true)),
    ];
  }

  /** Forward and back, leaving the gradients where {@link gradientOf} and {@link inputErrorsOf} find them. */
  gradients(data: WasmResident, training: boolean, toInputs: boolean): OpList {
    const purpose = training ? "training gradients" : "gradients";
    return this.#opList(toInputs ? `${purpose}, inputs` : purpose, data, () => [
      ...this.#forward(data, purpose),
      ...this.#backward(data, purpose, { fused: false, toInputs }),
    ]);
  }

  /** Forward, costs, hits. */
  evaluation(data: WasmResident, carries: boolean): OpList {
    const name = `evaluate${carries ? ", carrying on" : ""}`;
    return this.#opList(name, data, () => this.#carrying(carries, () => this.#forward(data, "evaluate")));
  }

  /** Forward from float rows in `staging` to the last layer's weighted inputs, keeping what going back needs. */
  weightedInputs(): OpList {
    return this.#opList("weighted inputs", undefined, () => this.#toOutputs(undefined, "input gradients"));
  }

  /** Back from the errors that were put where targets are, to the inputs. */
  toInputs(): OpList {
    return this.#opList("to inputs", undefined, () => [
      this.#given(),
      ...this.#backward(undefined, "input gradients", { fused: false, toInputs: true }),
    ]);
  }

  /** Forward from float rows in `staging`. */
  prediction(): OpList {
    return this.#opList("predict", undefined, () => this.#forward(undefined, "predict"));
  }

  /** What new weights need before they are used; nothing, for many networks. */
  arrival(): OpList | undefined {
    if (this.stages.every((stage) => stage.afterUpdate(false).length === 0)) return undefined;
    return this.#opList("arrival", undefined, () => this.stages.flatMap((stage) => stage.afterUpdate(false)));
  }

  gradientOf(parameter: PackedParameter): Float32Array {
    return this.#memory.floats(this.#gradientAt(parameter), parameter.length);
  }

  /** Copies ∂C/∂input of one example of the mini-batch that gradients were computed of last. */
  inputErrorsOf(example: number, into: Float32Array): void {
    into.set(this.#memory.floats(this.#inputErrorMemory().rowOf(example), into.length));
  }

  /** The optimizer's arrays for a parameter, in the order of its state names. */
  stateOf(type: MiniBatchOptimizerName, parameter: PackedParameter): readonly Float32Array[] {
    return this.#updateArrays(type, parameter).state.map((at) => this.#memory.floats(at, parameter.length));
  }

  #opList(name: string, data: WasmResident | undefined, ops: () => readonly Op[]): OpList {
    const ofData = this.#opLists.get(data) ?? new Map<string, OpList>();
    this.#opLists.set(data, ofData);
    const list = ofData.get(name) ?? writeOpList(this.#memory, ops());
    ofData.set(name, list);
    return list;
  }

  /** Lets go of the operations that compute with some data. */
  forget(data: WasmResident): void {
    for (const { address } of this.#opLists.get(data)?.values() ?? []) this.#memory.release(address);
    this.#opLists.delete(data);
  }

  /** From the data to the weighted inputs of the outputs. */
  #toOutputs(data: WasmResident | undefined, purpose: Purpose): Op[] {
    const { input } = this.#network.spec;
    const ops: Op[] = [this.#gather(data)];
    if (isSequence(input)) {
      const { lengths } = this.#planMemory;
      const given = data === undefined ? this.stagingLengths : data.lengths;
      ops.push({ name: "gatherLengths", fields: { data: given, steps: input[0], lengths } });
    }
    if (this.#input !== this.#rows) {
      const converting = this.#input.convert("gridFromPlain", this.#rows.base, this.#rows.grid.stride);
      ops.push(...timed([converting], stepsIn(input)));
    }
    const [first] = this.stages;
    if (first instanceof DenseStage) first.packed = data?.packed ?? false;
    this.stages.forEach((stage, s) => {
      ops.push(...ofLayer(stage, stage.forward(purpose, s === this.stages.length - 1)));
    });
    const last = this.stages[this.stages.length - 1];
    if (!(last instanceof DenseStage))
      ops.push(...timed([last.output.convert("plainFromGrid", this.#zRows(), this.outputStride * 4)], last.times));
    return ops;
  }

  #forward(data: WasmResident | undefined, purpose: Purpose): Op[] {
    const ops = this.#toOutputs(data, purpose);
    const { costs, hits } = { costs: this.#costs, hits: data?.data.targets.kind === "classes" ? this.#hits : 0 };
    const { times } = this.#ofOutputs;
    ops.push({ ...this.#output(purpose, costs, hits, goesBack(purpose) ? (data?.weights ?? 0) : 0), times });
    if (purpose !== "predict")
      ops.push({
        ...{ name: "sumUp", times },
        noBarrier: true,
        fields: { costs, hits: purpose === "evaluate" ? hits : 0, total: this.total },
      });
    return ops;
  }

  #gather(data: WasmResident | undefined): Op {
    const targets = {
      ...{ targets: this.targets, targetStride: this.outputStride },
      ...{ units: this.outputUnits, answers: this.#ofOutputs.times },
    };
    const floats = { rows: this.#rows.base, stride: (this.#rows.grid.stride / 4) * stepsIn(this.#network.spec.input) };
    if (data === undefined)
      return { name: "gatherFloats", fields: { data: this.staging, size: this.#network.inputSize, ...floats } };
    if (!data.packed) return { name: data.gather.name, fields: { ...data.gather.fields, ...targets, ...floats } };
    const { rows, stride, lengths } = (this.stages[0] as DenseStage).entries;
    return { name: data.gather.name, fields: { ...data.gather.fields, ...targets, rows, stride, lengths } };
  }

  #output(purpose: Purpose, costs: number, hits: number, weights: number): Op {
    const { activation } = this.stages[this.stages.length - 1];
    const { cost } = this.#network.spec;
    const known = purpose !== "predict";
    return {
      name: "output",
      fields: {
        units: this.outputUnits,
        activation: activationCode(activation),
        ...costCodes(cost, activation),
        z: this.#zRows(),
        a: this.outputs,
        stride: this.outputStride,
        targets: this.targets,
        targetStride: this.outputStride,
        ...(goesBack(purpose) ? this.#outputErrorMemory() : {}),
        costs: known ? costs : 0,
        hits: purpose === "evaluate" ? hits : 0,
        guarded: purpose === "train" ? 1 : 0,
        weights,
        lengths: isSequence(this.#network.output) ? this.#planMemory.lengths : 0,
      },
    };
  }

  /** Takes what lies where targets do for the errors of the outputs. */
  #given(): Op {
    const fields = { units: this.outputUnits, activation: activationCode("linear"), rule: deltaRules.given };
    const rows = { z: this.#zRows(), a: this.outputs, stride: this.outputStride };
    const targets = { targets: this.targets, targetStride: this.outputStride };
    const { times } = this.#ofOutputs;
    return { name: "output", times, fields: { ...fields, ...rows, ...targets, ...this.#outputErrorMemory() } };
  }

  /** Where {@link weightedInputs} leaves them, in rows of `outputStride`. */
  get weightedInputsAt(): number {
    return this.#zRows();
  }

  /** The weighted inputs of the output, in rows: a dense layer's own. */
  #zRows(): number {
    const last = this.stages[this.stages.length - 1];
    if (last instanceof DenseStage) return last.output.first;
    this.#z ??= this.#planMemory.floats(this.#ofOutputs.rows * this.outputStride, "outputs");
    return this.#z;
  }

  /** Where the output operation writes δ: at once for a dense layer, in rows for any other. */
  #outputErrorMemory(): Readonly<Record<"delta" | "deltaT" | "deltaRow" | "deltaPanel", number>> {
    const { errors } = this.stages[this.stages.length - 1];
    if (this.stages[this.stages.length - 1] instanceof DenseStage) {
      const { below, belowT, belowRow, belowPanel }: DirectErrors = errors.direct();
      return { delta: below, deltaT: belowT, deltaRow: belowRow, deltaPanel: belowPanel };
    }
    this.#outputErrors ??= this.#planMemory.floats(this.#ofOutputs.errorRows * this.outputStride, "errors");
    return { delta: this.#outputErrors, deltaT: 0, deltaRow: this.outputStride * 4, deltaPanel: 64 };
  }

  #backward(data: WasmResident | undefined, purpose: Purpose, { fused, toInputs }: Ways): Op[] {
    const gradients: GradientMemory = { fused, addressOf: (parameter) => this.#gradientAt(parameter) };
    const [bottom] = this.stages;
    if (bottom instanceof DenseStage) bottom.packed = data?.packed ?? false;
    const last = this.stages[this.stages.length - 1];
    const ops: Op[] = [];
    if (!(last instanceof DenseStage)) {
      const converting = last.errors
        .raw()
        .convert("gridFromPlain", this.#outputErrorMemory().delta, this.outputStride * 4);
      ops.push(...timed([converting], last.times));
    }
    // What lies before the first stage that learns need not hear of any error.
    const first = toInputs ? this.stages[0] : this.stages.find(canLearn);
    for (let s = this.stages.length - 1, isDone = first === undefined; !isDone; s--) {
      isDone = this.stages[s] === first;
      const below: ErrorMemory | undefined = !isDone
        ? this.#joined(this.stages[s - 1].output, this.stages[s - 1].errors)
        : toInputs
          ? this.#joined(this.#input, this.#inputErrorMemory())
          : undefined;
      ops.push(...ofLayer(this.stages[s], this.stages[s].backward(purpose, below, gradients)));
    }
    // Updates read what any thread may have written.
    return withTurns(ops.map((op, i) => (i === ops.length - 1 ? { ...op, noBarrier: false } : op)));
  }

  /** The errors of some values, with those that come to them over layers. */
  #joined(values: Values, own: ErrorMemory): ErrorMemory {
    const sums = this.#sums.get(values);
    return sums === undefined ? own : new JoinedErrors(own, sums);
  }

  /** Clips the gradients, which all lie there, number by number and then by their norm. */
  #clipping({ clipNorm, clipValue }: Clipping): readonly Op[] {
    const trained = this.parameters.filter((parameter) => parameter.trained);
    const piecesOf = ({ length }: PackedParameter) => Math.ceil(length / clipPiece);
    const pieces = trained.reduce((sum, parameter) => sum + piecesOf(parameter), 0);
    this.#squares ??= this.#memory.allocate(pieces * 8, "norms");
    let sums = this.#squares;
    const common = { all: this.#squares, pieces, flag: this.clipped + 4, counter: this.clipped };
    const fields = trained.map((parameter) => {
      const own = { ...common, gradient: this.#gradientAt(parameter), length: parameter.length, sums };
      sums += 8 * piecesOf(parameter);
      return own;
    });
    const each = (name: "clipValues" | "sumSquares" | "clipNorm") =>
      fields.map((own, i): Op => ({ name, noBarrier: i < fields.length - 1, fields: own }));
    return [
      ...(clipValue === undefined ? [] : each("clipValues")),
      ...(clipNorm === undefined ? [] : [...each("sumSquares"), ...each("clipNorm")]),
      { name: "countClipped", fields: common },
    ];
  }

  #updates(type: MiniBatchOptimizerName, fused: boolean): Op[] {
    const parameters = this.stages.flatMap((stage) =>
      fused ? stage.unfused : stage.parameters.filter(({ trained }) => trained),
    );
    return parameters.map((parameter, i) => {
      const { gradient, state } = this.#updateArrays(type, parameter);
      return {
        name: "update",
        noBarrier: i < parameters.length - 1,
        fields: {
          rule: updateRules[type],
          length: parameter.length,
          parameter: parameter.address,
          gradient,
          state0: state[0] ?? 0,
          state1: state[1] ?? 0,
          regularized: parameter.regularized ? 1 : 0,
        },
      };
    });
  }

  #updateArrays(type: MiniBatchOptimizerName, parameter: PackedParameter): UpdateArrays {
    const key = `${type}/${parameter.key}`;
    const existing = this.#optimizerArrays.get(key);
    if (existing !== undefined) return existing;
    const arrays = {
      gradient: this.#gradientAt(parameter),
      state: optimizerOf({ type } as MiniBatchOptimizerSpec).stateNames.map((name) =>
        this.#memory.allocate(parameter.length * 4, name),
      ),
    };
    this.#optimizerArrays.set(key, arrays);
    return arrays;
  }

  #gradientAt(parameter: PackedParameter): number {
    const at = this.#gradients.get(parameter) ?? this.#memory.allocate(parameter.length * 4 + 16, "gradients");
    this.#gradients.set(parameter, at);
    return at;
  }

  #inputErrorMemory(): InputErrors {
    const { input } = this.#network.spec;
    this.#inputErrors ??= new InputErrors(this.#input, input, this.#planMemory.repeated(stepsIn(input)));
    return this.#inputErrors;
  }
}

function canLearn({ parameters }: Stage): boolean {
  return parameters.some(({ trained }) => trained);
}

function ofLayer({ index, times }: Stage, ops: readonly Op[]): readonly Op[] {
  return timed(
    ops.map((op) => ({ ...op, layer: index })),
    times,
  );
}

/** How many rows an example of that shape has: one for each step of a sequence. */
function stepsIn(shape: Shape): number {
  return isSequence(shape) ? shape[0] : 1;
}

/**
 * Where the last gradient takes turns, the first turn is moved before the gradient above it: the second thread has that to
 * do while it waits. See `convGradient` in packages/nndl/kernels/conv-backward.ts.
 */
function withTurns(ops: readonly Op[]): Op[] {
  const [meanwhile, last] = ops.slice(-2);
  // On the way back only gradients are apart.
  if (last?.fields.turn !== 2 || !meanwhile.noBarrier)
    return ops.map((op) => (op.fields.turn ? { ...op, fields: { ...op.fields, turn: 0 } } : op));
  const { multiplyAdds: _, ...rest } = last;
  const first: Op = { ...rest, noBarrier: true, fields: { ...last.fields, turn: 1 } };
  return [...ops.slice(0, -2), first, meanwhile, last];
}

/** Multiply-adds of one example, forward: those of matrices and of convolutions. */
export function multiplyAddsOf({ layers }: Network): number {
  let sum = 0;
  for (const { spec, parameters, input, output, times } of layers)
    for (const { shape } of parameters) {
      // What is looked up is not multiplied.
      if (spec.type === "embedding") continue;
      if (shape.length === 2) sum += sizeOf(shape) * (times === 1 ? stepsIn(input) : times);
      else if (shape.length > 2) sum += (sizeOf(shape) * sizeOf(output)) / output[0];
    }
  return sum;
}

function evaluationBatchOf({ layers }: Network): number {
  const bytes = 4 * layers.reduce((sum, { input }) => sum + sizeOf(input), 0);
  const fits = Math.floor(evaluationCache / bytes);
  return Math.min(128, fits >= 8 ? fits & ~7 : Math.max(1, fits));
}
