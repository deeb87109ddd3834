import { platform } from "#platform";
import { type AbortSignalLike, throwIfAborted } from "../abort-signal.ts";
import { integer, knownKeys, plainObject, positiveInteger } from "../check.ts";
import { type Op, writeOpList } from "../engines/wasm/ops.ts";
import { counted, NndlError, show } from "../errors.ts";
import { checkSeed } from "../random/index.ts";
import type { BoltzmannMachine } from "./machine.ts";
import { visibleMeans } from "./reference-session.ts";
import { MachineMemory } from "./wasm/machine-memory.ts";
import { Workshop } from "./wasm/workshop.ts";

/** How chains go. */
export interface ChainOptions {
  /** How many go side by side; 16 when absent, or as many as `start` has. */
  readonly chains?: number | undefined;
  /** Visible states to begin with, one chain's after another; the means that the biases alone come to when absent. */
  readonly start?: Float32Array | undefined;
  /** The class that all chains are held at, or one for each of them; free when absent. For machines with units of classes. */
  readonly classes?: number | readonly number[] | undefined;
  /** Sweeps from one state that is yielded to the next; 1 when absent. */
  readonly every?: number | undefined;
  /** Sweeps in all; without end when absent. */
  readonly sweeps?: number | undefined;
  /** The machine's own when absent. */
  readonly seed?: number | undefined;
  readonly threads?: number | "auto" | undefined;
  /** Ends the iteration with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
}

/** Where chains are. */
export interface ChainState {
  /** Sweeps so far: each goes up to the hidden units and down again. */
  readonly sweep: number;
  /** The visible states, [chains, visible]. */
  readonly visible: Float32Array;
  /** What they were drawn from: the units' means given the hidden states, which are smoother to look at. [chains, visible] */
  readonly means: Float32Array;
  /** The hidden states that they came from, [chains, hidden]. */
  readonly hidden: Float32Array;
}

/** Sweeps of one command: others get their turn in between. */
const mostSweeps = 8;
const code = "boltzmann.chain";

/**
 * Lets a machine dream: chains of Gibbs sampling, h from v and v from h, whose states are yielded as they go. The same seed
 * gives the same states on any number of threads.
 *
 * @throws NndlError "boltzmann.chain", "boltzmann.states"
 * @example
 * for await (const { sweep, means } of gibbsChains(boltzmann({ visible: 784, hidden: 20 }), { chains: 4, sweeps: 2 }))
 *   console.log(sweep, means.length); // 1 3136, then 2 3136
 */
export async function* gibbsChains(
  machine: BoltzmannMachine,
  options: ChainOptions = {},
): AsyncGenerator<ChainState, void> {
  const { chains, every, sweeps, seed, start, signal, threads, held } = check(machine, options);
  const { visible, hidden } = machine.spec;
  const workshop = await Workshop.open(threads, 2 * chains * visible * hidden);
  try {
    const { memory } = workshop;
    const own = new MachineMemory({ ...machine.spec, seed }, memory, chains, workshop.threads);
    own.upload(machine);
    own.writeValues("chain", start);
    own.writeValues("data", start);
    const means = memory.allocate(chains * own.visibleStride * 4, "visible units");
    const ops: readonly Op[] = [
      ...own.up("chain", false),
      own.hidden({ ...own.drawnStates, ...own.chance("gibbs/hidden") }, 0),
      own.down(),
      own.visible("chain", true, "gibbs/visible", { means, clamped: held ? own.valuesOf("data") : 0 }),
    ];
    const list = writeOpList(memory, ops);
    for (let sweep = 0; sweep < sweeps; ) {
      const next = Math.min(sweeps, sweep + every);
      while (sweep < next) {
        throwIfAborted(signal);
        const some = Math.min(mostSweeps, next - sweep);
        workshop.run(list, { total: chains * some, miniBatch: chains, step: sweep });
        sweep += some;
        await platform.yieldToOthers();
      }
      yield {
        sweep,
        visible: own.readValues("chain", chains),
        means: own.readRows(means, chains),
        hidden: own.readStates(chains),
      };
    }
  } finally {
    workshop.close();
  }
}

function check(machine: BoltzmannMachine, options: ChainOptions) {
  const given = plainObject(options, { code, what: "the options of a chain" });
  const known = ["chains", "start", "classes", "every", "sweeps", "seed", "threads", "signal"];
  knownKeys(given, known, { code, what: "the options of a chain" });
  const { visible, classes: choices } = machine.spec;
  const { classes, threads = "auto", signal } = options;
  const seed = checkSeed(options.seed ?? machine.spec.seed);
  const usual =
    options.start === undefined ? (typeof classes === "object" ? classes.length : 16) : options.start.length / visible;
  const chains = positiveInteger(options.chains ?? usual, { code, what: "the number of chains" }, 2 ** 14);
  if (
    options.start !== undefined &&
    (!(options.start instanceof Float32Array) || options.start.length !== chains * visible)
  )
    throw new NndlError("boltzmann.states", {
      received: show(options.start),
      expected: `${counted(chains, "chain")} must begin with a Float32Array of ${chains * visible} numbers, ${visible} for each`,
      next: "Give the visible states of each chain, or leave them out.",
    });
  const start = options.start?.slice() ?? meanStart(machine, chains);
  if (classes !== undefined) {
    const each = typeof classes === "number" ? Array.from({ length: chains }, () => classes) : classes;
    if (choices === 0 || each.length !== chains)
      throw new NndlError(code, {
        received: choices === 0 ? "a class for a machine that has none" : `${counted(each.length, "class", "classes")}`,
        expected: `there must be a class for each of ${counted(chains, "chain")}`,
        next: "Give one class for all chains or one for each, of a machine that learned classes too.",
      });
    each.forEach((which, row) => {
      integer(which, { code, what: "the class of a chain" }, { min: 0, below: choices });
      start.fill(0, (row + 1) * visible - choices, (row + 1) * visible);
      start[(row + 1) * visible - choices + which] = 1;
    });
  }
  return {
    ...{ chains, seed, start, signal, threads, held: classes !== undefined },
    every: positiveInteger(options.every ?? 1, { code, what: "the sweeps from one state to the next" }),
    sweeps:
      options.sweeps === undefined
        ? Number.POSITIVE_INFINITY
        : positiveInteger(options.sweeps, { code, what: "the number of sweeps" }),
  };
}

/**
 * The means that the visible biases alone come to: like no example in particular, and no farther from those of one class than of
 * another, as a state of pure chance would be; a class that chains are held at has its say from the first sweep.
 */
function meanStart({ spec, visibleBiases }: BoltzmannMachine, chains: number): Float32Array {
  const { visible, units, classes } = spec;
  const means = visibleMeans(Float64Array.from(visibleBiases), units, classes);
  return Float32Array.from({ length: chains * visible }, (_, i) => means[i % visible]);
}
