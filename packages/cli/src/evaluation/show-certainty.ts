/** What there is to say of how certain a network is, as lines for people. */
import { count, percent, significant } from "@nndl/words/numbers";
import type { CalibrationReport, Certainties, ClassReport, Reading, ReliabilityBin } from "nndl/analysis";
import { markedBar } from "../terminal/marked-bar.ts";
import type { Style } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";
import { clip, harmless, widthOf, wrap } from "../terminal/wrap.ts";

const right = "right" as const;
const widestBar = 40;
const narrowestBar = 8;

/** A reliability chart: how many of the answers of about the same certainty are right, beside how certain they are. */
export function calibrationLines({ equalWidth }: CalibrationReport, columns: number, style: Style): string[] {
  const titles = [
    { title: "certain", align: right },
    { title: "right" },
    { title: "", align: right },
    { title: "answers", align: right },
  ];
  const rows = (width: number) =>
    equalWidth.bins.map((bin) => {
      const drawn = markedBar(bin.accuracy, bin.certainty, width);
      return [range(bin), isChance(bin) ? drawn : style.yellow(drawn), rounded(bin.accuracy), count(bin.count)];
    });
  // The bar gets what the numbers leave.
  const others = Math.max(...table(titles, rows(narrowestBar), style).map(widthOf)) - narrowestBar;
  const width = Math.max(narrowestBar, Math.min(widestBar, columns - 2 - others));
  const about =
    "Is it right as often as it is certain? The bar shows how many are right, the line how certain it is of them.";
  return [...wrap(about, columns - 2).map((line) => style.dim(line)), "", ...table(titles, rows(width), style)];
}

/** Certainty and how far it is from accuracy: label, number, and what it is. */
export function calibrationFigures({ certainty, brier, equalWidth }: CalibrationReport): string[][] {
  return [
    ["certain", percent(certainty), "the mean largest output"],
    ["expected", significant(equalWidth.expectedError, 3), "mean |right − certain|, over the rows"],
    ["maximum", significant(equalWidth.maximumError, 3), "the largest |right − certain| of a row"],
    ["Brier", significant(brier, 3), "mean (output − answer)², over all classes; 0 to 2"],
  ];
}

interface CertaintyOptions {
  /** How many of each. */
  readonly few: number;
  /** What an example is: "image". */
  readonly what: string;
  readonly columns: number;
  readonly style: Style;
}

/** What it is least and what it is most certain of, a few examples of each. */
export function certaintyLines(
  { least, most }: Certainties,
  { classes }: Pick<ClassReport, "classes">,
  { few, what, columns, style }: CertaintyOptions,
): string[] {
  const rows = (longest: number, withSecond: boolean, isShort = false) => {
    const name = (i: number) => clip(harmless(classes[i]!.name), longest);
    const lines = (title: string, readings: readonly Reading[]) =>
      readings
        .slice(0, few)
        .map(({ index, label, read, output, second, secondOutput }, i) => [
          i === 0 ? title : "",
          String(index),
          name(read) + (read === label ? "" : `, is ${name(label)}`),
          output.toFixed(3),
          ...(withSecond ? [second === undefined ? "" : `${name(second)} ${secondOutput!.toFixed(3)}`] : []),
        ]);
    const titles = [
      { title: "" },
      { title: what, align: right },
      { title: "read as" },
      { title: "output", align: right },
    ];
    return table(
      [...titles, ...(withSecond ? [{ title: "then" }] : [])],
      [...lines(isShort ? "least" : "least certain", least), ...lines(isShort ? "most" : "most certain", most)],
      style,
    );
  };
  const widths = [
    [24, true],
    [12, true],
    [12, false],
    [8, false],
    [8, false, true],
    [4, false, true],
  ] as const;
  const fitting = widths
    .map(([longest, withSecond]) => rows(longest, withSecond))
    .find((each) => each.every((line) => widthOf(line) <= columns - 2));
  return fitting ?? rows(2, false, true);
}

/** "90–100 %", without decimals where there need be none. */
function range({ from, to }: ReliabilityBin): string {
  const part = (value: number) => String(Number((100 * value).toFixed(1)));
  return `${part(from)}–${part(to)} %`;
}

function rounded(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}

/** Whether right and certain differ by no more than they would by chance: two standard deviations of a share. */
function isChance({ accuracy, certainty, count: n }: ReliabilityBin): boolean {
  return Math.abs(accuracy - certainty) <= 2 * Math.sqrt((certainty * (1 - certainty)) / n);
}
