import { platform } from "#platform";
import { type AbortSignalLike, throwIfAborted } from "../../abort-signal.ts";
import { finite, integer, knownKeys, plainObject, positiveInteger } from "../../check.ts";
import { Dataset } from "../../data/index.ts";
import type { Network } from "../../network/index.ts";
import { stream } from "../../random/index.ts";
import { train } from "../../training/index.ts";
import { gibbsChains } from "../chains.ts";
import { BoltzmannMachine } from "../machine.ts";
import { inputsOf } from "../measure.ts";
import { parameterNames } from "../parameters.ts";
import { trainMachine } from "../run.ts";
import type { MachineOptions } from "../settings.ts";
import type { BeliefNet } from "./belief-net.ts";
import { answersOf } from "./dreams.ts";
import { drawStates, withClassUnits, withFeatures } from "./features.ts";

/** How to tune a deep belief net by wake–sleep learning. */
export interface WakeSleepOptions {
  readonly epochs: number;
  /** η of all layers. */
  readonly learningRate: number;
  /** Examples in a mini-batch; 10 when absent. */
  readonly miniBatchSize?: number | undefined;
  /** Examples that are lived through by day, before a night in which as many are dreamed; 1,000 when absent. */
  readonly day?: number | undefined;
  /** Sweeps of the top machine before a dream comes down; 3 when absent. */
  readonly gibbsSteps?: number | undefined;
  /** Whether an example's numbers are probabilities, and states are drawn from them; "drawn" when absent. */
  readonly examples?: "drawn" | "given" | undefined;
  /**
   * Days that were lived through before, as the last event's `day` tells; none when absent. The net as it was after these (save
   * it) and the same data and other options go on to the same bits as a run that nobody stopped.
   */
  readonly daysBefore?: number | undefined;
  readonly threads?: number | "auto" | undefined;
  readonly signal?: AbortSignalLike | undefined;
}

/** A day and a night are over. Plain JSON. */
export interface WakeSleepEvent {
  /** From 0. */
  readonly epoch: number;
  readonly epochs: number;
  /** Days so far, and in all. */
  readonly day: number;
  readonly days: number;
}

/**
 * Wake–sleep learning ("up–down") of a whole deep belief net. By day examples come up by the recognition weights, and the weights of
 * the way down learn to make each layer of the one above; the top machine learns by contrastive divergence. By night the top machine
 * dreams, dreams come down, and the weights of the way up learn to recognize what made them. Each is a delta rule,
 * η (target − mean) state, which is gradient descent on the cross-entropy of a layer of sigmoids.
 *
 * @throws NndlError "belief.wake-sleep", "belief.classes", "boltzmann.…"
 * @example
 * const net = BeliefNet.fromMachines(beliefMachines({ sizes: [784, 12, 10], classes: 10 }));
 * for await (const { day, days } of wakeSleep(net, digits.test, { epochs: 1, learningRate: 0.05 })) console.log(day, days); // 1 1
 * @see G. Hinton, P. Dayan, B. Frey and R. Neal 1995; Hinton, Osindero and Teh 2006, appendix B
 */
export async function* wakeSleep(
  net: BeliefNet,
  data: Dataset,
  options: WakeSleepOptions,
): AsyncGenerator<WakeSleepEvent, void> {
  const checked = check(options);
  const { epochs, learningRate, miniBatchSize, day: length, gibbsSteps, examples, threads, signal } = checked;
  const { seed, classes } = net.spec;
  const perEpoch = Math.ceil(data.count / length);
  const first = integer(checked.daysBefore, where("daysBefore"), { min: 0, max: epochs * perEpoch });
  for (let day = first; day < epochs * perEpoch; day++) {
    throwIfAborted(signal);
    const epoch = Math.floor(day / perEpoch);
    const order = stream(seed, "wake-sleep/order", epoch).permutation(data.count);
    const part = (day % perEpoch) * length;
    const lived = data.pick(order.subarray(part, Math.min(data.count, part + length)));
    const learn = async (layer: Network, from: Float32Array, to: Float32Array) => {
      const targets = { kind: "values", values: to, size: layer.outputSize } as const;
      const lesson = new Dataset({ shape: [layer.inputSize], features: from, targets });
      const how = {
        epochs: 1,
        learningRate,
        miniBatchSize: Math.min(miniBatchSize, lived.count),
        shuffle: false,
        threads,
      };
      for await (const _ of train(layer, lesson, how));
    };

    const inputs = inputsOf(lived, 0, lived.count);
    const states = [examples === "drawn" ? drawStates(inputs, seed, "wake-sleep/examples", day) : inputs];
    for (const [l, layer] of net.up.entries())
      states.push(drawStates(await answersOf(layer, states[l]), seed, `wake-sleep/up/${l}`, day));
    for (const [l, layer] of net.down.entries()) await learn(layer, states[l + 1], states[l]);
    const highest = withFeatures(lived, states[states.length - 1], net.spec.sizes.at(-2) as number);
    const seen = classes > 0 ? withClassUnits(highest, classes) : highest;
    const night = { epochs: 1, learningRate, miniBatchSize, gibbsSteps, shuffle: false, threads };
    await trainTop(net.top, seen, night, seed + day);

    const start = inputsOf(seen, 0, seen.count);
    for await (const { visible } of gibbsChains(net.top, {
      start,
      sweeps: gibbsSteps,
      every: gibbsSteps,
      seed: seed + day,
      threads,
    })) {
      const width = net.top.spec.visible;
      const below = width - classes;
      let dreamed: Float32Array = new Float32Array(seen.count * below);
      for (let i = 0; i < seen.count; i++) dreamed.set(visible.subarray(i * width, i * width + below), i * below);
      for (let l = net.down.length - 1; l >= 0; l--) {
        const lower = drawStates(await answersOf(net.down[l], dreamed), seed, `wake-sleep/down/${l}`, day);
        await learn(net.up[l], lower, dreamed);
        dreamed = lower;
      }
    }
    yield { epoch, epochs, day: day + 1, days: epochs * perEpoch };
    await platform.yieldToOthers();
  }
}

/** Trains the top machine with chance of its own for each day: a run's begins anew with its steps. */
async function trainTop(top: BoltzmannMachine, data: Dataset, how: MachineOptions, seed: number): Promise<void> {
  const today = BoltzmannMachine.fromParameters({ ...top.spec, seed }, top);
  for await (const _ of trainMachine(today, data, how));
  for (const name of parameterNames) top[name].set(today[name]);
}

const code = "belief.wake-sleep";
const where = (what: string) => ({ code, what }) as const;

function check(options: WakeSleepOptions) {
  const given = plainObject(options, { code, what: "the options of wake–sleep learning" });
  const known = [
    "epochs",
    "learningRate",
    "miniBatchSize",
    "day",
    "gibbsSteps",
    "examples",
    "daysBefore",
    "threads",
    "signal",
  ];
  knownKeys(given, known, { code, what: "the options of wake–sleep learning" });
  const { examples = "drawn", daysBefore = 0, threads = "auto", signal } = options;
  return {
    ...{ examples, daysBefore, threads, signal },
    epochs: positiveInteger(options.epochs, { code, what: "epochs" }),
    learningRate: finite(options.learningRate, { code, what: "learningRate" }, { above: 0 }),
    miniBatchSize: positiveInteger(options.miniBatchSize ?? 10, { code, what: "miniBatchSize" }),
    day: positiveInteger(options.day ?? 1000, { code, what: "the examples of a day" }),
    gibbsSteps: integer(options.gibbsSteps ?? 3, { code, what: "gibbsSteps" }, { min: 1, max: 1000 }),
  };
}
