/**
 * For tests: training by plain loops, every operation rounded to float32 as it is made. It says in the simplest way
 * which sums the kernels promise to compute: over inputs, over units, over examples, each in ascending order, starting
 * at +0. For hidden layers and outputs whose activation needs no exponential function.
 */
import type { Dataset } from "../data/index.ts";
import { adamCorrections, type MiniBatchOptimizerSpec, type Regularization } from "../functions/index.ts";
import { activationOf } from "../layers/index.ts";
import type { Network } from "../network/index.ts";

const f = Math.fround;

type OptimizerState = readonly [Float32Array, Float32Array];

interface PlainLayer {
  readonly units: number;
  readonly inputs: number;
  readonly relu: boolean;
  readonly weights: Float32Array;
  readonly biases: Float32Array;
  /** Two arrays for the optimizer: the first and, of Adam, the second. */
  readonly weightState: OptimizerState;
  readonly biasState: OptimizerState;
}

export interface PlainSettings {
  readonly optimizer: MiniBatchOptimizerSpec;
  readonly learningRate: number;
  readonly regularization: Regularization;
  readonly trainingCount: number;
}

/** Keeps a copy of a network's weights, and trains them with the quadratic cost. */
export class PlainFloat32 {
  readonly layers: readonly PlainLayer[];
  #updates = 0;

  constructor(network: Network) {
    this.layers = network.layers.map(({ index, spec }) => {
      const weights = network.parameters.get(`layers.${index}.weights`)?.values.slice() as Float32Array;
      const biases = network.parameters.get(`layers.${index}.biases`)?.values.slice() as Float32Array;
      return {
        units: biases.length,
        inputs: weights.length / biases.length,
        relu: activationOf(spec) === "relu",
        weights,
        biases,
        weightState: [new Float32Array(weights.length), new Float32Array(weights.length)],
        biasState: [new Float32Array(biases.length), new Float32Array(biases.length)],
      };
    });
  }

  /** Whether all weights and biases are finite. */
  get finite(): boolean {
    return this.layers.every(({ weights, biases }) => weights.every(Number.isFinite) && biases.every(Number.isFinite));
  }

  /** One update by the given examples; returns ∂C/∂x of each, summed and not averaged. */
  update(data: Dataset, examples: Uint32Array, settings: PlainSettings): Float32Array[] {
    const activations: Float32Array[][] = [Array.from(examples, (example) => data.input(example))];
    for (const layer of this.layers) activations.push((activations.at(-1) ?? []).map((a) => forward(layer, a)));
    let errors: Float32Array[] = (activations.at(-1) ?? []).map((a, i) => {
      const y = data.target(examples[i]);
      return a.map((value, j) => f(value - (y[j] ?? 0)));
    });
    const gradients = this.layers.map((layer) => ({
      weights: new Float32Array(layer.weights.length),
      biases: new Float32Array(layer.units),
    }));
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = this.layers[l];
      const [below, above] = [activations[l], activations[l + 1]];
      if (layer.relu) errors = errors.map((error, i) => error.map((e, j) => f(e * (above[i][j] > 0 ? 1 : 0))));
      errors.forEach((error, i) => {
        for (let j = 0; j < layer.units; j++) {
          gradients[l].biases[j] += error[j];
          for (let k = 0; k < layer.inputs; k++)
            gradients[l].weights[j * layer.inputs + k] += f(below[i][k] * error[j]);
        }
      });
      errors = errors.map((error) => backward(layer, error));
    }
    const step = new PlainStep(settings, examples.length, ++this.#updates);
    this.layers.forEach((layer, l) => {
      step.apply(layer.weights, gradients[l].weights, layer.weightState, settings.regularization);
      step.apply(layer.biases, gradients[l].biases, layer.biasState, { l1: 0, l2: 0 });
    });
    return errors;
  }
}

function forward({ units, inputs, weights, biases, relu }: PlainLayer, x: Float32Array): Float32Array {
  return Float32Array.from({ length: units }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < inputs; k++) sum = f(sum + f(x[k] * weights[j * inputs + k]));
    const z = f(sum + biases[j]);
    return relu ? Math.max(z, 0) : z;
  });
}

function backward({ units, inputs, weights }: PlainLayer, error: Float32Array): Float32Array {
  return Float32Array.from({ length: inputs }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < units; j++) sum = f(sum + f(error[j] * weights[j * inputs + k]));
    return sum;
  });
}

/** One update; what does not depend on the weight is computed in float64 and rounded once. */
class PlainStep {
  readonly #settings: PlainSettings;
  readonly #count: number;
  readonly #update: number;

  constructor(settings: PlainSettings, count: number, update: number) {
    this.#settings = settings;
    this.#count = count;
    this.#update = update;
  }

  apply(w: Float32Array, gradient: Float32Array, [first, second]: OptimizerState, { l1, l2 }: Regularization): void {
    const { optimizer, learningRate, trainingCount } = this.#settings;
    const eta = f(learningRate);
    const adam = optimizer.type === "adam" || optimizer.type === "adamw" ? optimizer : undefined;
    for (let i = 0; i < w.length; i++) {
      const sign = w[i] > 0 ? 1 : w[i] < 0 ? -1 : 0;
      if (optimizer.type === "sgd") {
        const kept = f(w[i] * f(1 - learningRate * (l2 / trainingCount)));
        const shrunk = f(kept - f(f(learningRate * (l1 / trainingCount)) * sign));
        w[i] = f(shrunk + f(f(-learningRate / this.#count) * gradient[i]));
        continue;
      }
      const direct = optimizer.type === "adamw" ? learningRate : 1;
      const penalty = f(f(f(direct * (l2 / trainingCount)) * w[i]) + f(f(direct * (l1 / trainingCount)) * sign));
      if (optimizer.type === "adamw") w[i] -= penalty;
      const mean = f(gradient[i] * f(1 / this.#count));
      const g = optimizer.type === "adamw" ? mean : f(mean + penalty);
      if (optimizer.type === "momentum" || optimizer.type === "nesterov") {
        const friction = f(optimizer.momentum);
        const step = f(eta * g);
        first[i] = f(friction * first[i]) - step;
        w[i] += optimizer.type === "momentum" ? first[i] : f(f(friction * first[i]) - step);
      } else if (optimizer.type === "rmsprop") {
        first[i] = f(f(optimizer.decay) * first[i]) + f(f(1 - optimizer.decay) * f(g * g));
        w[i] -= f(f(eta * g) / f(f(Math.sqrt(first[i])) + f(optimizer.epsilon)));
      } else if (adam !== undefined) {
        const correct = adamCorrections(adam, this.#update);
        first[i] = f(f(adam.beta1) * first[i]) + f(f(1 - adam.beta1) * g);
        second[i] = f(f(adam.beta2) * second[i]) + f(f(1 - adam.beta2) * f(g * g));
        const size = f(f(Math.sqrt(f(second[i] * f(correct.meanSquare)))) + f(adam.epsilon));
        w[i] -= f(f(f(learningRate * correct.mean) * first[i]) / size);
      }
    }
  }
}
