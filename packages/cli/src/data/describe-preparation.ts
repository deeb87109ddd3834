/** How inputs are made, in words. */
import { plural, significant } from "@nndl/words/numbers";
import type { ImageInputs, Preparation, TableColumn, TableInputs } from "nndl";
import { inputNames } from "nndl/sources";

/** One line for each thing that is known; none where nothing is. */
export function describePreparation(preparation: Preparation | undefined): readonly string[] {
  if (preparation === undefined) return ["as they are in the files: how a picture or a row becomes one is not known"];
  const { inputs, targets } = preparation;
  return [
    ...aboutInputs(inputs),
    // Those of a text are its characters, which are said already.
    ...(targets?.kind === "classes" && inputs.kind !== "text" ? [`classes: ${some(targets.names, 10)}`] : []),
    ...(targets?.kind === "values" ? targets.columns.map((column) => `target ${aboutColumn(column)}`) : []),
  ];
}

function aboutInputs(inputs: Preparation["inputs"]): readonly string[] {
  if (inputs.kind === "images") return aboutImages(inputs);
  if (inputs.kind === "table") return aboutTable(inputs);
  return [
    `stretches of ${plural(inputs.steps, "character")}, each its place among ${inputs.alphabet.length}, and the next one to be told:`,
    ...[inputs.alphabet.slice(0, 60)].map((first) => {
      const rest = inputs.alphabet.length > first.length ? " …" : "";
      return `${JSON.stringify(first.join(""))}${rest}`;
    }),
  ];
}

const fits = {
  mnist: "what is drawn is found, scaled and centred by its mass, as in MNIST",
  contain: "a picture of another size is scaled to fit, and the rest filled with its background",
  exact: "a picture must have this size",
} as const;

function aboutImages({ channels, height, width, polarity, fit, scale }: ImageInputs): readonly string[] {
  const colour = channels === 1 ? "grey" : "red, green and blue";
  const large = polarity === "ink" ? "large numbers are ink" : "large numbers are light";
  return [`pictures of ${height} × ${width} pixels, ${colour}; ${large}; each byte × ${asFraction(scale)}`, fits[fit]];
}

function asFraction(scale: number): string {
  const inverse = 1 / scale;
  return Math.abs(inverse - Math.round(inverse)) < 1e-6 * inverse ? `1/${Math.round(inverse)}` : significant(scale);
}

function aboutTable(inputs: TableInputs): readonly string[] {
  const { columns, made } = inputs;
  const shown = columns.slice(0, 12).map(aboutColumn);
  const rest = columns.length > shown.length ? [`and ${plural(columns.length - shown.length, "column")} more`] : [];
  const madeOfThem = made === undefined ? [] : [`inputs made of them: ${some(inputNames(inputs), 12)}`];
  return [`rows of ${plural(columns.length, "column")}`, ...shown, ...rest, ...madeOfThem];
}

function aboutColumn(column: TableColumn): string {
  if (column.kind === "words") return `${column.name}: one of ${some(column.words, 6)}`;
  return `${column.name}: (value − ${significant(column.mean)}) / ${significant(column.deviation)}`;
}

function some(words: readonly string[], most: number): string {
  const shown = words.slice(0, most).join(", ");
  return words.length > most ? `${shown}, … (${words.length})` : shown;
}
