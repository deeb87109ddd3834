/** What differs between two results, in lines for people. */
import {
  type Difference,
  type Experiment,
  type Figure,
  type Point,
  type StoredResult,
  titleIn,
  withUnit,
} from "@nndl/book";
import type { Recorded } from "./recorded.ts";

/** How many differences are told; when everything differs, the first ones say why. */
const most = 12;

/** Each thing that differs, ours first, and on which machines the two were made. */
export function differenceLines({ figures }: Experiment, ours: StoredResult, recorded: Recorded): string[] {
  const { differences, theirs } = recorded;
  const more = differences.length - most;
  return [
    ...differences.slice(0, most).map((difference) => differenceLine(figures, difference, ours.form)),
    ...(more > 0 ? [`and ${more} more`] : []),
    `here: ${circumstances(ours)}`,
    `recorded: ${circumstances(theirs)}`,
  ];
}

export function differenceLine(
  figures: Experiment["figures"],
  difference: Difference,
  form: StoredResult["form"],
): string {
  const { kind } = difference;
  switch (kind) {
    case "form":
      return beside("the form", difference.ours, difference.theirs);
    case "version":
      return beside("the version of nndl", difference.ours, difference.theirs);
    case "data":
      return beside(`the ${difference.set} images, by their hash`, short(difference.ours), short(difference.theirs));
    case "training":
      return trainingLine(difference);
    case "number": {
      const { ours, theirs } = difference;
      return beside(titleOf(figures, difference.figure, form), ...numbers(figures[difference.figure], ours, theirs));
    }
    case "series":
      return seriesLine(figures, difference, form);
  }
}

function trainingLine({ training, what, ours, theirs }: Extract<Difference, { kind: "training" }>): string {
  const name = training === "" ? "the training" : `the training ${JSON.stringify(training)}`;
  if (what === "") return ours === undefined ? `${name}: only recorded, not here` : `${name}: only here, not recorded`;
  if (what === "sha256") return beside(`${name}: the final weights`, short(String(ours)), short(String(theirs)));
  return beside(`${name}: ${what}`, text(ours), text(theirs));
}

function seriesLine(
  figures: Experiment["figures"],
  { figure: key, place, ours, theirs }: Extract<Difference, { kind: "series" }>,
  form: StoredResult["form"],
): string {
  const figure = figures[key];
  const title = titleOf(figures, key, form);
  const x = figure?.kind === "series" ? figure.x : "x";
  if (ours === undefined && theirs === undefined) return `${title}: differs`;
  if (ours === undefined || theirs === undefined) {
    if (place === 0) return `${title}: only ${ours === undefined ? "recorded" : "here"}`;
    return ours === undefined
      ? `${title}: ends before ${x} ${theirs?.[0]}, where the recorded one goes on`
      : `${title}: goes on at ${x} ${ours[0]}, where the recorded one has ended`;
  }
  if (ours[0] === theirs[0]) return beside(`${title}: first at ${x} ${ours[0]}`, text(ours[1]), text(theirs[1]));
  return beside(`${title}: first at point ${place + 1}`, pointText(x, ours), pointText(x, theirs));
}

function pointText(x: string, [at, value]: Point): string {
  return `${text(value)} at ${x} ${at}`;
}

/** As figures are shown, or with all digits where that would look the same. */
function numbers(figure: Figure | undefined, ours: number | undefined, theirs: number | undefined): [string, string] {
  if (figure?.kind !== "number") return [text(ours), text(theirs)];
  const shown = [ours, theirs].map((value) => (value === undefined ? "none" : withUnit(figure, value)));
  if (shown[0] !== shown[1]) return [shown[0], shown[1]];
  return [text(ours), text(theirs)];
}

function beside(what: string, ours: string, theirs: string): string {
  return `${what}: ${ours}, recorded ${theirs}`;
}

function titleOf(figures: Experiment["figures"], key: string, form: StoredResult["form"]): string {
  const figure = figures[key];
  return figure === undefined ? key : titleIn(figure, form);
}

function text(value: unknown): string {
  if (value === undefined) return "none";
  return typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 20 }) : JSON.stringify(value);
}

function short(hash: string): string {
  return hash.length > 16 ? `${hash.slice(0, 16)}…` : hash;
}

function circumstances({ versions, machine, data }: StoredResult): string {
  return `nndl ${versions.nndl}, Node ${versions.node}, ${machine}, training images ${short(data.training)}`;
}
