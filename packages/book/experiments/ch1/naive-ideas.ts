import type { Dataset } from "nndl";
import { experimentOf } from "../experiment.ts";
import type { NumberFigure } from "../figure.ts";
import { type Idea, ideas } from "./ideas.ts";
import { section } from "./settings.ts";

type Name = keyof typeof ideas;

const names = Object.keys(ideas) as Name[];

function figureOf(title: string): NumberFigure {
  return { kind: "number", title: `by ${title}`, unit: "%", judge: { by: "range", from: 20 } };
}

export const experiment = experimentOf({
  name: "ch1/naive-ideas",
  id: "E1.9",
  title: "Other simple ideas",
  section,
  about: "No network: a few numbers of each image, and the class whose mean numbers are nearest",
  claim: "with a few simple ideas one gets 20 to 50 %, and with some work more than 50 %",
  chance: false,
  quick: "same",
  figures: {
    best: {
      kind: "number",
      title: "the best of them",
      unit: "%",
      text: "with work above 50 %",
      judge: { by: "range", from: 50, to: 80 },
    },
    ...Object.fromEntries(names.map((name) => [name, figureOf(ideas[name].title)])),
  },
  note: "The book names no ideas; these seven are ours, none of which looks at single pixels.",
  run({ data: { training, test } }) {
    const accuracies = names.map((name) => [name, 100 * accuracyOf(ideas[name], training, test)] as const);
    return Promise.resolve({
      best: Math.max(...accuracies.map(([, accuracy]) => accuracy)),
      ...Object.fromEntries(accuracies),
    });
  },
});

function accuracyOf({ numbers }: Idea, training: Dataset, test: Dataset): number {
  const means = Array.from({ length: 10 }, () => ({ sum: [] as number[], count: 0 }));
  for (let i = 0; i < training.count; i++) {
    const mean = means[training.label(i)];
    numbers(pixelsOf(training, i)).forEach((value, j) => {
      mean.sum[j] = (mean.sum[j] ?? 0) + value;
    });
    mean.count++;
  }
  const centres = means.map(({ sum, count }) => sum.map((value) => value / count));
  let correct = 0;
  for (let i = 0; i < test.count; i++) {
    const own = numbers(pixelsOf(test, i));
    const distances = centres.map((centre) => centre.reduce((sum, value, j) => sum + (value - own[j]) ** 2, 0));
    if (distances.indexOf(Math.min(...distances)) === test.label(i)) correct++;
  }
  return correct / test.count;
}

function pixelsOf({ features, size }: Dataset, i: number): Uint8Array {
  return features.subarray(i * size, (i + 1) * size) as Uint8Array;
}
