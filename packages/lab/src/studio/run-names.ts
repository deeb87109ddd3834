/** What runs are called: by what matters of each, or by what tells them apart. */
import { plural } from "@nndl/words/numbers";
import {
  activationWords,
  costWords,
  initializerWords,
  optimizerWords,
  scheduleWords,
  settingWords,
} from "@nndl/words/setting-words";
import { looksAtAll } from "@nndl/words/train-line";
import type { NetworkSpec } from "nndl";
import type { DataChoice } from "../training/data-choice.ts";
import { usualFeatures } from "../training/features.ts";
import { imagesBelow } from "../training/mnist-images.ts";
import { countOf } from "../training/painted.ts";
import type { CheckedRecipe } from "../training/recipe.ts";
import { toyWords } from "../training/toy-names.ts";
import { commonInitializer } from "./brief.ts";
import { notationOf } from "./notation-of.ts";

/** One thing that a recipe says. */
interface Part {
  readonly about: string;
  readonly text: string;
  /** It goes without saying, unless another run has it otherwise. */
  readonly isUsual?: boolean;
}

/** "784 → 30 sigmoid → 10 softmax", where layers of neurons are all there is; otherwise in the short notation, said to be a network. */
export function networkInWords(spec: NetworkSpec): string {
  const words = spec.layers.map((layer) =>
    layer.type === "dense"
      ? `${layer.units} ${activationWords[layer.activation]}`
      : layer.type === "dropout"
        ? `dropout ${layer.rate}`
        : undefined,
  );
  if (words.some((word) => word === undefined)) return `network ${notationOf(spec)}`;
  return [spec.input.join(" × "), ...words].join(" → ");
}

/** What matters of a recipe, in a line. */
export function inWords(recipe: CheckedRecipe): string {
  return partsOf(recipe)
    .filter(({ isUsual }) => isUsual !== true)
    .map(({ text }) => text)
    .join(" · ");
}

/** A run, and how far it came where that is known. */
interface Come {
  readonly recipe: CheckedRecipe;
  readonly step?: number;
  readonly stepsPerEpoch?: number;
}

/**
 * What tells each of some runs from the others: "seed 2"; how far they came, where that is all. Runs on other data are told by
 * these, and from those on the same. Empty for one that is alone, or the same as the others.
 */
export function differences(runs: readonly Come[]): readonly string[] {
  const data = runs.map(({ recipe }) => dataInWords(recipe.data));
  const isSeveral = new Set(data).size > 1;
  return runs.map((run, i) => {
    const alike = runs.filter((_, j) => data[j] === data[i]);
    const among = difference(run, alike);
    return [...(isSeveral ? [data[i]] : []), ...(among === "" ? [] : [among])].join(" · ");
  });
}

function difference({ recipe, step, stepsPerEpoch = 1 }: Come, runs: readonly Come[]): string {
  const all = runs.map((run) => partsOf(run.recipe));
  const isOther = ({ about }: Part) => new Set(all.map((parts) => textOf(parts, about))).size > 1;
  const others = partsOf(recipe).filter(isOther);
  if (others.length > 0) return inShort(others);
  if (step === undefined || new Set(runs.map((run) => run.step)).size < 2) return "";
  const epochs = step / Math.max(1, stepsPerEpoch);
  if (epochs < 1) return plural(step, "mini-batch", "mini-batches");
  return `${Number(epochs.toFixed(1))} ${epochs === 1 ? "epoch" : "epochs"}`;
}

/** What goes without saying is said only where nothing else is to be said. */
function inShort(parts: readonly Part[]): string {
  const unusual = parts.filter(({ isUsual }) => isUsual !== true);
  return (unusual.length > 0 ? unusual : parts)
    .map(({ text }) => text)
    .filter((text) => text !== "")
    .join(" · ");
}

function textOf(parts: readonly Part[], about: string): string {
  return parts.find((part) => part.about === about)?.text ?? "";
}

function partsOf({ network, data, training, measured: _, from }: CheckedRecipe): readonly Part[] {
  const { learningRate, miniBatchSize, optimizer, regularization, schedule, expansion, earlyStopping } = training;
  const { freeze = [], changes = [], shuffle, epochs } = training;
  const numbers = Object.entries(optimizer).filter(([name]) => name !== "type");
  const part = (about: string, text: string, isUsual = false): Part => ({ about, text, isUsual });
  return [
    part("points", pointsIn(data), true),
    part("features", featuresIn(data), featuresIn(data) === usualFeatures.join(", ")),
    part("network", networkInWords(network)),
    part("cost", costWords[network.cost]),
    part("initializer", `first weights ${initializerWords[commonInitializer(network.layers)]}`, true),
    part("rate", `${optimizer.type === "sgd" ? "" : `${optimizerWords[optimizer.type]} `}η ${learningRate}`),
    part("optimizer", numbers.map(([name, value]) => `${settingWords[name] ?? name} ${String(value)}`).join(" "), true),
    part(
      "mini-batch",
      looksAtAll(optimizer) ? "all examples" : `mini-batches of ${miniBatchSize}`,
      looksAtAll(optimizer) || miniBatchSize === 10,
    ),
    part("l2", `λ ${regularization.l2}`, regularization.l2 === 0),
    part("l1", `L1 λ ${regularization.l1}`, regularization.l1 === 0),
    part("schedule", `rate ${scheduleWords[schedule.type]}`, schedule.type === "constant"),
    part("expansion", expansion === undefined ? "no distortion" : "distorted images", expansion === undefined),
    part(
      "patience",
      earlyStopping === undefined ? "no early stop" : `patience ${earlyStopping.patience}`,
      earlyStopping === undefined,
    ),
    part("order", shuffle ? "shuffled" : "in one order", shuffle),
    part("epochs", plural(epochs, "epoch"), true),
    part("images", imagesIn(data), imagesIn(data) === "50000 images" || data.kind !== "mnist"),
    part("from", from === undefined ? "new weights" : `from ${from.name}`, from === undefined),
    part("freeze", freezeInWords(freeze), freeze.length === 0),
    part(
      "changes",
      changes.length === 0 ? "unchanged" : `changed ${plural(changes.length, "time")}`,
      changes.length === 0,
    ),
    part("seed", `seed ${network.seed}`),
  ];
}

function freezeInWords(freeze: readonly number[]): string {
  if (freeze.length === 0) return "no layer frozen";
  return `${freeze.length === 1 ? "layer" : "layers"} ${freeze.map((index) => index + 1).join(", ")} frozen`;
}

function imagesIn(data: DataChoice): string {
  return data.kind === "mnist" ? `${data.training ?? imagesBelow(data.digits ?? 10).training} images` : "";
}

function pointsIn(data: DataChoice): string {
  if (data.kind === "painted") return `${countOf(data.points)} points`;
  if (data.kind !== "toy" && data.kind !== "function") return "";
  const points = data.kind === "toy" ? (data.count ?? 400) : (data.samples ?? 100);
  const seed = (data.seed ?? 0) === 0 ? "" : `, seed ${data.seed}`;
  return `${points} points, noise ${data.noise ?? (data.kind === "toy" ? 0.1 : 0)}${seed}`;
}

function featuresIn(data: DataChoice): string {
  const { features = usualFeatures } = "features" in data ? data : {};
  return features.join(", ");
}

function dataInWords(data: DataChoice): string {
  switch (data.kind) {
    case "mnist":
      return `${data.targets === "bits" ? "the digits' bits" : "digits"}${data.digits === undefined ? "" : ` from 0 to ${data.digits - 1}`}`;
    case "toy":
      return inSentence(toyWords[data.name]);
    case "painted":
      return "painted points";
    case "function":
      return data.formula;
    case "files":
      return data.name;
  }
}

/** "Two clouds" within a line; XOR stays as it is. */
function inSentence(words: string): string {
  return words === words.toUpperCase() ? words : words.toLowerCase();
}
