import { Dataset } from "../data/index.ts";
import { type Engine, wasmEngine } from "../engines/index.ts";
import { conv2d, dense, type LayerInput, type Shape } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { layerCosts, totalCosts } from "./cost-estimate.ts";

/** Small networks of one kind of work, large enough to keep an engine busy. */
const probes = {
  dense: { input: [512], layers: [dense(256, "relu"), dense(10, "softmax")] },
  convolution: { input: [16, 12, 12], layers: [conv2d(16, 3, "relu", { padding: "same" }), dense(10, "softmax")] },
} as const satisfies Record<KindOfWork, { readonly input: Shape; readonly layers: readonly LayerInput[] }>;

/** "dense" or "convolution": the two kinds of multiplying whose speeds differ. */
export type KindOfWork = "dense" | "convolution";

/** Which engine is measured, and how it is used. */
export interface SpeedOptions {
  /** The wasm engine when absent. */
  readonly engine?: Engine | undefined;
  /** As for a session; "auto" when absent. */
  readonly threads?: number | "auto" | undefined;
  /** Examples in a mini-batch; 10 when absent. */
  readonly miniBatchSize?: number | undefined;
}

/** Examples of a probe, gone through again and again. */
const examples = 20;

/** Milliseconds of training that are measured. */
const measured = 60;

/**
 * How many multiply-adds an engine does in a second on this machine while it trains, measured now: a small network of one
 * kind of layer is trained on random numbers for a moment.
 *
 * It tells what to expect of a large network, to within a factor of two or so: other sizes, pooling and memory make it
 * faster or slower.
 *
 * @throws what the engine throws when it is opened
 * @example (await measureSpeed("dense", { threads: 1 })) > 1e6; // true
 */
export async function measureSpeed(kind: KindOfWork, options: SpeedOptions = {}): Promise<number> {
  const { engine = wasmEngine, threads = "auto", miniBatchSize = 10 } = options;
  const probe = probes[kind];
  const batch = Math.min(miniBatchSize, examples);
  const session = await engine.open(network(probe), { threads, miniBatchSize: batch });
  try {
    const data = session.load(noise(probe.input));
    const order = Uint32Array.from({ length: examples }, (_, i) => i);
    const once = () =>
      session.train({
        data,
        order,
        from: 0,
        to: examples,
        miniBatchSize: batch,
        optimizer: { type: "sgd" },
        // Nothing is to be learned.
        learningRate: 0,
        regularization: { l1: 0, l2: 0 },
        trainingCount: examples,
        stepsBefore: 0,
      });
    // The first time, code is still being compiled.
    once();
    let passes = 0;
    const started = performance.now();
    let spent = 0;
    for (; spent < measured; spent = performance.now() - started) {
      once();
      passes++;
    }
    // Forward, the gradient of the weights, the gradient of the inputs.
    return (3 * totalCosts(layerCosts(probe)).multiplyAdds * examples * passes) / (spent / 1000);
  } finally {
    session.close();
  }
}

function noise(shape: Shape): Dataset {
  const chance = stream(0, "speed");
  const size = shape.reduce((product, extent) => product * extent, 1);
  return new Dataset({
    shape,
    features: Float32Array.from({ length: examples * size }, () => chance.uniform()),
    targets: { kind: "classes", labels: Array.from({ length: examples }, (_, i) => i % 10), classes: 10 },
  });
}
