/** What runs are called: by what matters of each, or by what tells them apart. */
import { plural } from "@nndl/words/numbers";
import { formatLayers, type NetworkSpec, NndlError } from "nndl";
import type { DataChoice } from "../training/data-choice.ts";
import type { CheckedRecipe } from "../training/recipe.ts";
import { commonInitializer } from "./brief.ts";

/** One thing that a recipe says. */
interface Part {
  readonly about: string;
  readonly text: string;
  /** It goes without saying, unless another run has it otherwise. */
  readonly isUsual?: boolean;
}

/** A network in the short notation; in few words where that cannot say it. */
export function notationOf(spec: NetworkSpec): string {
  try {
    return formatLayers(spec, { initializer: commonInitializer(spec.layers) });
  } catch (error) {
    if (!(error instanceof NndlError)) throw error;
    return `${spec.input.join("x")}, ${spec.layers.length} layers`;
  }
}

/** What matters of a recipe, in a line. */
export function inWords(recipe: CheckedRecipe): string {
  return partsOf(recipe)
    .filter(({ isUsual }) => isUsual !== true)
    .map(({ text }) => text)
    .join(" · ");
}

/**
 * What tells each of some runs from the others: "seed 2"; how far they came, where that is all. Empty for one that is alone,
 * or the same as the others.
 */
export function differences(
  runs: readonly { readonly recipe: CheckedRecipe; readonly step?: number; readonly stepsPerEpoch?: number }[],
): readonly string[] {
  const all = runs.map(({ recipe }) => partsOf(recipe));
  const differs = (about: string) => new Set(all.map((parts) => textOf(parts, about))).size > 1;
  const abouts = [...new Set(all.flat().map(({ about }) => about))].filter(differs);
  if (abouts.length > 0)
    return all.map((parts) =>
      abouts
        .map((about) => textOf(parts, about))
        .filter((text) => text !== "")
        .join(" · "),
    );
  if (new Set(runs.map(({ step }) => step)).size < 2) return runs.map(() => "");
  return runs.map(({ step, stepsPerEpoch = 1 }) => {
    if (step === undefined) return "";
    const epochs = step / Math.max(1, stepsPerEpoch);
    return epochs < 1
      ? plural(step, "mini-batch", "mini-batches")
      : `${Number(epochs.toFixed(1))} ${epochs === 1 ? "epoch" : "epochs"}`;
  });
}

/** The colour of a kept run, by its letter, in every chart and list; the run at hand has the accent. */
export function colourOf(name: string): string {
  return colours["ABCDEFGHIJ".indexOf(name) % colours.length] ?? "var(--muted)";
}

const colours = [
  "var(--third)",
  "var(--negative)",
  "var(--fourth)",
  "var(--ink)",
  "color-mix(in oklch, var(--third), var(--accent))",
];

function textOf(parts: readonly Part[], about: string): string {
  return parts.find((part) => part.about === about)?.text ?? "";
}

function partsOf({ network, data, training, measured: _, from }: CheckedRecipe): readonly Part[] {
  const { learningRate, miniBatchSize, optimizer, regularization, schedule, expansion, earlyStopping } = training;
  const { freeze = [], changes = [], shuffle, epochs } = training;
  const numbers = Object.entries(optimizer).filter(([name]) => name !== "type");
  const part = (about: string, text: string, isUsual = false): Part => ({ about, text, isUsual });
  return [
    part("data", dataInWords(data), true),
    part("network", notationOf(network)),
    part("cost", network.cost),
    part("initializer", `${commonInitializer(network.layers)} weights`, true),
    part("rate", `${optimizer.type === "sgd" ? "" : `${optimizer.type} `}η ${learningRate}`),
    part("optimizer", numbers.map(([name, value]) => `${name} ${String(value)}`).join(" "), true),
    part("mini-batch", `mini-batches of ${miniBatchSize}`, miniBatchSize === 10),
    part("l2", `λ ${regularization.l2}`, regularization.l2 === 0),
    part("l1", `L1 λ ${regularization.l1}`, regularization.l1 === 0),
    part("schedule", `${schedule.type} rate`, true),
    part("expansion", expansion === undefined ? "no distortion" : "distorted images", true),
    part("patience", earlyStopping === undefined ? "no early stop" : `patience ${earlyStopping.patience}`, true),
    part("order", shuffle ? "shuffled" : "in one order", true),
    part("epochs", plural(epochs, "epoch"), true),
    part("images", imagesIn(data), imagesIn(data) === "50000 images" || data.kind !== "mnist"),
    part("from", from === undefined ? "new weights" : `from ${from.name}`, from === undefined),
    part("freeze", freezeInWords(freeze), freeze.length === 0),
    part("changes", changes.length === 0 ? "unchanged" : `changed ${plural(changes.length, "time")}`, true),
    part("seed", `seed ${network.seed}`),
  ];
}

function freezeInWords(freeze: readonly number[]): string {
  if (freeze.length === 0) return "no layer frozen";
  return `${freeze.length === 1 ? "layer" : "layers"} ${freeze.map((index) => index + 1).join(", ")} frozen`;
}

function imagesIn(data: DataChoice): string {
  return data.kind === "mnist" ? `${data.training ?? 50_000} images` : "";
}

function dataInWords(data: DataChoice): string {
  switch (data.kind) {
    case "mnist":
      return data.targets === "bits" ? "the digits' bits" : "digits";
    case "toy":
      return `${data.name}, ${data.count ?? 400} points, noise ${data.noise ?? 0.1}`;
    case "function":
      return data.formula;
    case "files":
      return data.name;
  }
}
