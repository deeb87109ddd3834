/** The book's strategy plays the game: the very program of `nndl reproduce ch3/way-out`, on smaller problems. */
import {
  findHyperParameters,
  type HyperParameters,
  type Problem,
  type Problems,
} from "@nndl/book/experiments/ch3/find-hyper-parameters";
import { bookStart, type Outcome, type Try } from "./game.ts";

const fast = { hidden: 0, images: 1000, validation: 100 } as const;

/** Small enough that the last training, of all images, is the greater part of what is spent. */
export const problems: Problems = {
  signal: { ...fast, digits: 2, epochs: 3 },
  roughRate: { ...fast, digits: 10, epochs: 8 },
  rate: { digits: 10, hidden: 30, images: 2000, validation: 100, epochs: 8 },
  penalty: { digits: 10, hidden: 30, images: 5000, validation: 1000, epochs: 8 },
  miniBatch: { digits: 10, hidden: 30, images: 5000, validation: 1000, epochs: 4 },
};

const all = 50_000;
const lastEpochs = 20;

function tryOf(problem: Problem, { learningRate, lambda, miniBatchSize }: HyperParameters): Try {
  const { digits, hidden, images, validation, epochs } = problem;
  // What it calls λ is that of all images.
  return {
    digits,
    hidden,
    images,
    validation,
    epochs,
    rate: learningRate,
    lambda: (lambda * images) / all,
    miniBatch: miniBatchSize,
  };
}

/**
 * Plays from the book's start to the end, and says why at each move.
 * @param attempt trains; what it throws ends the game
 */
export async function playStrategy(
  attempt: (tried: Try) => Promise<Outcome>,
  say: (line: string) => void,
): Promise<void> {
  const start: HyperParameters = {
    learningRate: bookStart.rate,
    lambda: bookStart.lambda,
    miniBatchSize: bookStart.miniBatch,
  };
  const { settings } = await findHyperParameters(start, problems, {
    train: (problem, at) => attempt(tryOf(problem, at)),
    say,
  });
  say(`All images now, with ${lastEpochs} epochs, and all validation images.`);
  await attempt(tryOf({ digits: 10, hidden: 30, images: all, validation: 10_000, epochs: lastEpochs }, settings));
}
