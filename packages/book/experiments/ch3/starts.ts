/** Two trainings that differ in their first weights alone: standard deviation 1/√n against 1. */
import { course, shorten } from "../bench.ts";
import { type Experiment, experimentOf } from "../experiment.ts";
import type { Claim, Measured, SeriesFigure } from "../figure.ts";
import { numberOf } from "../figure.ts";
import { curve, fromEpoch0, last } from "./curves.ts";
import { betterStart, chapter3Network, chapter3Training, sections } from "./settings.ts";

interface TwoStarts extends Pick<Experiment, "name" | "id" | "status" | "title" | "claim" | "note"> {
  readonly hidden: number;
  /** The book's counts of correct validation images, after each epoch. */
  readonly small: readonly number[];
  readonly large: readonly number[];
  readonly claims: Readonly<Record<string, Claim>>;
}

export function startsCompared({ hidden, small, large, claims, ...about }: TwoStarts): Experiment {
  const training = { ...chapter3Training, learningRate: 0.1, regularization: { l2: 5 } };
  const percent = (title: string, correct: number) =>
    ({ kind: "number", title, unit: "%", book: correct / 100, judge: { by: "seeds" } }) as const;
  const counts = (title: string, book: readonly number[]): SeriesFigure =>
    curve(`validation images read correctly, ${title}`, "of 10,000 images", fromEpoch0(book));
  return experimentOf({
    ...about,
    section: sections.firstWeights,
    about: `784-${hidden}-10, the cross-entropy, η = 0.1, λ = 5: first weights of standard deviation 1/√n, and of 1.`,
    chance: true,
    quick: { epochs: 3, limit: 20_000 },
    figures: {
      first: percent("accuracy after the first epoch, small first weights", small[0]),
      firstLarge: percent("accuracy after the first epoch, large first weights", large[0]),
      last: percent("accuracy after the last epoch, small first weights", small.at(-1)!),
      lastLarge: percent("accuracy after the last epoch, large first weights", large.at(-1)!),
      small: counts("small first weights", small),
      large: counts("large first weights", large),
      sooner: {
        kind: "claim",
        title: "the small first weights are far ahead after the first epoch",
        holds: (measured) => numberOf(measured, "first") > numberOf(measured, "firstLarge") + 1.5,
      },
      ...claims,
    },
    async run(bench): Promise<Measured> {
      const { validation } = bench.data;
      const run = async (name: string, network: typeof betterStart) =>
        course(
          await bench.train(name, { network: network(hidden), ...shorten(bench, training), evaluate: { validation } }),
          "validation",
          "correct",
        );
      const curves = { small: await run("small", betterStart), large: await run("large", chapter3Network) };
      const share = (correct: number) => (100 * correct) / validation.count;
      return {
        first: share(curves.small[0][1]),
        firstLarge: share(curves.large[0][1]),
        last: share(last(curves.small)),
        lastLarge: share(last(curves.large)),
        ...curves,
      };
    },
  });
}

/** How many percentage points the small first weights are ahead after the last epoch. */
export function lead(measured: Measured): number {
  return numberOf(measured, "last") - numberOf(measured, "lastLarge");
}
