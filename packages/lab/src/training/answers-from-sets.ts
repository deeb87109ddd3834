/** Answers about the examples of a set, and about what the network makes of them. */

import type { SetName } from "@nndl/words/set-names";
import { averageDarkness, type Dataset, NndlError } from "nndl";
import { refuse, wholeIn } from "./check.ts";
import { placesOf } from "./point-places.ts";
import type {
  AskExamples,
  AskMistakes,
  Averages,
  Confusion,
  Darkness,
  DataSummary,
  Examples,
  Mistakes,
} from "./questions.ts";
import type { Sets } from "./run-data.ts";

const code = "question";

/** @throws NndlError "question" where the run has no such set */
export function setNamed(sets: Sets, name: SetName): Dataset {
  const set = Object.hasOwn(sets, name) ? sets[name] : undefined;
  return set ?? refuse(code, `a set of this run must be one of ${Object.keys(sets).join(", ")}`, name, "Ask for one.");
}

export function summaryOf(sets: Sets): DataSummary {
  const { shape, targets } = sets.training;
  const counts = Object.fromEntries(Object.entries(sets).map(([name, { count }]) => [name, count]));
  return { shape, counts, ...(targets.kind === "classes" ? { classes: targets.classes } : {}) };
}

/** Which output is largest; of equals the first. */
export function largest(outputs: Float32Array): number {
  let best = 0;
  for (let j = 1; j < outputs.length; j++) if (outputs[j]! > outputs[best]!) best = j;
  return best;
}

function classesOf(data: Dataset): { readonly labels: ArrayLike<number>; readonly classes: number } {
  if (data.targets.kind === "classes") return data.targets;
  throw new NndlError(code, {
    problem: `${data.name}: this question is about classes, and these targets are values`,
    next: "Ask it of data that are classified.",
  });
}

export function confusionOf(data: Dataset, outputs: Float32Array): Confusion {
  const { labels, classes } = classesOf(data);
  const size = outputs.length / data.count;
  // A network may have more outputs than there are classes.
  const side = Math.max(classes, size);
  const counts = new Uint32Array(side * side);
  let correct = 0;
  for (let i = 0; i < data.count; i++) {
    const taken = largest(outputs.subarray(i * size, (i + 1) * size));
    counts[labels[i]! * side + taken]!++;
    if (taken === labels[i]) correct++;
  }
  return { classes: side, counts, count: data.count, correct };
}

export function mistakesOf(data: Dataset, outputs: Float32Array, { limit = 100, label }: AskMistakes): Mistakes {
  const { labels } = classesOf(data);
  const most = wholeIn(limit, 1, 1000, code, "the limit");
  const size = outputs.length / data.count;
  const row = (i: number) => outputs.subarray(i * size, (i + 1) * size);
  const wrong: { readonly index: number; readonly taken: number; readonly by: number }[] = [];
  for (let index = 0; index < data.count; index++) {
    if (label !== undefined && labels[index] !== label) continue;
    const taken = largest(row(index));
    const by = row(index)[taken]! - (row(index)[labels[index]!] ?? 0);
    if (taken !== labels[index]) wrong.push({ index, taken, by });
  }
  wrong.sort((a, b) => b.by - a.by || a.index - b.index);
  const shown = wrong.slice(0, most);
  const chosen = Float32Array.from(shown.flatMap(({ index }) => [...row(index)]));
  return {
    ...examplesAt(
      data,
      shown.map(({ index }) => index),
    ),
    total: wrong.length,
    predicted: Int32Array.from(shown, ({ taken }) => taken),
    outputs: chosen,
    size,
  };
}

export function examplesOf(data: Dataset, question: AskExamples): Examples {
  const { indices, label, from = 0, limit = 100 } = question;
  const most = wholeIn(limit, 1, 10_000, code, "the limit");
  const start = wholeIn(from, 0, data.count, code, "from");
  if (indices !== undefined) {
    const checked = indices.slice(0, most).map((i) => wholeIn(i, 0, data.count - 1, code, "an index"));
    return examplesAt(data, checked);
  }
  const found: number[] = [];
  const labels = label === undefined ? undefined : classesOf(data).labels;
  for (let i = 0, passed = 0; i < data.count && found.length < most; i++) {
    if (labels !== undefined && labels[i] !== label) continue;
    if (passed++ >= start) found.push(i);
  }
  return examplesAt(data, found);
}

/** Copies: what is sent away must not be the data themselves. */
function examplesAt(data: Dataset, indices: readonly number[]): Examples {
  const none = indices.length === 0;
  const { features, targets } = data.pick(none ? [0] : indices);
  const places = placesOf(data, indices);
  return {
    ...(places === undefined ? {} : { places }),
    indices: Uint32Array.from(indices),
    labels: targets.kind === "classes" && !none ? Int32Array.from(targets.labels) : new Int32Array(0),
    values: targets.kind === "values" && !none ? targets.values : new Float32Array(0),
    shape: data.shape,
    features: none ? features.slice(0, 0) : features,
    scale: data.scale,
  };
}

export function averagesOf(data: Dataset): Averages {
  const { labels, classes } = classesOf(data);
  const { size, features, scale, shape } = data;
  const sums = new Float64Array(classes * size);
  const counts = new Uint32Array(classes);
  for (let i = 0; i < data.count; i++) {
    const label = labels[i]!;
    counts[label]!++;
    for (let j = 0; j < size; j++) sums[label * size + j]! += features[i * size + j]!;
  }
  const mean = (sum: number, at: number) => (sum * scale) / Math.max(1, counts[Math.floor(at / size)]!);
  return { shape, classes, counts, means: Float32Array.from(sums, mean) };
}

export function darknessOf(sets: Sets, name: SetName): Darkness {
  const [darkness, data] = [averageDarkness(sets.training), setNamed(sets, name)];
  return { means: darkness.means, correct: darkness.correct(data), count: data.count };
}
