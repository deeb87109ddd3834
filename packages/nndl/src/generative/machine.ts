import { platform } from "#platform";
import { log } from "../arithmetic/index.ts";
import type { Bytes } from "../bytes.ts";
import type { Dataset } from "../data/index.ts";
import { NndlError, show } from "../errors.ts";
import { sha256Hex } from "../formats/index.ts";
import { stream } from "../random/index.ts";
import { decodeMachine, encodeMachine } from "./machine-file.ts";
import { checkMachineData, checkStates, meansOf, softplus } from "./numbers.ts";
import { type MachineParameterName, type MachineParameters, parameterNames } from "./parameters.ts";
import { checkMachineSpec, type MachineInput, type MachineSpec } from "./spec.ts";

/** A first bias is that of a unit that is on in at least so much of the data, and off in as much. */
const least = 0.001;

/** How far first weights scatter (G. Hinton, "A practical guide to training restricted Boltzmann machines", section 8). */
const deviation = 0.01;

/**
 * A restricted Boltzmann machine: visible units v and hidden units h, joined by weights W [hidden, visible], with the
 * energy
 *
 *     E(v, h) = −b·v − c·h − h·Wv                   binary units
 *     E(v, h) = |v − b|²/2 − c·h − h·Wv             gaussian visible units of deviation 1
 *
 * and the probability p(v, h) = e^{−E(v, h)} / Z. Given one side, the units of the other are independent: P(h_j = 1 | v) =
 * σ(c_j + W_j·v), and P(v_i = 1 | h) = σ(b_i + h·W_i), or v_i gaussian around b_i + h·W_i.
 *
 * @see P. Smolensky 1986; G. Hinton, "Training products of experts by minimizing contrastive divergence", 2002
 */
export class BoltzmannMachine implements MachineParameters {
  readonly spec: MachineSpec;
  readonly weights: Float32Array;
  readonly visibleBiases: Float32Array;
  readonly hiddenBiases: Float32Array;

  private constructor(spec: MachineSpec, { weights, visibleBiases, hiddenBiases }: MachineParameters) {
    this.spec = spec;
    this.weights = weights;
    this.visibleBiases = visibleBiases;
    this.hiddenBiases = hiddenBiases;
  }

  /** A machine with its first weights: gaussian with deviation 0.01, and biases of 0. @throws NndlError "boltzmann.spec", "seed" */
  static initialize(input: MachineInput): BoltzmannMachine {
    const spec = checkMachineSpec(input);
    const weights = new Float32Array(spec.hidden * spec.visible);
    stream(spec.seed, "initialize/boltzmann/weights").fillGaussian(weights, 0, deviation);
    return new BoltzmannMachine(spec, {
      weights,
      visibleBiases: new Float32Array(spec.visible),
      hiddenBiases: new Float32Array(spec.hidden),
    });
  }

  /** A machine with the given parameters, copied. @throws NndlError "boltzmann.spec", "boltzmann.parameters" */
  static fromParameters(input: MachineInput, given: MachineParameters): BoltzmannMachine {
    const spec = checkMachineSpec(input);
    const lengths = { weights: spec.hidden * spec.visible, visibleBiases: spec.visible, hiddenBiases: spec.hidden };
    const copy = (name: MachineParameterName): Float32Array => {
      const values: unknown = given?.[name];
      if (!(values instanceof Float32Array) || values.length !== lengths[name])
        throw new NndlError("boltzmann.parameters", {
          received: values instanceof Float32Array ? `${values.length} numbers` : show(values),
          expected: `${name} must be a Float32Array of ${lengths[name]} numbers`,
          next: "Give the parameters of the machine that the spec describes.",
        });
      checkFinite(name, values);
      return values.slice();
    };
    return new BoltzmannMachine(spec, {
      weights: copy("weights"),
      visibleBiases: copy("visibleBiases"),
      hiddenBiases: copy("hiddenBiases"),
    });
  }

  /**
   * Reads a machine, or the machine in a checkpoint of its training.
   * @param location a path (Node) or a URL
   * @throws NndlError "file.read", "safetensors.…", "network.checksum", "boltzmann.file", …, naming the file
   */
  static async load(location: string): Promise<BoltzmannMachine> {
    return BoltzmannMachine.fromBytes(await platform.readBytes(location), location);
  }

  /** As {@link load}, from bytes; `name` stands for them in errors. */
  static fromBytes(bytes: Uint8Array, name = "these bytes"): BoltzmannMachine {
    const { spec, parameters } = decodeMachine(bytes, name);
    return BoltzmannMachine.fromParameters(spec, parameters);
  }

  /** Writes the machine as safetensors; a crash leaves the old file or the new one. @throws NndlError "boltzmann.parameters", "file.write" */
  async save(path: string): Promise<void> {
    await platform.writeFileAtomically(path, this.toBytes());
  }

  /** The bytes that {@link save} writes. Equal machines give equal bytes. */
  toBytes(): Bytes {
    for (const name of parameterNames) checkFinite(name, this[name]);
    return encodeMachine(this.spec, this);
  }

  clone(): BoltzmannMachine {
    return BoltzmannMachine.fromParameters(this.spec, this);
  }

  /** How many numbers training can change, in all. */
  get parameterCount(): number {
    return parameterNames.reduce((sum, name) => sum + this[name].length, 0);
  }

  /** SHA-256 of all parameters, as little-endian float32: weights, visible biases, hidden biases. */
  sha256(): string {
    return sha256Hex(
      parameterNames.map((name) => {
        const { buffer, byteOffset, byteLength } = this[name];
        return new Uint8Array(buffer, byteOffset, byteLength);
      }),
    );
  }

  /**
   * The free energy of visible states, F(v) = −ln Σ_h e^{−E(v, h)}, in float64: p(v) = e^{−F(v)} / Z.
   *
   *     F(v) = −b·v − Σ_j ln(1 + e^{c_j + W_j·v})     binary; with |v − b|²/2 instead of −b·v for gaussian units
   *
   * @throws NndlError "boltzmann.states" unless v has a number for each visible unit
   */
  freeEnergy(v: ArrayLike<number>): number {
    const { visible, hidden, units, classes } = this.spec;
    checkStates(v, visible, "visible");
    const free = visible - classes;
    const z = this.hiddenInputs(v);
    let energy = 0;
    for (let i = 0; i < visible; i++) {
      const apart = v[i] - this.visibleBiases[i];
      energy += i < free && units === "gaussian" ? (apart * apart) / 2 : -this.visibleBiases[i] * v[i];
    }
    for (let j = 0; j < hidden; j++) energy -= softplus(z[j]);
    return energy;
  }

  /** c + Wv, in float64: what comes to each hidden unit. */
  hiddenInputs(v: ArrayLike<number>): Float64Array {
    const { visible, hidden } = this.spec;
    const present: number[] = [];
    for (let i = 0; i < visible; i++) if (v[i] !== 0) present.push(i);
    const z = new Float64Array(hidden);
    for (let j = 0; j < hidden; j++) {
      let sum = this.hiddenBiases[j];
      for (const i of present) sum += this.weights[j * visible + i] * v[i];
      z[j] = sum;
    }
    return z;
  }

  /** b + Wᵀh, in float64: what comes to each visible unit. */
  visibleInputs(h: ArrayLike<number>): Float64Array {
    const { visible, hidden } = this.spec;
    const z = Float64Array.from(this.visibleBiases);
    for (let j = 0; j < hidden; j++) {
      if (h[j] === 0) continue;
      for (let i = 0; i < visible; i++) z[i] += this.weights[j * visible + i] * h[j];
    }
    return z;
  }

  /**
   * Sets the visible biases so that without hidden units the machine already has the data's means: b = ln(p / (1 − p)), p held
   * at a thousandth and its complement, or b = the mean of a gaussian unit. For classes b = ln p.
   *
   * @throws NndlError "boltzmann.data"
   */
  startFrom(data: Dataset): this {
    checkMachineData(this.spec, data);
    const means = meansOf(data);
    const { visible, classes, units } = this.spec;
    for (let i = 0; i < visible; i++) {
      const p = Math.min(1 - least, Math.max(least, means[i]));
      const isClass = i >= visible - classes;
      this.visibleBiases[i] = isClass ? log(p) : units === "gaussian" ? means[i] : log(p / (1 - p));
    }
    return this;
  }
}

/**
 * Makes a restricted Boltzmann machine with its first weights.
 *
 * @throws NndlError "boltzmann.spec", "seed"
 * @example
 * const machine = boltzmann({ visible: 784, hidden: 500, seed: 1 }).startFrom(digits.training);
 * for await (const epoch of trainMachine(machine, digits.training, { epochs: 1, learningRate: 0.05 })) console.log(epoch.index);
 * @see chapter 6, on other models of deep learning
 */
export function boltzmann(input: MachineInput): BoltzmannMachine {
  return BoltzmannMachine.initialize(input);
}

function checkFinite(name: string, values: Float32Array): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  throw new NndlError("boltzmann.parameters", {
    received: `${values[wrong]} at position ${wrong}`,
    expected: `${name} must be finite numbers`,
    next: "These come from a run that diverged or from a damaged file; use earlier ones.",
  });
}
