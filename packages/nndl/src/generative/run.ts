import { platform } from "#platform";
import { positiveInteger } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { NndlError, show } from "../errors.ts";
import type { Optional } from "../optional.ts";
import { stream } from "../random/index.ts";
import { identify } from "../training/data-identity.ts";
import { Pace } from "../training/pace.ts";
import { checkEvaluated } from "../training/settings.ts";
import type { MachineEpochRecord, MachineEvent, MachineOutcome, MachineStop } from "./events.ts";
import { BoltzmannMachine } from "./machine.ts";
import { checkMachineSnapshot, type MachineCursor, type MachineSnapshot } from "./machine-snapshot.ts";
import { measureMachine } from "./measure.ts";
import { checkMachineData } from "./numbers.ts";
import { parameterNames } from "./parameters.ts";
import { referenceMachines } from "./reference-session.ts";
import type { MachineSession, MachineState } from "./session.ts";
import {
  checkMachineSettings,
  gibbsStepsAt,
  type MachineOptions,
  type MachineSettings,
  machineRateAt,
} from "./settings.ts";
import { wasmMachines } from "./wasm/training-session.ts";

/** How to go on: settings that are left out are those of the run that is resumed. */
export type MachineResumeOptions = Optional<MachineOptions> & {
  readonly resume: MachineSnapshot | { snapshot(): MachineSnapshot };
};

const engines = { wasm: wasmMachines, reference: referenceMachines };

/**
 * A run of {@link trainMachine}: iterate over it to make it happen. `snapshot()` gives, between two events, all that going on
 * needs; afterwards `outcome` tells how it ended.
 */
export class MachineRun implements AsyncIterable<MachineEvent> {
  /** The machine that is being trained; its parameters change as the run goes on. */
  readonly machine: BoltzmannMachine;
  readonly settings: MachineSettings;
  readonly #data: Dataset;
  readonly #evaluate: ReadonlyMap<string, Dataset>;
  readonly #options: Omit<Optional<MachineOptions>, "evaluate">;
  #session: MachineSession | undefined;
  #state: MachineState = new Map();
  #cursor: MachineCursor = { epoch: 0, example: 0, step: 0 };
  #history: MachineEpochRecord[] = [];
  #started = false;
  #outcome: MachineOutcome | undefined;
  #threads = 1;

  /** Use {@link trainMachine}. */
  constructor(machine: BoltzmannMachine, data: Dataset, options: MachineOptions | MachineResumeOptions) {
    if (!(machine instanceof BoltzmannMachine))
      throw new NndlError("boltzmann.options", {
        received: show(machine),
        expected: "what is trained must be a BoltzmannMachine",
        next: "Call trainMachine(machine, data, options).",
      });
    checkMachineData(machine.spec, data);
    const { resume, ...rest } = (options ?? {}) as MachineResumeOptions;
    const before = resume === undefined ? undefined : checkMachineSnapshot(snapshotOf(resume));
    const settings = checkMachineSettings(before === undefined ? options : { ...before.settings, ...present(rest) });
    // There are never more chains than examples.
    this.settings = { ...settings, miniBatchSize: Math.min(settings.miniBatchSize, data.count) };
    this.#evaluate = checkEvaluated(rest.evaluate);
    for (const set of this.#evaluate.values()) checkMachineData(machine.spec, set);
    if (rest.miniBatchEvents !== undefined)
      positiveInteger(rest.miniBatchEvents, { code: "boltzmann.options", what: "miniBatchEvents (in mini-batches)" });
    checkRuntime(rest);
    this.machine = machine;
    this.#data = data;
    this.#options = rest;
    if (before !== undefined) this.#restore(before);
  }

  /** How the run ended; undefined until then. */
  get outcome(): MachineOutcome | undefined {
    return this.#outcome;
  }

  /** The number of threads it runs on, once it has begun. */
  get threads(): number {
    return this.#threads;
  }

  /** How far it is, in mini-batches. */
  get progress(): { readonly epoch: number; readonly step: number; readonly steps: number } {
    const { epoch, step } = this.#cursor;
    return { epoch, step, steps: this.settings.epochs * this.#stepsPerEpoch };
  }

  /** Everything that going on needs, as things stand. @throws NndlError "boltzmann.diverged" */
  snapshot(): MachineSnapshot {
    this.#session?.download();
    this.#checkFinite();
    return {
      machine: this.machine.clone(),
      settings: this.settings,
      data: identify(this.#data),
      cursor: this.#cursor,
      history: [...this.#history],
      state: this.#session?.state() ?? this.#state,
    };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<MachineEvent, void, undefined> {
    if (this.#started)
      throw new NndlError("boltzmann.started", {
        received: "a second iteration",
        expected: "a run can be iterated over once",
        next: "Call trainMachine(…) again.",
      });
    this.#started = true;
    const { engine = "wasm", threads = "auto" } = this.#options;
    const session = await engines[engine].open(this.machine, this.#data, this.settings, threads);
    this.#session = session;
    this.#threads = session.threads;
    session.setState(this.#state);
    let reason: MachineStop = "aborted";
    try {
      yield* this.#epochs(session);
      if (this.#cursor.epoch === this.settings.epochs) reason = "finished";
    } finally {
      this.#state = session.state();
      session.download();
      this.#session = undefined;
      session.close();
      this.#outcome = {
        reason,
        epochs: this.#history.length,
        history: [...this.#history],
        sha256: this.machine.sha256(),
      };
    }
  }

  async *#epochs(session: MachineSession): AsyncGenerator<MachineEvent, void> {
    const { epochs, miniBatchSize } = this.settings;
    const { signal, miniBatchEvents: every = Number.POSITIVE_INFINITY } = this.#options;
    const { count } = this.#data;
    const steps = epochs * this.#stepsPerEpoch;
    const pace = new Pace(performance.now());
    while (this.#cursor.epoch < epochs) {
      const { epoch } = this.#cursor;
      const order = this.#orderOf(epoch);
      const learningRate = machineRateAt(this.settings, epoch, this.#stepsPerEpoch);
      const gibbsSteps = gibbsStepsAt(this.settings, epoch);
      let seconds = 0;
      const began = this.#cursor.example;
      while (this.#cursor.example < count) {
        if (signal?.aborted) return;
        const { example: from, step } = this.#cursor;
        const most = Math.min(pace.steps, every === Number.POSITIVE_INFINITY ? every : every - (step % every));
        const to = Math.min(count, from + most * miniBatchSize);
        const started = performance.now();
        session.train({ order, from, to, stepsBefore: step, learningRate, gibbsSteps });
        const elapsed = performance.now() - started;
        const done = Math.ceil((to - from) / miniBatchSize);
        pace.learn(done, elapsed);
        seconds += elapsed / 1000;
        this.#cursor = { epoch, example: to, step: step + done };
        if ((step + done) % every === 0)
          yield { type: "mini-batch", epoch, epochs, step: step + done, steps, learningRate };
        if (pace.turnIsOver(performance.now())) await platform.yieldToOthers();
      }
      session.download();
      this.#checkFinite();
      const evaluations: Record<string, Awaited<ReturnType<typeof measureMachine>>> = {};
      for (const [name, data] of this.#evaluate)
        evaluations[name] = await measureMachine(this.machine, data, session.threads);
      const record = { index: epoch, learningRate, gibbsSteps, evaluations };
      this.#history.push(record);
      this.#cursor = { epoch: epoch + 1, example: 0, step: this.#cursor.step };
      yield {
        type: "epoch",
        ...record,
        ...{ epochs, step: this.#cursor.step, steps, seconds },
        examplesPerSecond: (count - began) / Math.max(seconds, 1e-6),
        ...(epoch + 1 === epochs ? { reason: "finished" } : {}),
      };
    }
  }

  get #stepsPerEpoch(): number {
    return Math.ceil(this.#data.count / this.settings.miniBatchSize);
  }

  #orderOf(epoch: number): Uint32Array {
    const { count } = this.#data;
    return this.settings.shuffle
      ? stream(this.machine.spec.seed, "shuffle", epoch).permutation(count)
      : Uint32Array.from({ length: count }, (_, i) => i);
  }

  #restore({ machine, data, cursor, history, state }: MachineSnapshot): void {
    const own = identify(this.#data);
    if (JSON.stringify(machine.spec) !== JSON.stringify(this.machine.spec) || data.hash !== own.hash)
      throw new NndlError("boltzmann.resume", {
        received: `${data.count} examples ${data.hash}, and a machine of ${machine.spec.visible} and ${machine.spec.hidden} units`,
        expected: "a run goes on with the machine and the data that it began with",
        next: "Give the same data and a machine of the same spec.",
      });
    for (const name of parameterNames) this.machine[name].set(machine[name]);
    this.#cursor = cursor;
    this.#history = [...history];
    this.#state = state;
  }

  #checkFinite(): void {
    const broken = parameterNames.find((name) => !this.machine[name].every(Number.isFinite));
    if (broken === undefined) return;
    throw new NndlError("boltzmann.diverged", {
      problem: `training diverged: the ${broken} are no longer finite in epoch ${this.#cursor.epoch}`,
      next: `Try a smaller learning rate than ${this.settings.learningRate}; gaussian units need about a hundredth of what binary ones do.`,
    });
  }
}

/**
 * Trains a restricted Boltzmann machine by contrastive divergence; iterate over what it returns to make it happen.
 *
 * For each mini-batch the weights move by η (⟨h v⟩ of the data − ⟨h v⟩ of chains that went k steps of Gibbs sampling), with
 * momentum, weight decay and a pull of the hidden units' activity towards a target if asked for. The same machine, data and
 * options give the same weights, byte for byte, on any number of threads, straight through or interrupted and resumed.
 *
 * @throws NndlError "boltzmann.…" and "data.…" at once for what does not fit; "boltzmann.diverged" while it runs
 * @example
 * const machine = boltzmann({ visible: 784, hidden: 20, seed: 1 });
 * for await (const event of trainMachine(machine, digits.training, { epochs: 1, learningRate: 0.1, persistent: true }))
 *   console.log(event.type, event.step);
 * @see G. Hinton 2002; T. Tieleman, "Training restricted Boltzmann machines using approximations to the likelihood gradient", 2008
 */
export function trainMachine(
  machine: BoltzmannMachine,
  data: Dataset,
  options: MachineOptions | MachineResumeOptions,
): MachineRun {
  return new MachineRun(machine, data, options);
}

function snapshotOf(resume: MachineResumeOptions["resume"]): unknown {
  return typeof (resume as { snapshot?: unknown })?.snapshot === "function"
    ? (resume as { snapshot(): MachineSnapshot }).snapshot()
    : resume;
}

function present(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function checkRuntime({ engine = "wasm", threads = "auto", signal }: Optional<MachineOptions>): void {
  const must = (what: string, fits: boolean, expected: string, received: unknown) => {
    if (fits) return;
    throw new NndlError("boltzmann.options", {
      received: show(received),
      expected: `${what} must be ${expected}`,
      next: "Correct it, or leave it out.",
    });
  };
  must("engine", engine in engines, '"wasm" or "reference"', engine);
  must(
    "threads",
    threads === "auto" || (Number.isSafeInteger(threads) && threads > 0),
    'a positive integer or "auto"',
    threads,
  );
  must("signal", signal === undefined || typeof signal?.aborted === "boolean", "an AbortSignal", signal);
}
