/** What one can set in the figure that trains chapter 1's networks, and what is known of the book's own settings. */
import { experiment as firstNetwork } from "@nndl/book/experiments/ch1/first-network";
import { experiment as hopelessLearningRate } from "@nndl/book/experiments/ch1/hopeless-learning-rate";
import { experiment as noHiddenLayer } from "@nndl/book/experiments/ch1/no-hidden-layer";
import { experiment as slowLearning } from "@nndl/book/experiments/ch1/slow-learning";
import { experiment as wider } from "@nndl/book/experiments/ch1/wider";
import { dense } from "nndl";
import type { Recipe } from "../../../training/recipe.ts";
import { recordedHashes } from "./recorded.built.ts";

export interface Settings {
  /** Hidden neurons; with 0 the pixels go straight to the outputs. */
  readonly hidden: number;
  readonly learningRate: number;
  readonly miniBatchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly cost: "quadratic" | "cross-entropy";
}

export interface Preset {
  /** Its row among the book's experiments. */
  readonly id: string;
  readonly title: string;
  readonly settings: Settings;
  readonly note: string;
  /** How `nndl reproduce` calls it, where it is one of its experiments. */
  readonly experiment?: OfTheBook;
}

/** Of the 50,000 training images, in the book's order; measured on the 10,000 test images. */
export function recipeOf({ hidden, learningRate, miniBatchSize, epochs, seed, cost }: Settings): Recipe {
  return {
    network: {
      input: [784],
      layers: [...(hidden === 0 ? [] : [dense(hidden)]), dense(10)],
      cost,
      initializer: "gaussian",
      seed,
    },
    data: { kind: "mnist" },
    training: { epochs, miniBatchSize, learningRate },
  };
}

type OfTheBook = typeof firstNetwork;

function presetOf(experiment: OfTheBook): Preset {
  const { id, title, note } = experiment;
  const { network, training } = experiment.training;
  const [first] = network.layers;
  const hidden = network.layers.length > 1 && first?.type === "dense" ? first.units : 0;
  const { epochs, miniBatchSize = 10, learningRate } = training;
  const settings = { hidden, learningRate, miniBatchSize, epochs, seed: 1, cost: "quadratic" as const };
  return { id, title, settings, note, experiment };
}

const ofChapter1 = [firstNetwork, wider, slowLearning, hopelessLearningRate, noHiddenLayer];

/** E1.1 to E1.6. What the book only suggests, to raise a small learning rate, is no experiment with a number. */
export const presets: readonly Preset[] = [
  ...ofChapter1.map(presetOf),
  {
    id: "E1.4",
    title: "A small learning rate, to be raised by hand",
    settings: {
      hidden: 100,
      learningRate: 0.01,
      miniBatchSize: 10,
      epochs: 30,
      seed: 1,
      cost: "quadratic",
    } satisfies Settings,
    note: "Try 0.01 first, then 0.1, 1 and 3, each with the same weights. The book says that it gets better, and gives no number.",
  },
].sort((a, b) => a.id.localeCompare(b.id));

/** The preset that these are the settings of, whatever the seed. */
export function presetWith(settings: Settings): Preset | undefined {
  const same = ({ settings: other }: Preset) =>
    JSON.stringify({ ...other, seed: 0 }) === JSON.stringify({ ...settings, seed: 0 });
  return presets.find(same);
}

export interface Known {
  readonly sha256: string;
  /** What computes it in Node. */
  readonly command: string;
}

/** What the same run ended with in Node, where that is on record. */
export function knownResult(settings: Settings): Known | undefined {
  const name = presetWith(settings)?.experiment?.name;
  const sha256 = name === undefined ? undefined : recordedHashes[name]?.[settings.seed - 1];
  return sha256 === undefined ? undefined : { sha256, command: `npx nndl reproduce ${name} --seed ${settings.seed}` };
}

/**
 * The command that trains the same: the book's experiment, where these are its settings, or a line of `nndl train`.
 *
 * @param lines what writes such a line, once it is loaded; undefined where that is needed and not here yet
 */
export function commandOf(
  settings: Settings,
  lines?: Pick<typeof import("@nndl/words/train-line"), "networkFlags" | "settingsFlags" | "trainLine"> &
    Pick<typeof import("../../../training/recipe.ts"), "checkRecipe">,
): string | undefined {
  const { seed } = settings;
  const name = presetWith(settings)?.experiment?.name;
  if (name !== undefined) return `npx nndl reproduce ${name}${seed === 1 ? "" : ` --seed ${seed}`}`;
  if (lines === undefined) return undefined;
  // Checked, each layer says how its first weights are drawn.
  const { network, training } = lines.checkRecipe(recipeOf(settings));
  const flags = { ...lines.networkFlags(network), ...lines.settingsFlags({ network, training, monitor: ["test"] }) };
  return `npx ${lines.trainLine(flags)}`;
}

/** The book's counts of correct test images, as far as it prints them: epoch and percent. */
export function bookPoints(preset: Preset | undefined): readonly (readonly [epoch: number, percent: number])[] {
  const course = preset?.experiment?.figures.course;
  const points = course?.kind === "series" ? (course.book ?? []) : [];
  return points.map(([epoch, count]) => [epoch, count / 100]);
}

/** The book's own figure, in percent, where it has one. */
export function bookBest(preset: Preset | undefined): number | undefined {
  const accuracy = preset?.experiment?.figures.accuracy;
  return accuracy?.kind === "number" ? accuracy.book : undefined;
}

/** From where to 100 % the chart goes: close to what there is to be seen, in few steps so that it seldom moves. */
export function lowestPercent(percents: readonly number[]): number {
  const lowest = Math.min(100, ...percents);
  return lowest >= 88 ? 88 : lowest >= 60 ? 60 : 0;
}

/** The time that is left, at the speed so far, in seconds; undefined before there is a speed. */
export function secondsLeft({
  seconds,
  done,
  left,
}: {
  readonly seconds: number;
  readonly done: number;
  readonly left: number;
}): number | undefined {
  return seconds < 0.2 || done <= 0 ? undefined : (seconds / done) * left;
}
