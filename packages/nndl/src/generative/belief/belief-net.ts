import { platform } from "#platform";
import type { Bytes } from "../../bytes.ts";
import { array, integer, knownKeys, plainObject, positiveInteger } from "../../check.ts";
import { NndlError, show } from "../../errors.ts";
import { decodeSafetensors, sha256Hex, type Tensor } from "../../formats/index.ts";
import { checksumKey, encodeWithChecksum, verifyChecksum } from "../../network/checksum.ts";
import { Network } from "../../network/index.ts";
import { BoltzmannMachine } from "../machine.ts";
import { parseText, readingMachine } from "../machine-file.ts";
import { downward, upward } from "../measure.ts";
import { parameterNames } from "../parameters.ts";
import type { VisibleKind } from "../spec.ts";

/** The metadata key of such a file. */
const specKey = "nndl.belief";

/** What a deep belief net is made of. Plain JSON. */
export interface BeliefSpec {
  /** Units of each layer, from the visible ones to the top: [784, 500, 500, 2000]. */
  readonly sizes: readonly number[];
  /** The kind of the visible units; all others are binary. */
  readonly units: VisibleKind;
  /** Units beside the last but one layer that stand for a choice among classes; 0 for none. */
  readonly classes: number;
  readonly seed: number;
}

/** A spec as one writes it. */
export interface BeliefInput {
  readonly sizes: readonly number[];
  /** "binary" when absent. */
  readonly units?: VisibleKind | undefined;
  /** 0 when absent. */
  readonly classes?: number | undefined;
  /** 0 when absent. */
  readonly seed?: number | undefined;
}

/**
 * A deep belief net: a restricted Boltzmann machine at the top, and below it layers that lead down from each to the next. To
 * make an example, one lets the top machine dream, and goes down. To recognize one, one goes up, by weights of its own in each
 * layer: at first those of the way down, until wake–sleep learning parts them.
 *
 * @see G. Hinton, S. Osindero and Y. Teh, "A fast learning algorithm for deep belief nets", 2006
 */
export class BeliefNet {
  readonly spec: BeliefSpec;
  /** For each layer below the top machine the way up, P(h | v) when v is known, and the way down: networks of one layer. */
  readonly up: readonly Network[];
  readonly down: readonly Network[];
  /** The machine of the last two layers; the units of the classes are its last visible ones. */
  readonly top: BoltzmannMachine;

  constructor(spec: BeliefSpec, up: readonly Network[], down: readonly Network[], top: BoltzmannMachine) {
    this.spec = spec;
    this.up = up;
    this.down = down;
    this.top = top;
  }

  /**
   * The net that machines make which were trained one upon another: the hidden units of each are the visible ones of the next,
   * which may have units of classes besides if it is the last.
   *
   * @throws NndlError "belief.machines"
   */
  static fromMachines(machines: readonly BoltzmannMachine[]): BeliefNet {
    const top = machines.at(-1);
    if (top === undefined || machines.some((each) => !(each instanceof BoltzmannMachine)))
      throw misfit(show(machines), "a deep belief net is made of one machine or more");
    machines.slice(1).forEach(({ spec }, i) => {
      const { hidden } = machines[i].spec;
      const isLast = i === machines.length - 2;
      if (spec.units !== "binary" || spec.visible - spec.classes !== hidden || (spec.classes > 0 && !isLast))
        throw misfit(
          `${spec.visible} visible units${spec.classes > 0 ? `, ${spec.classes} of them for classes,` : ""} upon ${hidden} hidden ones`,
          "each machine's visible units must be the hidden ones of the machine below, with units of classes at the top alone",
        );
    });
    const lower = machines.slice(0, -1);
    if (lower.some(({ spec }) => spec.classes > 0))
      throw misfit("classes below the top", "classes belong to the top machine");
    const [{ spec: first }] = machines;
    return new BeliefNet(
      {
        sizes: [...lower.map(({ spec }) => spec.visible), top.spec.visible - top.spec.classes, top.spec.hidden],
        units: first.units,
        classes: top.spec.classes,
        seed: first.seed,
      },
      lower.map(upward),
      lower.map(downward),
      top.clone(),
    );
  }

  /** Reads a net that {@link save} wrote. @throws NndlError "file.read", "belief.file", …, naming the file */
  static async load(location: string): Promise<BeliefNet> {
    return BeliefNet.fromBytes(await platform.readBytes(location), location);
  }

  /** As {@link load}, from bytes; `name` stands for them in errors. */
  static fromBytes(bytes: Uint8Array, name = "these bytes"): BeliefNet {
    return readingMachine(name, () => {
      const { tensors, metadata } = decodeSafetensors(bytes);
      verifyChecksum(bytes, metadata);
      const text = metadata[specKey];
      if (text === undefined || metadata[checksumKey] === undefined)
        throw new NndlError("belief.file", {
          received: `only ${Object.keys(metadata).join(", ") || "nothing"} in its metadata`,
          expected: `a deep belief net's file must have ${specKey} and ${checksumKey}`,
          next: "Give a net that nndl saved, not a network or a single machine.",
        });
      const net = BeliefNet.fromMachines(beliefMachines(parseText(text) as BeliefInput));
      for (const [key, { values }] of net.parameters) {
        const given = tensors.get(key)?.values;
        if (!(given instanceof Float32Array) || given.length !== values.length || !given.every(Number.isFinite))
          throw new NndlError("belief.file", {
            received: given === undefined ? `no ${key}` : `${given.length} numbers in ${key}`,
            expected: `${key} must be ${values.length} finite float32 numbers`,
            next: "The file is damaged; use another copy.",
          });
        (values as Float32Array).set(given);
      }
      return net;
    });
  }

  /** Writes the net as safetensors; a crash leaves the old file or the new one. */
  async save(path: string): Promise<void> {
    await platform.writeFileAtomically(path, this.toBytes());
  }

  /** The bytes that {@link save} writes. Equal nets give equal bytes. */
  toBytes(): Bytes {
    return encodeWithChecksum({ tensors: this.parameters, metadata: { [specKey]: JSON.stringify(this.spec) } });
  }

  /** All parameters by name: `up.0.weights`, `down.0.biases`, `top.weights`, … */
  get parameters(): ReadonlyMap<string, Tensor> {
    const { visible, hidden } = this.top.spec;
    const shapes = { weights: [hidden, visible], visibleBiases: [visible], hiddenBiases: [hidden] };
    return new Map<string, Tensor>([
      ...(["up", "down"] as const).flatMap((way) =>
        this[way].flatMap((layer, i) =>
          [...layer.parameters].map(([key, tensor]) => [key.replace("layers.0", `${way}.${i}`), tensor] as const),
        ),
      ),
      ...parameterNames.map((name) => [`top.${name}`, { shape: shapes[name], values: this.top[name] }] as const),
    ]);
  }

  /** SHA-256 of all parameters, in order, as little-endian float32. */
  sha256(): string {
    return sha256Hex(
      [...this.parameters.values()].map(
        ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      ),
    );
  }

  /**
   * An ordinary network that starts where the net is: its way up as sigmoid layers, and a softmax of the classes on them, which
   * backpropagation can then tune (`train`). What the top machine knows of classes becomes the softmax's first weights;
   * otherwise these are drawn.
   *
   * @param classes how many classes there are; those of the net when absent
   * @throws NndlError "belief.classes" where nobody says, or somebody says otherwise
   */
  toNetwork(classes: number = this.spec.classes): Network {
    const { sizes, seed, classes: own } = this.spec;
    if (classes < 2 || (own > 0 && classes !== own) || !Number.isSafeInteger(classes))
      throw new NndlError("belief.classes", {
        received: show(classes),
        expected:
          own > 0 ? `the network must have the net's ${own} classes` : "the network must have two classes or more",
        next: "Say how many classes the data have: net.toNetwork(10).",
      });
    const units = sizes.slice(1);
    const made = Network.initialize({
      input: [sizes[0]],
      layers: [
        ...units.map((size) => ({ type: "dense" as const, units: size, activation: "sigmoid" as const })),
        { type: "dense" as const, units: classes, activation: "softmax" as const },
      ],
      cost: "log-likelihood",
      seed,
    });
    const set = (layer: number, name: "weights" | "biases", values: Float32Array) =>
      made.parameters.get(`layers.${layer}.${name}`)?.values.set(values);
    this.up.forEach((layer, l) => {
      for (const name of ["weights", "biases"] as const)
        set(l, name, layer.parameters.get(`layers.0.${name}`)?.values as Float32Array);
    });
    const { visible, hidden } = this.top.spec;
    const below = visible - own;
    const weights = new Float32Array(hidden * below);
    const toClasses = new Float32Array(classes * hidden);
    for (let j = 0; j < hidden; j++) {
      weights.set(this.top.weights.subarray(j * visible, j * visible + below), j * below);
      for (let c = 0; c < own; c++) toClasses[c * hidden + j] = this.top.weights[j * visible + below + c];
    }
    const last = units.length - 1;
    set(last, "weights", weights);
    set(last, "biases", this.top.hiddenBiases);
    if (own > 0) {
      set(units.length, "weights", toClasses);
      set(units.length, "biases", this.top.visibleBiases.subarray(below));
    }
    return made;
  }
}

/**
 * The machines of a deep belief net, with their first weights, to be trained one after another from the bottom (`trainGreedily`).
 *
 * @throws NndlError "belief.spec", "boltzmann.spec", "seed"
 * @example beliefMachines({ sizes: [784, 500, 500, 2000], classes: 10 }).map(({ spec }) => spec.visible); // [784, 500, 510]
 */
export function beliefMachines(input: BeliefInput): BoltzmannMachine[] {
  const code = "belief.spec";
  const fields = plainObject(input, { code, what: "a deep belief net" });
  knownKeys(fields, ["sizes", "units", "classes", "seed"], { code, what: "a deep belief net" });
  const sizes = array(fields.sizes, { code, what: "the sizes of a deep belief net" }).map((size) =>
    positiveInteger(size, { code, what: "the size of a layer" }),
  );
  if (sizes.length < 2)
    throw new NndlError(code, {
      received: show(sizes),
      expected: "a deep belief net must have a visible layer and at least one upon it",
      next: "Give two sizes or more: [784, 500, 500].",
    });
  const classes = integer(input.classes ?? 0, { code, what: "the classes of a deep belief net" }, { min: 0 });
  return sizes.slice(1).map((hidden, l) => {
    const isTop = l === sizes.length - 2;
    return BoltzmannMachine.initialize({
      visible: sizes[l] + (isTop ? classes : 0),
      hidden,
      units: l === 0 ? input.units : "binary",
      classes: isTop ? classes : 0,
      // Each machine has chance of its own.
      seed: (input.seed ?? 0) + l,
    });
  });
}

function misfit(received: string, expected: string): NndlError {
  return new NndlError("belief.machines", {
    received,
    expected,
    next: "Make them with beliefMachines, and train them with trainGreedily.",
  });
}
