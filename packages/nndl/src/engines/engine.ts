import type { Closable } from "../closable.ts";
import type { Dataset, TargetKind } from "../data/index.ts";
import type { MiniBatchOptimizerSpec, Regularization } from "../functions/index.ts";
import type { Network } from "../network/index.ts";

/**
 * An engine is a way to compute with networks. It opens a session: one network, in the engine's own memory,
 * ready to be trained and used. Everything above this interface works with any engine.
 */
export interface Engine {
  /** "wasm" or "reference". */
  readonly name: string;
  /**
   * Opens a session with the weights that the network has now.
   *
   * @throws NndlError "network.instance", "session.options", "session.threads", "session.miniBatchSize", and what the
   *   engine's own description says
   */
  open(network: Network, options?: SessionOptions): Promise<Session>;
}

/** How a network is opened; what is left out, or undefined, gets its default. */
export interface SessionOptions {
  /**
   * Threads that share the work, from 1; "auto" (the default) takes more than one only where a step is long enough to
   * pay for it. There are never more than the machine has processors, and the number never changes a bit of any result.
   */
  readonly threads?: number | "auto" | undefined;
  /** The largest mini-batch the session will be asked to train on; memory is planned for it. 100 when absent. */
  readonly miniBatchSize?: number | undefined;
  /**
   * Layers, by their index from 0, that training leaves as they are: their parameters keep their bits, gradients have none of
   * them, and a batch normalization among them normalizes by its running averages. None when absent.
   */
  readonly frozen?: readonly number[] | undefined;
}

/**
 * One network in an engine's memory. Every method checks its input first and changes nothing when it refuses. Close it when
 * you are done, or let `using` do it: `using session = await wasmEngine.open(net)`.
 *
 * @throws NndlError "session.closed" from every method but `close` once it is closed
 * @example
 * const session = await wasmEngine.open(net);
 * const { cost, correct } = session.evaluate(session.load(digits.test));
 * session.close();
 */
export interface Session extends Closable {
  /** The name of its engine. */
  readonly engine: string;
  /** The network that the session computes with. */
  readonly network: Network;
  /** How many threads it has, the calling one among them: fewer than were asked for where there are fewer processors. */
  readonly threads: number;

  /**
   * Brings a data set into the engine's memory, where it stays until it is unloaded or the session is closed.
   *
   * @throws NndlError "dataset.instance"; "data.shape" or "data.targets" where it does not fit the network; "engine.memory" where
   *   it does not fit into memory; nothing of it is then kept
   */
  load<Kind extends TargetKind>(data: Dataset<Kind>, options?: LoadOptions): ResidentData<Kind>;

  /**
   * Puts other features and targets in the place of those that were loaded with `changing: true`: as many examples of the
   * same shape, and of the same kinds of numbers.
   */
  refresh(resident: ResidentData, data: Dataset): void;

  /**
   * Lets go of a data set. Its memory is used again by what is loaded next; the data cannot be used any longer.
   *
   * @throws NndlError "session.data" for data that are not in this session
   */
  unload(resident: ResidentData): void;

  /** Trains on the mini-batches of one stretch of examples; the result depends on nothing but the arguments. */
  train(stretch: TrainingStretch): TrainingResult;

  /** The mean unregularized cost over a data set, and the number of right answers when it has classes. */
  evaluate<Kind extends TargetKind>(data: ResidentData<Kind>, options?: EvaluationOptions): Evaluation<Kind>;

  /**
   * The outputs for inputs that follow one another in one array; `inputs.length` is a multiple of the input size. For sequences
   * that are padded, `lengths` says how many steps of each count.
   */
  predict(inputs: Float32Array, lengths?: Uint32Array): Float32Array;

  /**
   * The gradient of the mean unregularized cost of some examples: with respect to each parameter, by name and in the
   * parameter's shape, and with respect to each input, one example after another (∂C/∂x of the mean, too). Parameters
   * that are not trained have none. Examples are taken in mini-batches of the session's size, which matters to layers
   * that behave otherwise in training.
   */
  gradients(data: ResidentData, examples: Uint32Array, options?: GradientOptions): Gradients;

  /**
   * What a cost of the caller's own changes by with each input, by the network as it is used: ∂C/∂x, one example after another.
   * `errors` is told the last layer's weighted inputs z, some examples at a time and one after another, and where the first
   * of them stands; it gives ∂C/∂z for them. No gradient of a parameter is computed on the way.
   *
   * @throws NndlError "data.shape" and "data.inputs" for inputs that are none, "gradients.errors" for errors that are not one
   *   finite number for each z
   */
  inputGradients(inputs: Float32Array, errors: OutputErrors): Float32Array;

  /** Copies the session's weights into `network.parameters`. */
  download(): void;

  /** Copies `network.parameters` into the session. */
  upload(): void;

  /** The optimizer's arrays ("velocity", …), keyed "velocity/layers.0.weights"; empty for plain SGD. */
  downloadOptimizer(optimizer: MiniBatchOptimizerSpec): Map<string, Float32Array>;

  /** Restores what `downloadOptimizer` gave; an empty map means: all zero, as before the first update. */
  uploadOptimizer(optimizer: MiniBatchOptimizerSpec, state: ReadonlyMap<string, Float32Array>): void;

  /**
   * What recurrent layers carry on to the next mini-batch of a stretch with `carry`, keyed "output/layers.1": so many numbers for
   * each row of the session's mini-batches. Empty for a network in which nothing is carried on.
   */
  downloadCarried(): Map<string, Float32Array>;

  /** Restores what `downloadCarried` gave; an empty map means: all zero, as at the beginning of a sequence. */
  uploadCarried(carried: ReadonlyMap<string, Float32Array>): void;

  /** Ends its threads and lets go of its memory. The session cannot be used afterwards; closing it again does nothing. */
  close(): void;
}

/** How a data set is loaded. */
export interface LoadOptions {
  /** Whether the data will be refreshed; false when absent. */
  readonly changing?: boolean | undefined;
  /**
   * What each example's cost is multiplied by in training and in gradients, in the data's order, from 0; 1 when absent. What
   * `evaluate` measures is not weighted. A refresh leaves them as they are.
   */
  readonly weights?: Float32Array | undefined;
}

/** How a data set is measured. */
export interface EvaluationOptions {
  /**
   * Whether its examples are stretches of one sequence, in their order: recurrent layers begin the first from nothing, and go on in
   * each from where the one before left them. What training carries on stays as it is. False when absent.
   */
  readonly carry?: boolean | undefined;
}

/** ∂C/∂z of some examples, from their z: both one example after another. `from` counts the examples before the first. */
export type OutputErrors = (z: Float32Array, from: number) => Float32Array;

/** How gradients are computed. */
export interface GradientOptions {
  /** Whether layers behave as in training (dropout drops); false when absent: as the network is used. */
  readonly training?: boolean | undefined;
  /** The number of mini-batches before the first, 0 when absent: which values are dropped depends on it. */
  readonly step?: number | undefined;
  /** Whether ∂C/∂x is wanted; true when absent. Without it `inputs` is empty, and the first layer need not go back. */
  readonly inputs?: boolean | undefined;
}

/** A data set in a session's memory. */
export interface ResidentData<Kind extends TargetKind = TargetKind> {
  /** The data set that was loaded. */
  readonly data: Dataset<Kind>;
}

/** Some mini-batches to train on, and how. `train` makes these of a run's settings. */
export interface TrainingStretch {
  /** What to train on, as `load` gave it. */
  readonly data: ResidentData;
  /** Indices into the data set; mini-batches are taken from `order[from]` up to, not including, `order[to]`. */
  readonly order: Uint32Array;
  /** The first example of the stretch, in the order given. */
  readonly from: number;
  /** The example that it ends before. */
  readonly to: number;
  /** Examples in a mini-batch; the last of an epoch may have fewer. */
  readonly miniBatchSize: number;
  /** The rule by which weights follow a gradient. */
  readonly optimizer: MiniBatchOptimizerSpec;
  /** η, for every mini-batch of the stretch. */
  readonly learningRate: number;
  /** λ for each regularizer. */
  readonly regularization: Regularization;
  /** n in λ/n: the number of training examples of the whole run. */
  readonly trainingCount: number;
  /** How many mini-batches came before this stretch: Adam's bias correction and dropout's masks depend on it. */
  readonly stepsBefore: number;
  /**
   * Whether recurrent layers go on from where the mini-batch before left them, row by row, instead of beginning each sequence from
   * nothing: truncated backpropagation through time. No error goes back beyond the mini-batch. False when absent.
   */
  readonly carry?: boolean | undefined;
  /** Whether to add up the examples' costs, each measured just before its mini-batch's update. */
  readonly measureCost?: boolean | undefined;
  /** What the sum starts from: a run cut into stretches at other places still adds up to the same bits. */
  readonly costBefore?: number | undefined;
}

/** What became of a stretch. */
export interface TrainingResult {
  /** Mini-batches done; fewer than asked for when one of them failed. */
  readonly steps: number;
  /** The sum of the unregularized costs of the examples, when it was measured. */
  readonly costSum?: number;
  /** In how many of them the gradient was clipped, where the optimizer clips. */
  readonly clipped?: number;
  /** The first mini-batch whose output was no longer finite; its update was not made. */
  readonly failure?: Failure;
}

/** Where numbers stopped being finite. */
export interface Failure {
  /** Counted over the whole run, from 0. */
  readonly step: number;
  /** Index of the first layer with a weighted input that is not finite. */
  readonly layer: number;
}

/** How well a network does on a data set: with right answers where its targets are classes. */
export type Evaluation<Kind extends TargetKind = TargetKind> = {
  classes: ClassEvaluation;
  values: ValueEvaluation;
}[Kind];

/** How well a network does on a data set whose targets are values. */
export interface ValueEvaluation {
  /** The number of answers: of examples, or of steps that count where each of them has a class. */
  readonly count: number;
  /** The mean unregularized cost of the examples; that of a sequence with a target at every step is the mean over its steps. */
  readonly cost: number;
  /** Values are not right or wrong. */
  readonly correct?: undefined;
}

/** How well a network does on a data set whose targets are classes. */
export interface ClassEvaluation extends Omit<ValueEvaluation, "correct"> {
  /** How many answers have their largest output (the first of equals) at their own class, and no output that is NaN. */
  readonly correct: number;
}

/** The gradient of the mean cost of some examples; see `Session.gradients`. */
export interface Gradients {
  /** The mean unregularized cost. */
  readonly cost: number;
  /** ∂C/∂p of each parameter by its name, in its own shape. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** ∂C/∂x of each input, one example after another. */
  readonly inputs: Float32Array;
}
