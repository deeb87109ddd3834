/** The rows of the table that an experiment ends with. */
import type { Experiment, Summary } from "@nndl/book";
import { count, duration, percent, plural, speed } from "@nndl/words/numbers";
import type { Style } from "../terminal/style.ts";
import type { OneRun } from "./run-one.ts";

export type Row = readonly [name: string, text: string];

export function bookRow({ book }: Experiment, style: Style): Row {
  if (book.value === undefined) return ["the book", book.text];
  const figure = percent(book.value / 100);
  return ["the book", book.text === figure ? style.bold(figure) : `${style.bold(figure)}  ${book.text}`];
}

export function oneRunRows(experiment: Experiment, { result, folder }: OneRun, style: Style): Row[] {
  const {
    value,
    count: all,
    correct,
    bestEpoch,
    asInBook,
    seconds,
    secondsPerEpoch = 0,
    imagesPerSecond,
    threads = 1,
    seed,
    sha256,
  } = result;
  const right = Math.round((value / 100) * all);
  const isTrained = imagesPerSecond !== undefined;
  const figure = style.bold(style.green(percent(value / 100)));
  return [
    bookRow(experiment, style),
    ["here", `${figure}  ${count(right)} of ${count(all)}${epochRead(experiment, bestEpoch)}`],
    ...present(!asInBook, "", style.yellow("not as in the book: other epochs, or fewer images")),
    ...present(isTrained, "epochs", `${correct.length}, in ${duration(seconds)} with everything`),
    ...present(isTrained, "an epoch", `${duration(secondsPerEpoch)} of training`),
    ...present(isTrained, "speed", speedText(imagesPerSecond ?? 0, threads)),
    ...ensembleRows(result),
    ...present(sha256, "seed", String(seed)),
    ...present(sha256, "sha256", sha256 ?? ""),
    ...present(folder, "saved", folder?.name ?? ""),
  ];
}

/** Each network by itself, and what the vote gets wrong. */
function ensembleRows({ members, mistakes, count: all, seconds }: OneRun["result"]): Row[] {
  if (members === undefined || mistakes === undefined) return [];
  const alone = members.map(({ seed, correct }) => `seed ${seed} ${percent(correct / all)}`);
  const wrong = mistakes.map(({ index, label, predicted }) => `${index}: ${label} → ${predicted}`);
  return [
    ["alone", `${alone.join(", ")}, in ${duration(seconds)} altogether`],
    ["misread", wrong.length === 0 ? "nothing" : `${plural(wrong.length, "image")} (number: digit → answer)`],
    ...inLines(wrong, 6).map((line): Row => ["", line]),
  ];
}

function inLines(words: readonly string[], perLine: number): string[] {
  return Array.from({ length: Math.ceil(words.length / perLine) }, (_, i) =>
    words
      .slice(i * perLine, (i + 1) * perLine)
      .map((word) => word.padEnd(14))
      .join(""),
  );
}

export function severalRunsRows(
  experiment: Experiment,
  runs: readonly OneRun[],
  summary: Summary,
  style: Style,
): Row[] {
  const { min, median, max, verdict } = summary;
  const [{ result: first }] = runs;
  const seconds = runs.reduce((sum, { result }) => sum + result.seconds, 0);
  const fastest = Math.max(...runs.map(({ result }) => result.imagesPerSecond ?? 0));
  return [
    bookRow(experiment, style),
    ["here", `min ${percent(min / 100)}   median ${style.bold(percent(median / 100))}   max ${percent(max / 100)}`],
    ["verdict", verdictText(verdict, style)],
    first.imagesPerSecond === undefined
      ? ["took", `${duration(seconds)} altogether`]
      : ["epochs", `${first.correct.length} each, in ${duration(seconds)} altogether`],
    ...present(first.imagesPerSecond, "speed", `up to ${speedText(fastest, first.threads ?? 1)}`),
    ...runs.flatMap(({ folder }, i): Row[] => (folder === undefined ? [] : [[i === 0 ? "saved" : "", folder.name]])),
  ];
}

export function verdictText(verdict: Summary["verdict"], style: Style): string {
  if (verdict === "agrees") return style.green("agrees: within what seeds explain");
  return (verdict === "not judged" ? style.dim : style.yellow)(verdict);
}

function epochRead(experiment: Experiment, bestEpoch: number): string {
  if (experiment.kind === "darkness") return "";
  if (experiment.kind === "ensemble") return ", by vote";
  return {
    "final epoch": ", after the last epoch",
    "best epoch": ` at its best epoch, ${bestEpoch}`,
    "best validation": ` in epoch ${bestEpoch}, the best on the validation images`,
  }[experiment.reading];
}

function speedText(imagesPerSecond: number, threads: number): string {
  return `${speed(imagesPerSecond)} images a second, on ${plural(threads, "thread")}`;
}

/** A row, where there is something to say. */
function present(something: unknown, name: string, text: string): Row[] {
  return something === undefined || something === false ? [] : [[name, text]];
}
