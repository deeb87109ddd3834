/** For tests: random networks with data that fit them, and ways to train them. */
import fc from "fast-check";
import { Dataset } from "../data/index.ts";
import { kindsWithKernels } from "../engines/wasm/check-kernels.ts";
import {
  type ActivationName,
  checkOptimizer,
  costs,
  type InitializerName,
  initializerNames,
  type MiniBatchOptimizerName,
  type MiniBatchOptimizerSpec,
  miniBatchOptimizerNames,
  type Regularization,
} from "../functions/index.ts";
import { isTrained, sizeOf } from "../layers/index.ts";
import { checkNetworkSpec, type NetworkInput, placeLayers } from "../network/index.ts";
import { type Stream, stream } from "../random/index.ts";

export interface RandomCase {
  readonly spec: NetworkInput;
  readonly data: Dataset;
  readonly order: Uint32Array;
  readonly miniBatchSize: number;
  readonly optimizer: MiniBatchOptimizerSpec;
  readonly regularization: Regularization;
  /** Layers that do not learn; all do when absent. */
  readonly frozen?: readonly number[];
  /** What each example's cost is multiplied by; 1 when absent. */
  readonly weights?: Float32Array;
}

/** Such cases with examples that count differently, some not at all. */
export function withWeights(cases: fc.Arbitrary<RandomCase>): fc.Arbitrary<RandomCase> {
  return cases.chain((drawn) =>
    fc
      .array(fc.constantFrom(0, 0.25, 1, 1, 3.5), { minLength: drawn.data.count, maxLength: drawn.data.count })
      .filter((weights) => weights.some((weight) => weight > 0))
      .map((weights): RandomCase => ({ ...drawn, weights: Float32Array.from(weights) })),
  );
}

/** Such cases with some layers frozen: not all that could learn, where there are two or more. */
export function withFrozen(cases: fc.Arbitrary<RandomCase>): fc.Arbitrary<RandomCase> {
  return cases.chain((drawn) => {
    const canLearn = placeLayers(checkNetworkSpec(drawn.spec))
      .filter(({ parameters }) => parameters.some(isTrained))
      .map(({ index }) => index);
    return fc
      .subarray(canLearn, { maxLength: Math.max(0, canLearn.length - 1) })
      .map((frozen): RandomCase => ({ ...drawn, frozen }));
  });
}

export const featureKinds = ["sparse bytes", "dense bytes", "floats"] as const;

/** What a case has besides its network and its data's shape. */
export const circumstances = (
  features: readonly (typeof featureKinds)[number][],
  optimizers: readonly MiniBatchOptimizerName[],
) => ({
  initializer: fc.constantFrom(...initializerNames),
  seed: fc.nat(),
  features: fc.constantFrom(...features),
  targets: fc.constantFrom("bytes", "shorts", "words", "values"),
  count: fc.integer({ min: 1, max: 40 }),
  miniBatchSize: fc.integer({ min: 1, max: 33 }),
  optimizer: fc.constantFrom(...optimizers),
  penalties: fc.constantFrom({ l1: 0, l2: 0 }, { l1: 0, l2: 1 }, { l1: 0.5, l2: 0 }, { l1: 0.2, l2: 0.7 }),
});

export interface CaseLimits {
  readonly widest?: number;
  readonly deepest?: number;
  readonly activations?: readonly ActivationName[];
  readonly features?: readonly (typeof featureKinds)[number][];
  readonly optimizers?: readonly MiniBatchOptimizerName[];
}

/** Of what the fast engine has kernels for: the rest is for the definitions' own tests. */
export const outputKinds = kindsWithKernels.costs.flatMap((cost) =>
  costs[cost].outputs
    .filter((name) => kindsWithKernels.activations.some((each) => each === name))
    .map((activation) => ({ cost, activation: activation as ActivationName })),
);

/** A random network, data set, and way to train; small ones first, so that a failure shrinks to a readable one. */
export function randomCase(limits: CaseLimits = {}): fc.Arbitrary<RandomCase> {
  const { widest = 70, deepest = 4, features = featureKinds, optimizers = miniBatchOptimizerNames } = limits;
  const allowed = limits.activations ?? kindsWithKernels.activations;
  const width = fc.integer({ min: 1, max: widest });
  return fc
    .record({
      inputs: width,
      hidden: fc.array(fc.record({ units: width, activation: fc.constantFrom(...allowed) }), {
        maxLength: deepest - 1,
        size: "max",
      }),
      units: width,
      output: fc.constantFrom(...outputKinds.filter(({ activation }) => allowed.includes(activation))),
      ...circumstances(features, optimizers),
    })
    .map((drawn) => {
      const { inputs, hidden, units, output } = drawn;
      const layers = [...hidden, { units, activation: output.activation }].map((layer) => ({
        type: "dense" as const,
        ...layer,
      }));
      return caseOf({ input: [inputs], layers, cost: output.cost }, units, drawn);
    });
}

/** What happens to be drawn for {@link circumstances}. */
interface Circumstances {
  readonly initializer: InitializerName;
  readonly seed: number;
  readonly features: string;
  readonly targets: string;
  readonly count: number;
  readonly miniBatchSize: number;
  readonly optimizer: MiniBatchOptimizerName;
  readonly penalties: Regularization;
}

/** A case for a network with so many outputs. */
export function caseOf(spec: NetworkInput, outputs: number, drawn: Circumstances): RandomCase {
  const { seed, count, initializer } = drawn;
  const draws = stream(seed, "a random case");
  return {
    spec: { ...spec, initializer, seed },
    data: new Dataset({
      shape: spec.input,
      ...featuresFor(spec, drawn.features, sizeOf(spec.input) * count, draws),
      targets: targetsOf(drawn.targets, outputs, count, draws),
    }),
    order: draws.permutation(count),
    miniBatchSize: drawn.miniBatchSize,
    optimizer: settle(drawn.optimizer),
    regularization: drawn.penalties,
  };
}

/** The same data, bytes or not, as float32 numbers. */
export function asFloats(data: Dataset): Dataset {
  const { features, scale, shape, targets } = data;
  return new Dataset({ shape, features: Float32Array.from(features, (value) => value * scale), targets });
}

/** Numbers of a kind; or indices, where the network begins with what looks them up. */
function featuresFor({ layers: [first] }: NetworkInput, kind: string, length: number, draws: Stream) {
  if (first.type !== "embedding") return { features: featuresOf(kind, length, draws) };
  const indices = Array.from({ length }, () => draws.integer(first.indices));
  return kind === "floats"
    ? { features: Float32Array.from(indices) }
    : { features: Uint8Array.from(indices), scale: 1 };
}

function featuresOf(kind: string, length: number, draws: Stream): Uint8Array | Float32Array {
  if (kind === "floats") return Float32Array.from({ length }, () => draws.gaussian());
  const zeros = kind === "sparse bytes" ? 0.8 : 0.1;
  return Uint8Array.from({ length }, () => (draws.uniform() < zeros ? 0 : 1 + draws.integer(255)));
}

function targetsOf(kind: string, units: number, count: number, draws: Stream) {
  if (kind === "values")
    return {
      kind: "values" as const,
      values: Float32Array.from({ length: count * units }, () => draws.uniform()),
      size: units,
    };
  const labels = Array.from({ length: count }, () => draws.integer(units));
  const typed =
    kind === "bytes" ? Uint8Array.from(labels) : kind === "shorts" ? Uint16Array.from(labels) : Int32Array.from(labels);
  return { kind: "classes" as const, labels: typed, classes: units };
}

/** An ε that keeps the adaptive optimizers from blowing up the last bits of gradients that are nearly 0. */
function settle(type: MiniBatchOptimizerName): MiniBatchOptimizerSpec {
  const isAdaptive = type === "rmsprop" || type === "adam" || type === "adamw";
  return checkOptimizer(isAdaptive ? { type, epsilon: 0.02 } : type) as MiniBatchOptimizerSpec;
}
