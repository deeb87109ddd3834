/**
 * The partition function by annealed importance sampling (R. Neal 2001; R. Salakhutdinov and I. Murray, "On the quantitative
 * analysis of deep belief networks", 2008), and log-likelihoods by the same path backwards (Y. Burda, R. Grosse and
 * R. Salakhutdinov, "Accurate and conservative estimates of MRF log-likelihood using reverse annealing", 1412.8566).
 *
 * The path goes from β = 0, a machine without weights whose visible biases are those of the data's means, to β = 1, the machine
 * itself, through f_β(v) = e^{(1 − β) a·v + β b·v} Π_j (1 + e^{β z_j}).
 */
import { platform } from "#platform";
import { exp, log } from "../../arithmetic/index.ts";
import { knownKeys, plainObject, positiveInteger } from "../../check.ts";
import type { Dataset } from "../../data/index.ts";
import { type Op, writeOpList } from "../../engines/wasm/ops.ts";
import { NndlError } from "../../errors.ts";
import { checkSeed, stream } from "../../random/index.ts";
import { BoltzmannMachine } from "../machine.ts";
import { inputsOf } from "../measure.ts";
import { checkMachineData, logSumExp, sigmoid, softplus } from "../numbers.ts";
import { drawRow, uniformOf } from "../reference-session.ts";
import { MachineMemory } from "../wasm/machine-memory.ts";
import { Workshop } from "../wasm/workshop.ts";

/** How to anneal, as one writes it. */
export interface AnnealingOptions {
  /** Temperatures between the two machines; 1,000 when absent. The more, the nearer both estimates come. */
  readonly temperatures?: number | undefined;
  /** Chains of the forward estimate; 100 when absent. */
  readonly chains?: number | undefined;
  /** Data whose means the base-rate machine has: the training data. Without them it has means of ½. */
  readonly base?: Dataset | undefined;
  /** The machine's own when absent. */
  readonly seed?: number | undefined;
  readonly threads?: number | "auto" | undefined;
}

/** ln Z by annealing, with its spread. */
export interface AnnealedPartition {
  /** ln of the mean weight, an estimate that is more often too small than too large. */
  readonly logPartition: number;
  /** ln of the mean weight less and more three of its standard errors; −∞ where that leaves nothing. */
  readonly low: number;
  readonly high: number;
  /** ln of each chain's weight, with the base-rate machine's ln Z. */
  readonly chains: readonly number[];
}

/** Log-likelihoods by annealing backwards, with their spread. */
export interface ReverseLikelihood {
  /** The mean over the examples, an estimate that is more often too small than too large. */
  readonly logLikelihood: number;
  /** The standard error of that mean, for other examples and other chains. */
  readonly error: number;
  /** For each example. */
  readonly examples: readonly number[];
}

interface Checked {
  readonly temperatures: number;
  readonly chains: number;
  readonly seed: number;
  readonly threads: number | "auto";
  readonly base: Float32Array;
}

/**
 * β from 0 to 1 as published for MNIST: a thirtieth of the steps up to 0.5, some three in ten from there to 0.9, the rest to 1.
 *
 * @example annealingTemperatures(29); // 0, 0.5, 0.55, … 0.9, 0.905, … 1
 */
export function annealingTemperatures(steps: number): Float32Array {
  const shares = [
    { to: 0.5, part: 500 / 14_500 },
    { to: 0.9, part: 4_500 / 14_500 },
    { to: 1, part: 1 },
  ];
  return Float32Array.from({ length: steps + 1 }, (_, k) => {
    const place = k / steps;
    let [before, start] = [0, 0];
    for (const { to, part } of shares) {
      if (place <= part) return before + ((to - before) * (place - start)) / (part - start);
      [before, start] = [to, part];
    }
    return 1;
  });
}

/**
 * ln Z by annealed importance sampling: the mean of the weights of chains that go from the base-rate machine to this one.
 *
 * @throws NndlError "boltzmann.annealing" for what is out of range, and for units that are not binary
 * @example
 * const machine = boltzmann({ visible: 784, hidden: 10 });
 * const { logPartition, low, high } = await annealedLogPartition(machine, { temperatures: 20, base: digits.training });
 */
export async function annealedLogPartition(
  machine: BoltzmannMachine,
  options: AnnealingOptions = {},
): Promise<AnnealedPartition> {
  const checked = check(machine, options);
  const { chains, seed, base } = checked;
  const { visible } = machine.spec;
  const start = new Float32Array(chains * visible);
  const random = stream(seed, "anneal/start");
  for (let row = 0; row < chains; row++)
    drawRow(random, row, visible, (i, word) => {
      start[row * visible + i] = uniformOf(word) < sigmoid(base[i]) ? 1 : 0;
    });
  const first = baseLogPartition(machine, base);
  const weights = await anneal(machine, checked, start, "up");
  const logs = [...weights].map((weight) => first + weight);
  const mean = logSumExp(logs) - log(chains);
  // The weights in units of their mean.
  const deviations = logs.map((value) => exp(value - mean) - 1);
  const variance = deviations.reduce((sum, apart) => sum + apart * apart, 0) / Math.max(1, chains - 1);
  const error = 3 * Math.sqrt(variance / chains);
  return {
    logPartition: mean,
    low: error < 1 ? mean + log(1 - error) : Number.NEGATIVE_INFINITY,
    high: mean + log(1 + error),
    chains: logs,
  };
}

/**
 * The log-likelihood of examples by annealing backwards, from each of them to the base-rate machine: on the average no more
 * than what annealing forwards would say of the path's last distribution, and so a conservative estimate.
 *
 * @throws NndlError "boltzmann.annealing", "boltzmann.data"
 */
export async function reverseLogLikelihood(
  machine: BoltzmannMachine,
  data: Dataset,
  options: AnnealingOptions = {},
): Promise<ReverseLikelihood> {
  const checked = check(machine, options);
  checkMachineData(machine.spec, data);
  const first = baseLogPartition(machine, checked.base);
  const examples: number[] = [];
  for (let from = 0; from < data.count; from += mostRows) {
    const rows = inputsOf(data, from, Math.min(data.count, from + mostRows));
    const weights = await anneal(machine, checked, rows, "down", from / mostRows);
    weights.forEach((weight, i) => {
      examples.push(weight - machine.freeEnergy(data.input(from + i)) - first);
    });
  }
  const mean = examples.reduce((sum, value) => sum + value, 0) / examples.length;
  const variance =
    examples.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / Math.max(1, examples.length - 1);
  return { logLikelihood: mean, error: Math.sqrt(variance / examples.length), examples };
}

/** Examples that are annealed at once. */
const mostRows = 128;

/** Temperatures of one command: others get their turn in between. */
const mostSteps = 16;

/** ln of the weight of each row's chain. Backwards, rows come down from β = 1. */
async function anneal(
  machine: BoltzmannMachine,
  { temperatures, seed, threads, base }: Checked,
  start: Float32Array,
  direction: "up" | "down",
  batch = 0,
): Promise<Float64Array> {
  const { visible, hidden } = machine.spec;
  const rows = start.length / visible;
  const workshop = await Workshop.open(threads, 2 * rows * visible * hidden);
  try {
    const { memory } = workshop;
    // Chance goes by the seed that was asked for.
    const own = new MachineMemory({ ...machine.spec, seed }, memory, rows, workshop.threads);
    own.upload(machine);
    own.writeValues("chain", start);
    const put = (values: Float32Array, purpose: string) => {
      const address = memory.allocate(values.byteLength + 64, purpose);
      memory.floats(address, values.length).set(values);
      return address;
    };
    // Where most visible units are mostly off, the others are listed, and only those multiplied.
    const isSparse = base.reduce((sum, a) => sum + sigmoid(a), 0) < 0.35 * visible;
    const path = annealingTemperatures(temperatures);
    if (direction === "down") path.reverse();
    const [before, after] = [put(path.subarray(0, -1), "temperatures"), put(path.subarray(1), "temperatures")];
    const at = direction === "up" ? after : before;
    const bases = put(base, "biases");
    const weights = memory.allocate(rows * 8, "weights");
    const biases = own.parameters.visibleBiases.address;
    const rise: Op = {
      name: "anneal",
      fields: {
        ...{ units: hidden, z: own.z, stride: own.hiddenStride, visible, v: own.valuesOf("chain") },
        ...{ visibleStride: own.visibleStride, biases, base: bases, before, after, weights },
      },
    };
    const move: readonly Op[] = [
      own.hidden({ ...own.drawnStates, temperatures: at, ...own.chance(`anneal/${direction}/hidden/${batch}`) }, 0),
      own.down(),
      own.visible("chain", true, `anneal/${direction}/visible/${batch}`, { temperatures: at, base: bases }),
      ...own.up("chain", isSparse),
    ];
    const list = writeOpList(memory, direction === "up" ? [rise, ...move] : [...move, rise]);
    const first = writeOpList(memory, own.up("chain", isSparse));
    workshop.run(first, { total: rows, miniBatch: rows, step: 0 });
    for (let step = 0; step < temperatures; step += mostSteps) {
      const steps = Math.min(mostSteps, temperatures - step);
      workshop.run(list, { total: rows * steps, miniBatch: rows, step });
      await platform.yieldToOthers();
    }
    return new Float64Array(memory.memory.buffer.slice(weights, weights + rows * 8));
  } finally {
    workshop.close();
  }
}

/** ln Z of the machine without weights: every visible unit by itself, and every hidden one either way. */
function baseLogPartition({ spec }: BoltzmannMachine, base: Float32Array): number {
  return base.reduce((sum, a) => sum + softplus(a), 0) + spec.hidden * log(2);
}

function check(machine: BoltzmannMachine, options: AnnealingOptions): Checked {
  const code = "boltzmann.annealing";
  const given = plainObject(options, { code, what: "the options of an annealing" });
  knownKeys(given, ["temperatures", "chains", "base", "seed", "threads"], {
    code,
    what: "the options of an annealing",
  });
  const { visible, hidden, units, classes } = machine.spec;
  if (units !== "binary" || classes > 0)
    throw new NndlError(code, {
      received: classes > 0 ? "units of classes" : "gaussian visible units",
      expected: "annealing goes from independent binary visible units to a machine of such units",
      next: "Ask for the partition function exactly where one side has few units, or for the reconstruction error.",
    });
  const { base, threads = "auto", seed = machine.spec.seed } = options;
  const means = BoltzmannMachine.initialize({ visible, hidden });
  if (base !== undefined) means.startFrom(base);
  return {
    temperatures: positiveInteger(options.temperatures ?? 1000, { code, what: "the number of temperatures" }, 2 ** 22),
    chains: positiveInteger(options.chains ?? 100, { code, what: "the number of chains" }, 2 ** 14),
    seed: checkSeed(seed),
    threads,
    base: means.visibleBiases,
  };
}
