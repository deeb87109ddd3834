/** The rows of the table that an experiment ends with. */
import type { Experiment, Summary } from "@nndl/book";
import { count, duration, percent, plural, speed } from "../terminal/format.ts";
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
    imagesPerSecond,
    threads = 1,
    seed,
    sha256,
  } = result;
  const right = Math.round((value / 100) * all);
  const figure = style.bold(style.green(percent(value / 100)));
  return [
    bookRow(experiment, style),
    ["here", `${figure}  ${count(right)} of ${count(all)}${epochRead(experiment, bestEpoch)}`],
    ...present(!asInBook, "", style.yellow("not as in the book: other epochs, or fewer images")),
    ...present(sha256, "epochs", `${correct.length}, in ${duration(seconds)} with everything`),
    ...present(imagesPerSecond, "speed", speedText(imagesPerSecond ?? 0, threads)),
    ...present(sha256, "seed", String(seed)),
    ...present(sha256, "sha256", sha256 ?? ""),
    ...present(folder, "saved", folder?.name ?? ""),
  ];
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
    ["epochs", `${first.correct.length} each, in ${duration(seconds)} altogether`],
    ["speed", `up to ${speedText(fastest, first.threads ?? 1)}`],
    ...runs.flatMap(({ folder }, i): Row[] => (folder === undefined ? [] : [[i === 0 ? "saved" : "", folder.name]])),
  ];
}

export function verdictText(verdict: Summary["verdict"], style: Style): string {
  if (verdict === "agrees") return style.green("agrees: within what seeds explain");
  return (verdict === "not judged" ? style.dim : style.yellow)(verdict);
}

function epochRead(experiment: Experiment, bestEpoch: number): string {
  if (experiment.kind === "darkness") return "";
  return experiment.reading === "final epoch" ? ", after the last epoch" : ` at its best epoch, ${bestEpoch}`;
}

function speedText(imagesPerSecond: number, threads: number): string {
  return `${speed(imagesPerSecond)} images a second, on ${plural(threads, "thread")}`;
}

/** A row, where there is something to say. */
function present(something: unknown, name: string, text: string): Row[] {
  return something === undefined || something === false ? [] : [[name, text]];
}
