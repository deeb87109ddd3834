import type { Dataset, Network } from "nndl";
import { judgeEnsemble } from "nndl/ensemble";
import { type Bench, course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { joined } from "../joined.ts";
import { type Recipe, recipes } from "./record-recipes.ts";
import { section } from "./settings.ts";

/** How many networks learn, after trials of a part of the epochs: together within two hours on two cores, also of a slow machine. */
const full = { members: 8, longest: Number.POSITIVE_INFINITY, tried: 1 / 3, learned: 60_000, counted: 10_000 };
const quick = { ...full, members: 2, longest: 1, tried: 1, learned: 1000, counted: 1000 };

export const experiment = experimentOf({
  name: "ch6/record",
  id: "A6.12",
  rows: ["E1.12"],
  title: "A committee within two hours, beside the record of 2013",
  section,
  about:
    `${recipes.length} recipes are tried on the 50,000 training images, each for a third of its epochs, and the one with the least cost on the validation ` +
    `images is taken; ${full.members} networks then learn by it from all 60,000 images; at last, and once, they read the test images: ` +
    "the mean of their outputs is the committee's answer",
  claim: "9,979 of 10,000, by a committee of Wan, Zeiler, Zhang, LeCun and Fergus",
  chance: true,
  seeds: 1,
  figures: {
    accuracy: {
      kind: "number",
      title: "test accuracy of the committee",
      unit: "%",
      book: 99.79,
      text: "9,979 of 10,000",
      judge: { by: "seeds" },
    },
    alone: { kind: "number", title: "mean test accuracy of its networks", unit: "%" },
    spread: { kind: "number", title: "standard deviation of its networks", unit: "points", digits: 3 },
    vote: { kind: "number", title: "test accuracy by majority instead", unit: "%" },
    noise: {
      kind: "number",
      title: "standard deviation that the choice of 10,000 images leaves in such an accuracy",
      unit: "points",
      digits: 3,
    },
    members: { kind: "series", title: "test accuracy of each network", x: "network", y: "%" },
    mistakes: { kind: "series", title: "test images that the committee misreads", x: "image", y: "taken for" },
    trials: { kind: "series", title: "validation accuracy of the recipes", x: "recipe", y: "%" },
    chosen: { kind: "number", title: "recipe that was taken", unit: "", digits: 0 },
    reaches: {
      kind: "claim",
      title: "it comes within two such standard deviations of the record",
      holds: (measured) => numberOf(measured, "accuracy") > 99.79 - 2 * numberOf(measured, "noise"),
      onlyInFull: true,
    },
    together: {
      kind: "claim",
      title: "together they read more than one of them does on the whole",
      holds: (measured) => numberOf(measured, "accuracy") > numberOf(measured, "alone"),
      onlyInFull: true,
    },
  },
  note:
    "The record is the work of others, with another kind of network, and no program of it is here: what stands beside it is the best that we " +
    "make within two hours. Nothing is chosen by the test images, not even the way in which the networks are put together. Whatever two " +
    "committees differ in by less than two of the last standard deviations may be the luck of these 10,000 images. Ours stays below the record: its " +
    "networks are smaller and learn for 30 epochs, and trials of ten prefer images that are not bent, which are learned sooner.",
  async run(bench) {
    const { trials, chosen } = await choose(bench);
    const networks = await trainCommittee(bench, recipes[chosen]);
    return { ...(await readTest(bench, networks)), trials, chosen: chosen + 1 };
  },
});

function sizesOf({ quick: isQuick }: Pick<Bench, "quick">): typeof full {
  return isQuick ? quick : full;
}

/** No longer than the form allows. */
function shortened(bench: Bench, settings: Recipe["training"], share = 1): Recipe["training"] {
  return { ...settings, epochs: Math.min(sizesOf(bench).longest, Math.round(share * settings.epochs)) };
}

function few(images: Dataset, most: number): Dataset {
  return images.take(Math.min(most, images.count));
}

/** Tries every recipe on the training images, and takes the one with the least cost on the validation images. */
async function choose(bench: Bench): Promise<{ readonly trials: readonly Point[]; readonly chosen: number }> {
  const { tried, learned, counted } = sizesOf(bench);
  const { training, validation } = bench.data;
  const trials: Point[] = [];
  const costs: number[] = [];
  for (const [i, { title, network, training: settings }] of recipes.entries()) {
    const trained = await bench.train(`recipe ${i + 1}`, {
      network,
      training: shortened(bench, settings, tried),
      images: few(training, learned),
      evaluate: { validation: few(validation, counted) },
    });
    const last = (what: "accuracy" | "cost") => course(trained, "validation", what).at(-1)?.[1] ?? Number.NaN;
    trials.push([i + 1, 100 * last("accuracy")]);
    costs.push(last("cost"));
    bench.say(`Recipe ${i + 1}, ${title}: cost ${last("cost").toFixed(5)} on the validation images.`);
  }
  const chosen = costs.indexOf(Math.min(...costs));
  bench.say(`Recipe ${chosen + 1} is taken.`);
  return { trials, chosen };
}

/** Networks that differ in their seed alone, from all images that are not for the test; nothing is measured meanwhile. */
async function trainCommittee(bench: Bench, { network, training: settings }: Recipe): Promise<Network[]> {
  const { members, learned } = sizesOf(bench);
  const images = few(joined(bench.data.training, bench.data.validation), learned);
  const networks: Network[] = [];
  for (let i = 1; i <= members; i++) {
    const trained = await bench.train(`network ${i}`, {
      network,
      training: shortened(bench, settings),
      images,
      evaluate: {},
      seed: 1000 * bench.seed + i,
    });
    networks.push(trained.network);
  }
  return networks;
}

/** The one look at the test images. */
async function readTest(bench: Bench, networks: readonly Network[]) {
  const test = few(bench.data.test, sizesOf(bench).counted);
  const { average, vote, members } = await judgeEnsemble(networks, test);
  const percent = ({ correct }: { readonly correct: number }) => (100 * correct) / test.count;
  const each = members.map(percent);
  const alone = each.reduce((sum, accuracy) => sum + accuracy, 0) / each.length;
  const accuracy = percent(average);
  return {
    accuracy,
    alone,
    spread: Math.sqrt(each.reduce((sum, one) => sum + (one - alone) ** 2, 0) / (each.length - 1)),
    vote: percent(vote),
    noise: Math.sqrt((accuracy * (100 - accuracy)) / test.count),
    members: each.map((one, i): Point => [i + 1, one]),
    mistakes: average.mistakes.map(({ index, predicted }): Point => [index, predicted]),
  };
}
