/** Hyper-parameters, tried on a problem that is small enough for many tries. */
import { type Dataset, NndlError, network, train } from "nndl";
import type { Bench } from "../bench.ts";
import type { HyperParameters, Problem, Seen } from "./find-hyper-parameters.ts";
import { betterStart } from "./settings.ts";

export interface TriedOut extends Seen {
  /** Seconds of its epochs on this machine. */
  readonly seconds: number;
}

/** One training, as a step that is kept; where it diverges, it reads no image any more. */
export function tryOut(bench: Bench, problem: Problem, settings: HyperParameters): Promise<TriedOut> {
  const { digits, hidden, images, epochs } = problem;
  const { learningRate, lambda, miniBatchSize } = settings;
  const name =
    `${digits} digits ${hidden} hidden ${images} images ${epochs} epochs ` +
    `eta ${learningRate} lambda ${lambda} m ${miniBatchSize}`;
  return bench.step(name, () => trainOn(bench, problem, settings));
}

async function trainOn(
  { data, seed, signal }: Bench,
  { digits, hidden, images, validation, epochs }: Problem,
  { learningRate, lambda, miniBatchSize }: HyperParameters,
): Promise<TriedOut> {
  const net = network({ ...(hidden === 0 ? betterStart() : betterStart(hidden)), seed });
  const learned = firstOf(data.training, digits, images);
  const [costs, accuracies, validationCosts]: number[][] = [[], [], []];
  let seconds = 0;
  try {
    const run = train(net, learned, {
      epochs,
      learningRate,
      miniBatchSize,
      // λ/n is that of all images.
      regularization: { l2: (lambda * learned.count) / data.training.count },
      evaluate: { learned, unseen: firstOf(data.validation, digits, validation) },
      signal,
      threads: 1,
    });
    for await (const event of run) {
      const { learned, unseen } = event.evaluations;
      costs.push(learned.cost);
      accuracies.push(100 * (unseen.accuracy ?? 0));
      validationCosts.push(unseen.dataCost);
      seconds += event.seconds;
    }
    signal.throwIfAborted();
    return { costs, accuracies, validationCosts, diverged: false, seconds };
  } catch (error) {
    if (!(error instanceof NndlError) || error.code !== "training.diverged") throw error;
    return { costs, accuracies: [...accuracies, 0], validationCosts: [], diverged: true, seconds };
  }
}

/** The first so many images of a set, or of its zeros and ones. */
function firstOf(data: Dataset, digits: Problem["digits"], count: number): Dataset {
  if (digits === 10) return data.take(count);
  const places: number[] = [];
  for (let i = 0; places.length < count && i < data.count; i++) if (data.label(i) < digits) places.push(i);
  return data.pick(places);
}
