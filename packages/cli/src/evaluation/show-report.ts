/** What a report says, as lines for people. */
import { count, percent, plural, significant } from "@nndl/words/numbers";
import {
  type ClassReport,
  type ClassScore,
  confusedPairs,
  type Scores,
  type ValueColumn,
  type ValueReport,
} from "nndl/analysis";
import type { Style } from "../terminal/style.ts";
import { indent, table } from "../terminal/table.ts";
import { clip, harmless, widthOf, wrap } from "../terminal/wrap.ts";
import { confusionLines } from "./confusion.ts";

/** Of more classes only so many are listed, those that are answered worst. */
const mostListed = 30;
const listedOfMore = 20;
const right = "right" as const;

/** Accuracy and what is near it: label, number, and what it is. */
export function classFigures(report: ClassReport, style: Style): string[][] {
  const { count: all, correct, accuracy, balancedAccuracy, top } = report;
  return [
    ["accuracy", style.bold(percent(accuracy)), `${count(correct)} of ${count(all)}`],
    ...top.map(({ k, correct: among, accuracy: share }) => [
      `top ${k}`,
      percent(share),
      `${count(among)} have their class among the ${k} largest`,
    ]),
    ["balanced", percent(balancedAccuracy), "the mean recall of the classes"],
  ];
}

/** How each class is answered, the confusion matrix where it fits, and which are taken for one another. */
export function classLines(report: ClassReport, columns: number, style: Style): string[] {
  const matrix = confusionLines(report, columns - 2, style);
  const nameOf = (i: number) => harmless(report.classes[i].name);
  const common = confusedPairs(report, 5).map(({ classes: [a, b], firstAsSecond, secondAsFirst }) => {
    const [first, second] = [nameOf(a), nameOf(b)];
    const ways = [
      ...(firstAsSecond > 0 ? [`${firstAsSecond} × as ${second}`] : []),
      ...(secondAsFirst > 0 ? [`${secondAsFirst} × as ${first}`] : []),
    ];
    return `${first} and ${second} (${ways.join(", ")})`;
  });
  const about = "Each row is a true class; the columns are what it was read as.";
  return [
    ...scoreTable(report, columns - 2, style),
    ...(matrix.length > 0 ? ["", ...wrap(about, columns - 2).map((line) => style.dim(line)), "", ...matrix] : []),
    ...(common.length > 0 ? ["", ...wrap(`Most often taken for one another: ${common.join(", ")}.`, columns - 2)] : []),
    ...gaps(report).flatMap((sentence) => ["", ...wrap(sentence, columns - 2)]),
  ];
}

function scoreTable({ classes, macro, weighted }: ClassReport, columns: number, style: Style): string[] {
  const occurring = classes.filter(({ support, answered }) => support + answered > 0);
  const isLong = occurring.length > mostListed;
  const shown = isLong ? [...occurring].sort((a, b) => a.f1 - b.f1).slice(0, listedOfMore) : occurring;
  const numbers = ({ precision, recall, f1 }: Scores) => [precision, recall, f1].map((part) => part.toFixed(3));
  const build = (longest: number, withExamples: boolean) =>
    table(
      [
        { title: "class" },
        { title: "precision", align: right },
        { title: "recall", align: right },
        { title: "F1", align: right },
        ...(withExamples ? [{ title: "examples", align: right }] : []),
      ],
      [
        ...shown.map((score) => [clip(harmless(score.name), longest), ...numbers(score), ...examples(score)]),
        [style.dim("mean"), ...numbers(macro).map((text) => style.dim(text))],
        [style.dim("weighted"), ...numbers(weighted).map((text) => style.dim(text))],
      ].map((row) => (withExamples ? row : row.slice(0, 4))),
      style,
    );
  const examples = ({ support }: ClassScore) => [count(support)];
  const widths: readonly (readonly [longest: number, withExamples: boolean])[] = [
    [30, true],
    [12, true],
    [12, false],
    [8, false],
  ];
  const lines = widths.map((how) => build(...how)).find((each) => each.every((line) => widthOf(line) <= columns));
  const rest = `The ${listedOfMore} of ${occurring.length} classes with the lowest F1; --json has them all.`;
  return [
    ...(lines ?? build(8, false)),
    ...(isLong ? ["", ...wrap(rest, columns).map((line) => style.dim(line))] : []),
  ];
}

/** What has nothing to be divided by, and is 0 for that reason. */
function gaps({ classes, unanswered }: ClassReport): string[] {
  const list = (scores: readonly ClassScore[]) => {
    const names = scores.slice(0, 8).map(({ name }) => harmless(name));
    return `${names.join(", ")}${scores.length > 8 ? ` and ${scores.length - 8} more` : ""}`;
  };
  const never = classes.filter(({ support, answered }) => support > 0 && answered === 0);
  const without = classes.filter(({ support, answered }) => support === 0 && answered > 0);
  return [
    ...(never.length > 0 ? [`Never answered, and so of precision 0: ${list(never)}.`] : []),
    ...(without.length > 0 ? [`Answered, though no example is of it, and so of recall 0: ${list(without)}.`] : []),
    ...(unanswered > 0 ? [`${plural(unanswered, "example has", "examples have")} outputs that are no numbers.`] : []),
  ];
}

/** R² and the errors: label, number, and what it is. */
export function valueFigures(report: ValueReport, style: Style): string[][] {
  const { r2, meanAbsoluteError, meanSquaredError, rootMeanSquaredError, columns } = report;
  const [only] = columns;
  const unit = columns.length === 1 && only.name !== "0" ? ` of ${harmless(only.name)}` : "";
  return [
    [
      "R²",
      r2 === undefined ? "none" : style.bold(r2.toFixed(4)),
      r2 === undefined ? "all targets are equal" : "1 where all is right, 0 for the mean",
    ],
    ["absolute", significant(meanAbsoluteError), `mean |target − output|${unit}`],
    ["squared", significant(meanSquaredError), `mean (target − output)², of root ${significant(rootMeanSquaredError)}`],
  ];
}

/** Each value by itself, where there are several and not too many. */
export function valueLines({ columns: values }: ValueReport, columns: number, style: Style): string[] {
  if (values.length < 2 || values.length > mostListed) return [];
  const row = ({ name, r2, meanAbsoluteError, rootMeanSquaredError }: ValueColumn) => [
    clip(harmless(name), 16),
    r2 === undefined ? "none" : r2.toFixed(4),
    significant(meanAbsoluteError),
    significant(rootMeanSquaredError),
  ];
  const titles = [
    { title: "value" },
    { title: "R²", align: right },
    { title: "absolute", align: right },
    { title: "root square", align: right },
  ];
  const lines = table(titles, values.map(row), style);
  return lines.every((line) => widthOf(line) <= columns - 2)
    ? lines
    : table(
        titles.slice(0, 3),
        values.map((each) => row(each).slice(0, 3)),
        style,
      );
}

/** Labels and numbers in columns; what they are below them where it does not fit beside. */
export function figureLines(figures: readonly (readonly string[])[], columns: number, style: Style): string[] {
  const plain = [{ title: "" }, { title: "" }, { title: "" }];
  const beside = table(
    plain,
    figures.map(([label, value, what]) => [label, value, style.dim(what)]),
    style,
  );
  if (beside.every((line) => widthOf(line) <= columns - 2)) return beside;
  return figures.flatMap(([label, value, what]) => [
    ...table(plain.slice(0, 2), [[label.padEnd(8), value]], style),
    ...indent(
      wrap(what, columns - 12).map((line) => style.dim(line)),
      10,
    ),
  ]);
}
