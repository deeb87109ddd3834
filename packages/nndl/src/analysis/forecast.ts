/** What is to be expected of a network, in a sentence, before anything of it is allocated. */
import { platform } from "#platform";
import { NndlError } from "../errors.ts";
import type { NetworkInput } from "../network/index.ts";
import { estimateMemory, layerCosts, type MemoryNeeds, type Use } from "./cost-estimate.ts";
import { type KindOfWork, measureSpeed, type SpeedOptions } from "./measure-speed.ts";

/** What a network will need on this machine, known before anything is allocated. */
export interface Forecast {
  /** Bytes, by what they are for. */
  readonly memory: MemoryNeeds;
  /** Seconds that an engine takes for an image here, in training or in use, whichever is meant. */
  readonly secondsPerImage: number;
  /** "this needs 1.9 GB and about 0.2 s per image on this machine" */
  readonly sentence: string;
}

/** What WebAssembly can address with 32 bits. */
const mostEngineBytes = 2 ** 32;

/**
 * Memory by {@link estimateMemory}, and time by the speed that this machine shows now on small networks of the same kinds
 * of layers. Takes a fifth of a second.
 *
 * @param use as for estimateMemory; with an optimizer the time is that of training
 * @throws NndlError for a description that is wrong
 * @example (await forecast({ input: [784], layers: [dense(30), dense(10)] })).sentence.startsWith("this needs"); // true
 */
export async function forecast(spec: NetworkInput, use: Use = {}, options: SpeedOptions = {}): Promise<Forecast> {
  const memory = estimateMemory(spec, use);
  const work = new Map<KindOfWork, number>();
  for (const { multiplyAdds, type } of layerCosts(spec)) {
    const kind = type === "dense" ? "dense" : "convolution";
    work.set(kind, (work.get(kind) ?? 0) + multiplyAdds);
  }
  const passes = use.optimizer === undefined ? 1 : 3;
  const speed = { ...options, miniBatchSize: options.miniBatchSize ?? use.miniBatchSize };
  let secondsPerImage = 0;
  for (const [kind, multiplyAdds] of work)
    if (multiplyAdds > 0) secondsPerImage += (passes * multiplyAdds) / (await measureSpeed(kind, speed));
  const sentence = `this needs ${inWords(memory.total)} and about ${duration(secondsPerImage)} per image on this machine`;
  return { memory, secondsPerImage, sentence };
}

/**
 * Refuses a network that this machine cannot hold, before anything is allocated.
 *
 * @param free bytes of memory that can still be had; what the machine says when absent
 * @throws NndlError "network.memory", with the forecast's sentence
 */
export function checkMemory({ memory, sentence }: Forecast, free: number | undefined = platform.freeMemory()): void {
  const tight = free !== undefined && memory.total > free;
  if (!tight && memory.engine <= mostEngineBytes) return;
  const most = Math.min(mostEngineBytes, free ?? mostEngineBytes);
  throw new NndlError("network.memory", {
    problem: `${sentence}, but ${
      tight
        ? `only ${inWords(free)} of memory are free here`
        : `WebAssembly can address only ${inWords(most)}, and the engine alone needs ${inWords(memory.engine)}`
    }`,
    next: "Use narrower layers, smaller mini-batches, fewer examples, or an optimizer with fewer arrays.",
  });
}

/** Whether a network is large enough that one wants to know beforehand. Costs nothing. */
export function isLarge(spec: NetworkInput, use: Use = {}): boolean {
  const multiplyAdds = layerCosts(spec).reduce((sum, cost) => sum + cost.multiplyAdds, 0);
  return estimateMemory(spec, use).total > largeBytes || multiplyAdds > largeWork;
}

const largeBytes = 500_000_000;
const largeWork = 100_000_000;

/** "1.9 GB", "240 MB", "12 kB" */
function inWords(bytes: number): string {
  const [unit, name] = bytes >= 1e9 ? [1e9, "GB"] : bytes >= 1e6 ? [1e6, "MB"] : [1e3, "kB"];
  const value = bytes / (unit as number);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${name}`;
}

/** "2.5 s", "180 ms", "40 µs" */
function duration(seconds: number): string {
  const [unit, name] = seconds >= 1 ? [1, "s"] : seconds >= 1e-3 ? [1e-3, "ms"] : [1e-6, "µs"];
  const value = seconds / (unit as number);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${name}`;
}
