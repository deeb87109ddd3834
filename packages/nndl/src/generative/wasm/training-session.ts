/** Contrastive divergence by the kernels: float32, the same bits on any number of threads. */
import { disposeSymbol } from "../../closable.ts";
import type { Dataset } from "../../data/index.ts";
import { updateRules } from "../../engines/wasm/codes.ts";
import type { UpdateNumbers } from "../../engines/wasm/frame.ts";
import { paddedUnits } from "../../engines/wasm/layout.ts";
import { type Op, type OpList, writeOpList } from "../../engines/wasm/ops.ts";
import { uploadData } from "../../engines/wasm/resident.ts";
import { stream } from "../../random/index.ts";
import type { BoltzmannMachine } from "../machine.ts";
import { meansOf } from "../numbers.ts";
import { type MachineParameterName, parameterNames } from "../parameters.ts";
import {
  type MachineEngine,
  type MachineRules,
  type MachineSession,
  type MachineState,
  type MachineStretch,
  streams,
} from "../session.ts";
import { MachineMemory } from "./machine-memory.ts";
import { Workshop } from "./workshop.ts";

/** Examples whose indices are in memory at once. */
const mostExamples = 16384;

/** Visible units that are on less often than this are listed, and only those multiplied. */
const sparseEnough = 0.35;

/** The fast engine. @throws NndlError "engine.…", "session.threads", "worker.…" as a network's session does */
export const wasmMachines: MachineEngine = {
  name: "wasm",
  async open(machine, data, rules, threads) {
    const { visible, hidden } = machine.spec;
    const workshop = await Workshop.open(threads, 4 * rules.miniBatchSize * visible * hidden);
    return new WasmMachineSession(machine, data, rules, workshop);
  },
};

export class WasmMachineSession implements MachineSession {
  readonly #machine: BoltzmannMachine;
  readonly #rules: MachineRules;
  readonly #workshop: Workshop;
  readonly #memory: MachineMemory;
  readonly #gather: Op;
  readonly #examples: number;
  /** ±P(h | v) of the data and of the chains, in panels. */
  readonly #means: number;
  readonly #gradients: Readonly<Record<MachineParameterName, number>>;
  readonly #velocities: Readonly<Record<MachineParameterName, number>>;
  readonly #activity: number;
  /** Whether rows of visible values are mostly 0. */
  readonly #dataPacked: boolean;
  readonly #chainPacked: boolean;
  readonly #lists = new Map<number, OpList>();

  constructor(machine: BoltzmannMachine, data: Dataset, rules: MachineRules, workshop: Workshop) {
    const { spec } = machine;
    const { memory, threads } = workshop;
    this.#machine = machine;
    this.#rules = rules;
    this.#workshop = workshop;
    this.#memory = new MachineMemory(spec, memory, rules.miniBatchSize, threads);
    this.#gather = uploadData(data, memory, { packable: false, changing: false, weights: undefined }).gather;
    this.#examples = memory.allocate(Math.max(mostExamples, rules.miniBatchSize) * 4, "indices");
    const block = (floats: number, purpose: string) => memory.allocate(4 * floats, purpose);
    this.#means = block(paddedUnits(spec.hidden) * 2 * rules.miniBatchSize, "hidden units");
    const each = (purpose: string) => {
      const { weights, visibleBiases, hiddenBiases } = this.#memory.parameters;
      return {
        weights: block(weights.length + 4, purpose),
        visibleBiases: block(visibleBiases.length, purpose),
        hiddenBiases: block(hiddenBiases.length, purpose),
      };
    };
    this.#gradients = each("gradients");
    this.#velocities = each("velocities");
    this.#activity = block(paddedUnits(spec.hidden), "activities");
    const isSparse = meansOf(data).reduce((sum, mean) => sum + Math.abs(mean), 0) < sparseEnough * spec.visible;
    this.#dataPacked = isSparse && (rules.examples === "drawn" || data.features instanceof Uint8Array);
    this.#chainPacked = isSparse && spec.units === "binary" && rules.chains === "drawn";
    this.#memory.upload(machine);
    memory.floats(this.#activity, spec.hidden).fill(rules.sparsity?.target ?? 0);
    const chains = stream(spec.seed, streams.chains).mask(rules.miniBatchSize * spec.hidden, 0.5);
    this.#memory.writeStates(Float32Array.from(chains));
  }

  get threads(): number {
    return this.#workshop.threads;
  }

  train({ order, from, to, stepsBefore, learningRate, gibbsSteps }: MachineStretch): void {
    const { miniBatchSize } = this.#rules;
    const list = this.#list(gibbsSteps);
    const most = Math.max(1, Math.floor(mostExamples / miniBatchSize)) * miniBatchSize;
    let step = stepsBefore;
    for (let at = from; at < to; ) {
      // A short last mini-batch is a command of its own: it is divided by another number.
      const left = to - at;
      const total = left < miniBatchSize ? left : Math.min(most, left - (left % miniBatchSize));
      const miniBatch = Math.min(miniBatchSize, total);
      this.#workshop.memory.words(this.#examples, total).set(order.subarray(at, at + total));
      const numbers = this.#numbers(learningRate, miniBatch);
      this.#workshop.run(list, { total, miniBatch, step, numbers, examples: this.#examples });
      at += total;
      step += total / miniBatch;
    }
  }

  #numbers(learningRate: number, miniBatch: number): UpdateNumbers {
    const { momentum, weightDecay } = this.#rules;
    const rate = -learningRate / miniBatch;
    if (momentum === 0) return { rate, lastRate: rate, keep: 1 - learningRate * weightDecay };
    return { keep: weightDecay, c0: momentum, c1: learningRate, c6: 1 / miniBatch };
  }

  #list(gibbsSteps: number): OpList {
    const list = this.#lists.get(gibbsSteps) ?? writeOpList(this.#workshop.memory, this.#ops(gibbsSteps));
    this.#lists.set(gibbsSteps, list);
    return list;
  }

  #ops(gibbsSteps: number): Op[] {
    const { examples, chains, persistent, sparsity, momentum, miniBatchSize } = this.#rules;
    const memory = this.#memory;
    const { visible, hidden } = memory.spec;
    const drawn = memory.drawnStates;
    // What is made small is −ln p, so the data's means are the ones with the minus.
    const means = (firstMean: number, sign: number, blank: number) => ({
      ...{ means: this.#means, meanRows: 2 * miniBatchSize },
      ...{ firstMean, sign, blank },
    });
    const rows = { rows: memory.valuesOf("data"), stride: memory.visibleStride };
    const ops: Op[] = [{ name: this.#gather.name, fields: { ...this.#gather.fields, ...rows } }];
    if (examples === "drawn") ops.push(memory.visible("data", true, streams.examples));
    ops.push(...memory.up("data", this.#dataPacked));
    ops.push(memory.hidden({ ...means(0, -1, miniBatchSize), ...(persistent ? {} : drawn) }, 0));
    for (let sweep = 1; sweep <= gibbsSteps; sweep++) {
      const last = sweep === gibbsSteps;
      ops.push(memory.down(), memory.visible("chain", chains === "drawn", streams.visible(sweep)));
      ops.push(...memory.up("chain", this.#chainPacked));
      const wanted = { ...(last ? means(miniBatchSize, 1, 0) : {}), ...(last && !persistent ? {} : drawn) };
      ops.push(memory.hidden(wanted, sweep));
    }
    const fused = momentum === 0 && sparsity === undefined;
    const { weights: weightGradient, hiddenBiases: biasGradient, visibleBiases: gradient } = this.#gradients;
    const targets = fused ? { fused: 1 } : { weightGradient, biasGradient };
    ops.push(memory.contrast(this.#means, this.#dataPacked && this.#chainPacked, targets));
    const [data, chain] = [memory.valuesOf("data"), memory.valuesOf("chain")];
    ops.push({
      name: "contrastVisible",
      fields: { units: visible, data, chain, stride: memory.visibleStride, gradient },
    });
    if (sparsity !== undefined) {
      const panels = { means: this.#means, meanRows: 2 * miniBatchSize, average: this.#activity };
      ops.push({ name: "sparsity", fields: { units: hidden, ...panels, ...sparsity, gradient: biasGradient } });
    }
    const updated = fused ? (["visibleBiases"] as const) : parameterNames;
    ops.push(...updated.map((name): Op => this.#update(name)));
    return ops;
  }

  #update(name: MachineParameterName): Op {
    const { address, length } = this.#memory.parameters[name];
    return {
      name: "update",
      fields: {
        ...{ rule: updateRules[this.#rules.momentum === 0 ? "sgd" : "momentum"], length, parameter: address },
        ...{ gradient: this.#gradients[name], state0: this.#velocities[name], state1: 0 },
        regularized: name === "weights" ? 1 : 0,
      },
    };
  }

  download(): void {
    this.#memory.download(this.#machine);
  }

  state(): MachineState {
    const { momentum, sparsity, persistent, miniBatchSize } = this.#rules;
    const state = new Map<string, Float32Array>();
    if (momentum > 0)
      for (const name of parameterNames) {
        const values = new Float32Array(this.#machine[name].length);
        this.#memory.unpackFrom(name, this.#velocities[name], values);
        state.set(`velocity/${name}`, values);
      }
    if (sparsity !== undefined)
      state.set("activity", this.#workshop.memory.floats(this.#activity, this.#memory.spec.hidden).slice());
    if (persistent) state.set("chains", this.#memory.readStates(miniBatchSize));
    return state;
  }

  setState(state: MachineState): void {
    for (const name of parameterNames) {
      const velocity = state.get(`velocity/${name}`);
      if (velocity !== undefined) this.#memory.packInto(name, velocity, this.#velocities[name]);
    }
    const [activity, chains] = [state.get("activity"), state.get("chains")];
    if (activity !== undefined) this.#workshop.memory.floats(this.#activity, activity.length).set(activity);
    if (chains !== undefined) this.#memory.writeStates(chains);
  }

  close(): void {
    this.#workshop.close();
  }

  [disposeSymbol](): void {
    this.close();
  }
}
