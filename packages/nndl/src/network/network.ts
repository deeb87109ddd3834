import { platform } from "#platform";
import type { Bytes } from "../bytes.ts";
import { oneOf } from "../check.ts";
import {
  checkDataset,
  checkFitting,
  checkPreparation,
  type Dataset,
  type Preparation,
  type TargetKind,
} from "../data/index.ts";
import { NndlError, show } from "../errors.ts";
import { sha256Hex } from "../formats/index.ts";
import { isSequence, type Shape, sizeOf } from "../layers/index.ts";
import { stream } from "../random/index.ts";
import { decodeNetworkFile, encodeNetworkFile, type FileFormat, reading } from "./file.ts";
import { firstValues } from "./first-values.ts";
import { flatInputs, type GivenInputs, isList } from "./given-inputs.ts";
import { largestOutput } from "./largest-output.ts";
import { checkNotes, type NetworkNotes } from "./notes.ts";
import { parameterName } from "./parameter-name.ts";
import { checkFinite, copyTensor, type GivenTensor, refuseParameters, type Tensor } from "./parameters.ts";
import { type Evaluation, type EvaluationOptions, evaluateOn, predictWith } from "./sessions.ts";
import { checkNetworkSpec, type NetworkInput, type NetworkSpec, type PlacedLayer, placeLayers } from "./spec.ts";
import { checkTellsClasses } from "./tells-classes.ts";

/**
 * A network: its description and its parameters. `train` changes them; {@link Network.predict},
 * {@link Network.predictClass} and {@link Network.evaluate} use them as they are. What is computed, an engine computes:
 * the fast one, unless a session of another is opened.
 *
 * @example
 * const trained = Network.fromBytes(bytes);
 * console.log(await trained.predictClass(digits.test.input(0)));
 */
export class Network {
  /** What the network is, as plain JSON. */
  readonly spec: NetworkSpec;
  /** Its layers in their places, with the shapes that go in and come out. */
  readonly layers: readonly PlacedLayer[];
  /** The parameters of every layer, in order: "layers.0.weights", "layers.0.biases", … */
  readonly parameters: ReadonlyMap<string, Tensor>;
  /** What is known about where the weights came from; saved with them. */
  notes: NetworkNotes;
  #preparation: Preparation | undefined;
  #targetKind: TargetKind | undefined;

  /** Use {@link network}, {@link Network.fromParameters} or {@link Network.load}. */
  private constructor(spec: NetworkSpec, parameters: ReadonlyMap<string, Tensor>, notes: NetworkNotes) {
    this.spec = spec;
    this.layers = placeLayers(spec);
    this.parameters = parameters;
    this.notes = notes;
  }

  /**
   * How its inputs are made, and what its outputs mean; saved with it. `train` takes it over from the data that it trains
   * on. Undefined where nobody said: a network of plain numbers, or a file from before.
   */
  get preparation(): Preparation | undefined {
    return this.#preparation;
  }

  /** @throws NndlError "preparation" for a description that is none, or not of this network's inputs and outputs */
  set preparation(value: Preparation | undefined) {
    const checked = value === undefined ? undefined : checkPreparation(value);
    const kind = checked?.targets?.kind ?? "values";
    // Classes at every step have a name for each output of a step.
    const size = kind === "classes" && isSequence(this.output) ? this.output[1] : this.outputSize;
    if (checked !== undefined) checkFitting(checked, this.inputSize, { kind, size });
    this.#preparation = checked;
  }

  /**
   * What its outputs are: a number for each class, or values, of which none stands for a class. `train` takes it over from the
   * data that it trains on, and the network's file keeps it. Undefined where nobody said, as for one that is not trained.
   */
  get targetKind(): TargetKind | undefined {
    return this.#targetKind ?? this.#preparation?.targets?.kind;
  }

  /** @throws NndlError "network.targets" for what is no kind of targets */
  set targetKind(value: TargetKind | undefined) {
    this.#targetKind =
      value === undefined
        ? undefined
        : oneOf(value, ["classes", "values"], { code: "network.targets", what: "a network's kind of targets" });
  }

  /** A network with its first weights, drawn from the spec's seed: one stream for each parameter. */
  static initialize(input: NetworkInput): Network {
    const spec = checkNetworkSpec(input);
    const parameters = new Map<string, Tensor>();
    for (const layer of placeLayers(spec)) {
      for (const parameter of layer.parameters) {
        const key = parameterName(layer.index, parameter.name);
        const values = firstValues(parameter, stream(spec.seed, `initialize/${key}`));
        parameters.set(key, { shape: parameter.shape, values });
      }
    }
    return new Network(spec, parameters, {});
  }

  /**
   * A network with the given weights, which are copied.
   * @throws NndlError "network.parameters" when a parameter is missing, superfluous, of another shape, not finite or too
   *   small (a negative variance)
   */
  static fromParameters(
    input: NetworkInput,
    values: ReadonlyMap<string, GivenTensor>,
    notes: NetworkNotes = {},
    preparation?: Preparation,
  ): Network {
    const spec = checkNetworkSpec(input);
    if (!(values instanceof Map))
      refuseParameters(
        "the parameters must be a Map from names",
        show(values),
        "Give a Map of tensors by their names.",
      );
    const parameters = new Map<string, Tensor>();
    for (const layer of placeLayers(spec))
      for (const { name, shape, least } of layer.parameters) {
        const key = parameterName(layer.index, name);
        parameters.set(key, copyTensor(key, shape, values.get(key), least));
      }
    const extra = [...values.keys()].find((key) => !parameters.has(key));
    if (extra !== undefined)
      refuseParameters(
        `the parameters must be ${[...parameters.keys()].join(", ")}`,
        `the superfluous parameter ${show(extra)}`,
        "Give the parameters of the network that the spec describes.",
      );
    const made = new Network(spec, parameters, checkNotes(notes));
    made.preparation = preparation;
    return made;
  }

  /**
   * Reads a network: a safetensors file that {@link save} wrote, a checkpoint, or JSON in the shape of the book's
   * network2.
   * @param location a path (Node) or a URL
   * @throws NndlError "file.read", "safetensors.…", "book-json.…", "network.…", which names the file; nothing is ever
   *   half-loaded
   */
  static async load(location: string): Promise<Network> {
    checkPath(location, "the place to load a network from");
    return Network.fromBytes(await platform.readBytes(location), location);
  }

  /** As {@link load}, from bytes; `name` stands for them in errors. */
  static fromBytes(bytes: Uint8Array, name = "these bytes"): Network {
    return reading(name, () => {
      const { spec, parameters, notes, preparation, targetKind } = decodeNetworkFile(bytes);
      const read = Network.fromParameters(spec, parameters, notes, preparation);
      read.targetKind = targetKind;
      return read;
    });
  }

  /**
   * Writes the network as safetensors, or as the book's network2 JSON when the path ends in ".json".
   * A crash at any moment leaves the old file or the new one.
   * @throws NndlError "network.parameters" when a weight is not finite, "network.notes", "book-json.unsupported" for a
   *   network that the book's JSON cannot hold, "file.write"
   */
  async save(path: string): Promise<void> {
    checkPath(path, "the path to save a network at");
    await platform.writeFileAtomically(path, this.toBytes(path.endsWith(".json") ? "book-json" : "safetensors"));
  }

  /** The bytes that {@link save} writes. Equal networks with equal notes give equal bytes. */
  toBytes(format: FileFormat = "safetensors"): Bytes {
    for (const [key, { values }] of this.parameters) checkFinite(key, values);
    return encodeNetworkFile(this, format);
  }

  /**
   * The outputs for one input, or for each of a list of inputs, by the weights that the network has when they are
   * computed. Asynchronous, as an engine is when it is loaded and compiled, with the first call.
   *
   * The network then keeps a session on one thread, and copies its weights into it each time: a list is faster than its
   * inputs one by one, and so is a session of your own (`wasmEngine.open`) where weights do not change.
   *
   * @param inputs the numbers of one input as the network gets them (`data.input(i)`), or a list of such arrays
   * @returns the output activations: one array, or a list of as many as there are inputs
   * @throws NndlError "data.shape" or "data.inputs" for what is no input of this network, and what the wasm engine throws
   *   where it cannot run
   * @example (await net.predict(digits.test.input(0))).length; // 10
   */
  async predict(input: ArrayLike<number>): Promise<Float32Array>;
  async predict(inputs: readonly ArrayLike<number>[]): Promise<Float32Array[]>;
  async predict(given: GivenInputs): Promise<Float32Array | Float32Array[]> {
    const outputs = await this.#outputs(given);
    return isList(given) ? outputs : outputs[0];
  }

  /**
   * The class of one input, or of each of a list of inputs: the place of its largest output, of equal ones the first.
   *
   * @throws NndlError as {@link predict}; "network.classes" for a network with one output or one that learned values,
   *   "network.outputs" when an output is not a number
   * @example (await net.predictClass([digits.test.input(0), digits.test.input(1)])).length; // 2
   */
  async predictClass(input: ArrayLike<number>): Promise<number>;
  async predictClass(inputs: readonly ArrayLike<number>[]): Promise<number[]>;
  async predictClass(given: GivenInputs): Promise<number | number[]> {
    this.#checkSeveralOutputs(this.outputSize);
    checkTellsClasses(this);
    const classes = (await this.#outputs(given)).map(classOf);
    return isList(given) ? classes : classes[0];
  }

  /**
   * The class at every step of one sequence, or of each of a list of sequences: the place of the step's largest output, of equal
   * ones the first.
   *
   * @throws NndlError as {@link predict}; "network.classes" for a network that answers once for each example, has one output at
   *   each step, or learned values; "network.outputs" when an output is not a number
   * @example
   * const reader = network({ input: [4, 3], layers: [recurrent(5, { output: "every" }), dense(2)], seed: 1 });
   * (await reader.predictClasses(new Float32Array(12))).length; // 4
   */
  async predictClasses(input: ArrayLike<number>): Promise<number[]>;
  async predictClasses(inputs: readonly ArrayLike<number>[]): Promise<number[][]>;
  async predictClasses(given: GivenInputs): Promise<number[] | number[][]> {
    checkTellsClasses(this, "step");
    const [steps, width] = this.output;
    this.#checkSeveralOutputs(width);
    const classes = (await this.#outputs(given)).map((outputs) =>
      Array.from({ length: steps }, (_, t) => classOf(outputs.subarray(t * width, (t + 1) * width))),
    );
    return isList(given) ? classes : classes[0];
  }

  /**
   * The mean unregularized cost over a data set, and how many of its examples, or of their steps, are answered right where these
   * have classes.
   *
   * @throws NndlError "dataset.instance", "data.shape", "data.targets", "network.classes" for classes of a network that learned
   *   values, "training.carry" where nothing can be carried on, and what the wasm engine throws where it cannot run
   * @param options `carry` for stretches of one sequence, which are read on
   * @example (await net.evaluate(digits.test)).count; // 50
   */
  async evaluate<Kind extends TargetKind>(data: Dataset<Kind>, options?: EvaluationOptions): Promise<Evaluation<Kind>> {
    checkDataset(data);
    if (data.targets.kind === "classes") checkTellsClasses(this, data.labelsEach > 1 ? "step" : "example");
    return evaluateOn(this, data, options);
  }

  #checkSeveralOutputs(outputs: number): void {
    if (outputs > 1) return;
    throw new NndlError("network.classes", {
      problem: "a network with one output tells no classes apart",
      next: "Use predict, and decide yourself what its output means.",
    });
  }

  async #outputs(given: GivenInputs): Promise<Float32Array[]> {
    const outputs = await predictWith(this, flatInputs(given, this.inputSize));
    const size = this.outputSize;
    return Array.from({ length: outputs.length / size }, (_, i) => outputs.slice(i * size, (i + 1) * size));
  }

  /** A network of the same spec with a copy of these weights. */
  clone(): Network {
    const copy = Network.fromParameters(this.spec, this.parameters, this.notes, this.#preparation);
    copy.targetKind = this.#targetKind;
    return copy;
  }

  /** How many numbers one input has. */
  get inputSize(): number {
    return sizeOf(this.spec.input);
  }

  /** The shape of one output: [steps, units] where every step of a sequence has one. */
  get output(): Shape {
    return (this.layers.at(-1) as PlacedLayer).output;
  }

  /** How many numbers one output has. */
  get outputSize(): number {
    return sizeOf(this.output);
  }

  /** How many numbers training can change, in all. */
  get parameterCount(): number {
    let count = 0;
    for (const { values } of this.parameters.values()) count += values.length;
    return count;
  }

  /** SHA-256 of all parameters, in order, as little-endian float32: equal hashes mean equal networks, to the bit. */
  sha256(): string {
    return sha256Hex([...this.parameters.values()].map(({ values }) => littleEndianBytes(values)));
  }
}

/**
 * Makes a network with its first weights.
 *
 * @throws NndlError when the description is wrong, with the layer's position and what would fit
 * @example
 * const net = network({ input: [784], layers: [dense(30), dense(10)], cost: "quadratic", seed: 1 });
 */
export function network(input: NetworkInput): Network {
  return Network.initialize(input);
}

/** The place of the largest output, of equal ones the first. */
function classOf(outputs: Float32Array): number {
  const place = largestOutput(outputs);
  if (place < 0)
    throw new NndlError("network.outputs", {
      problem: "the outputs are not numbers: the weights are not finite, or too large",
      next: "Use the weights of an earlier epoch, or train with a smaller learning rate.",
    });
  return place;
}

function checkPath(path: unknown, what: string): void {
  if (typeof path !== "string" || path === "")
    throw new NndlError("network.path", {
      received: show(path),
      expected: `${what} must be a string that is not empty`,
      next: 'Give a path such as "first.safetensors".',
    });
}

function littleEndianBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
