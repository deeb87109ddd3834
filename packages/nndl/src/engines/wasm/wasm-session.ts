import { disposeSymbol } from "../../closable.ts";
import type { Dataset, TargetKind } from "../../data/index.ts";
import { clips, type MiniBatchOptimizerSpec, optimizerOf } from "../../functions/index.ts";
import type { Network, Tensor } from "../../network/index.ts";
import { isRefusedWorker } from "../../platform/worker-errors.ts";
import { carriedName, carriedSizes, checkCarried, checkCarrying } from "../carried.ts";
import type {
  Evaluation,
  EvaluationOptions,
  Failure,
  GradientOptions,
  Gradients,
  LoadOptions,
  OutputErrors,
  ResidentData,
  Session,
  SessionOptions,
  TrainingResult,
  TrainingStretch,
} from "../engine.ts";
import { failingLayer } from "../failing-layer.ts";
import type { Frozen } from "../frozen.ts";
import {
  checkData,
  checkErrors,
  checkEvaluationOptions,
  checkExamples,
  checkGradientOptions,
  checkInputLengths,
  checkInputs,
  checkLoadOptions,
  checkOpening,
  checkOptimizerState,
  checkRefresh,
  checkStretch,
  closedSession,
  foreignData,
} from "../session-checks.ts";
import { checkKernels } from "./check-kernels.ts";
import { Frame, type UpdateNumbers } from "./frame.ts";
import { kernelModule } from "./kernels.ts";
import { EngineMemory } from "./memory.ts";
import { type OpList, writeOpList } from "./ops.ts";
import type { PackedParameter } from "./parameter.ts";
import { multiplyAddsOf, Plan } from "./plan.ts";
import { refreshData, uploadData, type WasmResident } from "./resident.ts";
import { ThreadChoice } from "./thread-choice.ts";
import { type Crew, chooseThreads, gatherCrew } from "./threads.ts";
import { updateNumbers } from "./update-numbers.ts";

/** Indices of examples that fit into the session's memory at once. */
const mostExamples = 16384;

/** The time that one operation of a training step took. */
export interface OperationTime {
  readonly name: string;
  /** Index of the layer it belongs to, if it belongs to one. */
  readonly layer?: number;
  readonly seconds: number;
  /** Multiply-adds that it would have taken to leave nothing out: 0 where there are none to speak of. */
  readonly multiplyAdds: number;
}

interface Opening {
  readonly miniBatchSize: number;
  /** Whether one thread may do what several could. */
  readonly auto: boolean;
  readonly frozen: Frozen;
}

export class WasmSession implements Session {
  readonly engine = "wasm";
  readonly network: Network;
  readonly #memory: EngineMemory;
  readonly #crew: Crew;
  readonly #frame: Frame;
  readonly #plan: Plan;
  /** Whether commands may be left to one thread, and which way was seen to be faster for which operations. */
  readonly #auto: boolean;
  readonly #choices = new WeakMap<OpList, ThreadChoice>();
  readonly #examples: number;
  readonly #miniBatchSize: number;
  readonly #frozen: Frozen;
  readonly #resident = new Set<ResidentData>();
  #closed = false;

  static async open(network: Network, options: SessionOptions | undefined): Promise<WasmSession> {
    const { threads: asked, miniBatchSize, frozen } = checkOpening(network, options);
    checkKernels(network);
    const threads = chooseThreads(asked, 3 * miniBatchSize * multiplyAddsOf(network));
    const auto = asked === undefined || asked === "auto";
    try {
      return await WasmSession.#openWith(threads, network, { miniBatchSize, auto, frozen: new Set(frozen) });
    } catch (error) {
      // Nobody asked for a second thread: where none can be started, the results are the same with one.
      if (!auto || threads === 1 || !isRefusedWorker(error)) throw error;
      return WasmSession.#openWith(1, network, { miniBatchSize, auto, frozen: new Set(frozen) });
    }
  }

  static async #openWith(threads: number, network: Network, opening: Opening) {
    const module = await kernelModule(threads > 1);
    const memory = new EngineMemory(threads > 1);
    const frame = new Frame(memory);
    const plan = new Plan(network, memory, { ...opening, threads });
    const crew = await gatherCrew(module, memory, frame.address, threads);
    return new WasmSession(network, memory, crew, frame, plan, { ...opening, auto: opening.auto && threads > 1 });
  }

  private constructor(
    network: Network,
    memory: EngineMemory,
    crew: Crew,
    frame: Frame,
    plan: Plan,
    { miniBatchSize, auto, frozen }: Opening,
  ) {
    this.#auto = auto;
    this.#frozen = frozen;
    this.network = network;
    this.#memory = memory;
    this.#crew = crew;
    this.#frame = frame;
    this.#plan = plan;
    this.#miniBatchSize = miniBatchSize;
    this.#examples = memory.allocate(Math.max(mostExamples, miniBatchSize) * 4, "indices");
    this.upload();
  }

  get threads(): number {
    return this.#crew.threads;
  }

  /** Bytes of WebAssembly memory in use, data included. */
  get memoryBytes(): number {
    return this.#memory.usedBytes;
  }

  load<Kind extends TargetKind>(data: Dataset<Kind>, options?: LoadOptions): ResidentData<Kind>;
  load(data: Dataset, options?: LoadOptions): WasmResident {
    this.#checkOpen();
    checkData(this.network, data);
    const { changing, weights } = checkLoadOptions(data, options);
    const packable = this.#plan.takesEntries && !changing;
    const resident = uploadData(data, this.#memory, { packable, changing, weights });
    this.#resident.add(resident);
    return resident;
  }

  refresh(resident: ResidentData, data: Dataset): void {
    const own = this.#own(resident);
    checkRefresh(this.network, own.data, own.changing, data);
    refreshData(own, data, this.#memory);
  }

  unload(resident: ResidentData): void {
    const own = this.#own(resident);
    this.#plan.forget(own);
    for (const address of own.blocks) this.#memory.release(address);
    this.#resident.delete(own);
  }

  train(stretch: TrainingStretch): TrainingResult {
    const data = this.#own(stretch.data);
    checkStretch(stretch, this.#miniBatchSize);
    if (stretch.carry) checkCarrying(this.network);
    const list = this.#plan.training(data, stretch.optimizer, stretch.carry ?? false);
    // Plain SGD runs many mini-batches in one command; other optimizers' numbers change with every update.
    const perCommand =
      stretch.optimizer.type === "sgd"
        ? Math.max(1, Math.floor(mostExamples / stretch.miniBatchSize)) * stretch.miniBatchSize
        : stretch.miniBatchSize;
    this.#clearTotal(stretch.costBefore);
    this.#memory.words(this.#plan.clipped, 2).fill(0);
    let steps = 0;
    for (let from = stretch.from; from < stretch.to; from += perCommand) {
      const examples = stretch.order.subarray(from, Math.min(from + perCommand, stretch.to));
      const whole = Math.min(stretch.miniBatchSize, examples.length);
      const last = examples.length % stretch.miniBatchSize || stretch.miniBatchSize;
      const updateNumber = stretch.stepsBefore + steps + 1;
      const numbers = updateNumbers(stretch, { whole, last, updateNumber });
      this.#run(list, examples, stretch.miniBatchSize, numbers, {
        measure: stretch.measureCost ?? false,
        step: updateNumber - 1,
      });
      steps += this.#frame.steps;
      if (this.#frame.failed) {
        const start = from + this.#frame.steps * stretch.miniBatchSize;
        return { steps, failure: this.#failure(stretch, start, steps) };
      }
    }
    return {
      steps,
      ...(clips(stretch.optimizer) ? { clipped: this.#memory.words(this.#plan.clipped, 1)[0] } : {}),
      ...(stretch.measureCost ? { costSum: this.#total().cost } : {}),
    };
  }

  /**
   * Where the time of training goes: every operation of a step in its turn, timed over the mini-batches of a stretch. It
   * trains as {@link train} does, more slowly, and stops at nothing. Of this engine alone: for benchmarks.
   */
  profile(stretch: TrainingStretch): readonly OperationTime[] {
    const data = this.#own(stretch.data);
    checkStretch(stretch, this.#miniBatchSize);
    const ops = this.#plan.trainingOps(data, stretch.optimizer);
    const lists = ops.map((op) => writeOpList(this.#memory, [op]));
    // What two threads do in turns cannot be done by all of them here and by one alone there.
    const together = new ThreadChoice(false);
    for (const list of lists) this.#choices.set(list, together);
    const seconds = ops.map(() => 0);
    try {
      for (let from = stretch.from; from < stretch.to; from += stretch.miniBatchSize) {
        const examples = stretch.order.subarray(from, Math.min(from + stretch.miniBatchSize, stretch.to));
        const step = stretch.stepsBefore + Math.floor((from - stretch.from) / stretch.miniBatchSize);
        const [whole, last] = [stretch.miniBatchSize, examples.length];
        const numbers = updateNumbers(stretch, { whole, last, updateNumber: step + 1 });
        lists.forEach((list, i) => {
          const started = performance.now();
          this.#run(list, examples, stretch.miniBatchSize, numbers, { measure: false, step });
          seconds[i] += (performance.now() - started) / 1000;
        });
      }
    } finally {
      for (const { address } of lists) this.#memory.release(address);
    }
    const examples = stretch.to - stretch.from;
    return ops.map(({ name, layer, multiplyAdds = 0 }, i) => ({
      name,
      ...(layer === undefined ? {} : { layer }),
      seconds: seconds[i],
      multiplyAdds: multiplyAdds * examples,
    }));
  }

  evaluate<Kind extends TargetKind>(resident: ResidentData<Kind>, options?: EvaluationOptions): Evaluation<Kind>;
  evaluate(resident: ResidentData, options?: EvaluationOptions): Evaluation {
    const data = this.#own(resident);
    const { carry } = checkEvaluationOptions(options);
    if (carry) checkCarrying(this.network);
    const { count, targets, answerCount } = data.data;
    const list = this.#plan.evaluation(data, carry);
    const trainings = carry ? this.downloadCarried() : undefined;
    if (carry) this.uploadCarried(new Map());
    this.#clearTotal();
    // What goes on is one row, and each mini-batch its next stretch.
    const atOnce = carry ? 1 : this.#plan.evaluationBatch;
    const piece = Math.floor(mostExamples / atOnce) * atOnce;
    for (let from = 0; from < count; from += piece) {
      const examples = Uint32Array.from({ length: Math.min(piece, count - from) }, (_, i) => from + i);
      this.#run(list, examples, atOnce, {}, { measure: true });
    }
    if (trainings !== undefined) this.uploadCarried(trainings);
    const { cost, correct } = this.#total();
    return targets.kind === "classes"
      ? { count: answerCount, cost: cost / count, correct }
      : { count, cost: cost / count };
  }

  predict(inputs: Float32Array, given?: Uint32Array): Float32Array {
    this.#checkOpen();
    const count = checkInputs(this.network, inputs);
    const lengths = checkInputLengths(this.network, count, given);
    const { inputSize, outputSize } = this.network;
    const list = this.#plan.prediction();
    const { evaluationBatch, staging, outputs, outputStride, outputUnits } = this.#plan;
    const answers = outputSize / outputUnits;
    const places = Uint32Array.from({ length: Math.min(evaluationBatch, count) }, (_, i) => i);
    const result = new Float32Array(count * outputSize);
    for (let from = 0; from < count; from += evaluationBatch) {
      const rows = Math.min(evaluationBatch, count - from);
      this.#memory.floats(staging, rows * inputSize).set(inputs.subarray(from * inputSize, (from + rows) * inputSize));
      this.#stageLengths(rows, lengths?.subarray(from, from + rows));
      this.#run(list, places.subarray(0, rows), evaluationBatch, {}, { measure: false });
      const values = this.#memory.floats(outputs, rows * answers * outputStride);
      for (let i = 0; i < rows * answers; i++)
        for (let j = 0; j < outputUnits; j++)
          result[from * outputSize + i * outputUnits + j] = values[i * outputStride + j];
    }
    return result;
  }

  gradients(resident: ResidentData, examples: Uint32Array, options?: GradientOptions): Gradients {
    const data = this.#own(resident);
    const { training, step, inputs: wanted } = checkGradientOptions(options);
    checkExamples(examples, data.data.count);
    const list = this.#plan.gradients(data, training, wanted);
    const sums = new Map<string, Float64Array>();
    const size = wanted ? this.network.inputSize : 0;
    const inputs = new Float32Array(examples.length * size);
    this.#clearTotal();
    for (let from = 0; from < examples.length; from += this.#miniBatchSize) {
      const batch = examples.subarray(from, from + this.#miniBatchSize);
      this.#run(list, batch, this.#miniBatchSize, {}, { measure: true, step: step + from / this.#miniBatchSize });
      this.#addGradients(sums);
      for (let i = 0; wanted && i < batch.length; i++)
        this.#plan.inputErrorsOf(i, inputs.subarray((from + i) * size, (from + i + 1) * size));
    }
    const mean = (values: Float32Array | Float64Array) => {
      // `Float32Array.from` goes through an iterator: for the inputs that took longer than all of backpropagation.
      const means = new Float32Array(values.length);
      for (let i = 0; i < values.length; i++) means[i] = values[i] / examples.length;
      return means;
    };
    return {
      cost: this.#total().cost / examples.length,
      parameters: new Map([...sums].map(([key, values]) => [key, mean(values)])),
      inputs: mean(inputs),
    };
  }

  inputGradients(inputs: Float32Array, errors: OutputErrors): Float32Array {
    this.#checkOpen();
    const count = checkInputs(this.network, inputs);
    const { inputSize, outputSize } = this.network;
    const { evaluationBatch, staging, targets, outputStride, outputUnits } = this.#plan;
    const answers = outputSize / outputUnits;
    const [forward, back] = [this.#plan.weightedInputs(), this.#plan.toInputs()];
    const piece = Math.min(this.#miniBatchSize, evaluationBatch);
    const gradients = new Float32Array(inputs.length);
    for (let from = 0; from < count; from += piece) {
      const places = Uint32Array.from({ length: Math.min(piece, count - from) }, (_, i) => i);
      const own = inputs.subarray(from * inputSize, (from + places.length) * inputSize);
      this.#memory.floats(staging, own.length).set(own);
      this.#stageLengths(places.length);
      this.#run(forward, places, piece, {}, { measure: false });
      const z = new Float32Array(places.length * outputSize);
      const rowCount = places.length * answers;
      const rows = this.#memory.floats(this.#plan.weightedInputsAt, rowCount * outputStride);
      for (let i = 0; i < rowCount; i++)
        z.set(rows.subarray(i * outputStride, i * outputStride + outputUnits), i * outputUnits);
      const delta = checkErrors(errors(z, from), z.length);
      const given = this.#memory.floats(targets, rowCount * outputStride);
      for (let i = 0; i < rowCount; i++)
        given.set(delta.subarray(i * outputUnits, (i + 1) * outputUnits), i * outputStride);
      this.#run(back, places, piece, {}, { measure: false });
      for (const i of places)
        this.#plan.inputErrorsOf(i, gradients.subarray((from + i) * inputSize, (from + i + 1) * inputSize));
    }
    return gradients;
  }

  /** Says how many steps of the inputs in `staging` count: all, or so many. */
  #stageLengths(rows: number, lengths?: Uint32Array): void {
    const { stagingLengths } = this.#plan;
    if (stagingLengths === 0) return;
    const words = this.#memory.words(stagingLengths, rows);
    if (lengths === undefined) words.fill(this.network.spec.input[0]);
    else words.set(lengths);
  }

  download(): void {
    this.#checkOpen();
    for (const parameter of this.#plan.parameters)
      parameter.unpack(this.#memory.floats(parameter.address, parameter.length), this.#tensor(parameter).values);
  }

  upload(): void {
    this.#checkOpen();
    for (const parameter of this.#plan.parameters)
      parameter.pack(this.#tensor(parameter).values, this.#memory.floats(parameter.address, parameter.length));
    const arrival = this.#plan.arrival();
    if (arrival !== undefined) this.#run(arrival, Uint32Array.of(0), 1, {}, { measure: false });
  }

  downloadOptimizer(optimizer: MiniBatchOptimizerSpec): Map<string, Float32Array> {
    this.#checkOpen();
    const result = new Map<string, Float32Array>();
    this.#forEachState(optimizer, (key, parameter, state) => {
      const values = new Float32Array(this.#tensor(parameter).values.length);
      parameter.unpack(state, values);
      result.set(key, values);
    });
    return result;
  }

  uploadOptimizer(optimizer: MiniBatchOptimizerSpec, given: ReadonlyMap<string, Float32Array>): void {
    this.#checkOpen();
    checkOptimizerState(this.network, optimizer, given, this.#frozen);
    this.#forEachState(optimizer, (key, parameter, state) => {
      const values = given.get(key);
      if (values === undefined) state.fill(0);
      else parameter.pack(values, state);
    });
  }

  downloadCarried(): Map<string, Float32Array> {
    this.#checkOpen();
    const carried = new Map<string, Float32Array>();
    for (const [key, { size }] of carriedSizes(this.network))
      carried.set(key, new Float32Array(this.#miniBatchSize * size));
    this.#eachCarried((key, size, row, values) => carried.get(key)?.set(values.subarray(0, size), row * size));
    return carried;
  }

  uploadCarried(carried: ReadonlyMap<string, Float32Array>): void {
    this.#checkOpen();
    checkCarried(this.network, this.#miniBatchSize, carried);
    this.#eachCarried((key, size, row, values) => {
      values.fill(0);
      values.set(carried.get(key)?.subarray(row * size, (row + 1) * size) ?? []);
    });
  }

  /** Visits what each row carries on, as the kernels have it. */
  #eachCarried(visit: (key: string, size: number, row: number, values: Float32Array) => void): void {
    const sizes = carriedSizes(this.network);
    for (const stage of this.#plan.recurrent)
      stage.eachCarried(this.#miniBatchSize, (name, row, address) => {
        const key = carriedName(name, stage.index);
        const size = sizes.get(key)?.size;
        if (size !== undefined) visit(key, size, row, this.#memory.floats(address, size));
      });
  }

  close(): void {
    if (this.#closed) return;
    this.#frame.writeEnd();
    this.#crew.end();
    this.#closed = true;
  }

  [disposeSymbol](): void {
    this.close();
  }

  #run(
    list: OpList,
    examples: Uint32Array,
    miniBatch: number,
    numbers: UpdateNumbers,
    what: { readonly measure: boolean; readonly step?: number },
  ): void {
    this.#memory.words(this.#examples, examples.length).set(examples);
    this.#frame.write(list, { examples: this.#examples, total: examples.length, miniBatch }, numbers, what);
    const choice = this.#choices.get(list) ?? new ThreadChoice(this.#auto);
    this.#choices.set(list, choice);
    const { together } = choice;
    const started = performance.now();
    this.#crew.execute(this.#frame.address, together);
    choice.learn(together, examples.length, performance.now() - started);
  }

  #addGradients(sums: Map<string, Float64Array>): void {
    for (const parameter of this.#plan.parameters) {
      if (!parameter.trained) continue;
      const values = new Float32Array(this.#tensor(parameter).values.length);
      parameter.unpack(this.#plan.gradientOf(parameter), values);
      const sum = sums.get(parameter.key) ?? new Float64Array(values.length);
      for (let i = 0; i < values.length; i++) sum[i] += values[i];
      sums.set(parameter.key, sum);
    }
  }

  #failure(stretch: TrainingStretch, start: number, steps: number): Failure {
    this.download();
    const batch = stretch.order.subarray(start, Math.min(start + stretch.miniBatchSize, stretch.to));
    const step = stretch.stepsBefore + steps;
    return { step, layer: failingLayer(this.network, stretch.data.data, batch, step, this.#frozen) };
  }

  #clearTotal(cost = 0): void {
    this.#memory.words(this.#plan.total, 4).fill(0);
    this.#memory.view().setFloat64(this.#plan.total, cost, true);
  }

  #total(): { cost: number; correct: number } {
    const view = this.#memory.view();
    return { cost: view.getFloat64(this.#plan.total, true), correct: view.getInt32(this.#plan.total + 8, true) };
  }

  #forEachState(
    optimizer: MiniBatchOptimizerSpec,
    visit: (key: string, parameter: PackedParameter, state: Float32Array) => void,
  ): void {
    const { stateNames } = optimizerOf(optimizer);
    if (stateNames.length === 0) return;
    for (const parameter of this.#plan.parameters) {
      if (!parameter.trained) continue;
      this.#plan.stateOf(optimizer.type, parameter);
      stateNames.forEach((name, i) => {
        visit(`${name}/${parameter.key}`, parameter, this.#plan.stateOf(optimizer.type, parameter)[i]);
      });
    }
  }

  #tensor(parameter: PackedParameter): Tensor {
    return this.network.parameters.get(parameter.key) as Tensor;
  }

  #own(resident: ResidentData): WasmResident {
    this.#checkOpen();
    if (!this.#resident.has(resident)) throw foreignData();
    return resident as WasmResident;
  }

  #checkOpen(): void {
    if (this.#closed) throw closedSession();
  }
}
