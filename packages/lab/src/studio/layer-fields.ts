/** What can be set on each kind of layer, and how. */
import { activationWords, initializerChoice } from "@nndl/words/setting-words";
import type { LayerInput, LayerType } from "nndl";
import { initializerNames } from "nndl/functions";

/** How a field is shown and written. */
export type FieldForm =
  | { readonly form: "whole"; readonly min: number; readonly max: number }
  | { readonly form: "real"; readonly min: number; readonly max: number; readonly step: number }
  /** Sizes in both directions: "5", or "5x3". */
  | { readonly form: "sizes" }
  /** "valid", "same", or rows and columns of zeros: "1", "1x2", "1x2x1x2". */
  | { readonly form: "padding" }
  | {
      readonly form: "choice";
      readonly choices: readonly string[];
      /** What each is called where people read. */
      readonly words: Readonly<Record<string, string>>;
      readonly inherits?: boolean;
    };

export type LayerField = { readonly name: string; readonly label: string } & FieldForm;

const whole = (name: string, label: string, min = 1, max = 4096): LayerField => ({
  name,
  label,
  form: "whole",
  min,
  max,
});
const real = (name: string, label: string, min: number, max: number, step: number): LayerField => ({
  name,
  label,
  form: "real",
  min,
  max,
  step,
});
const sizes = (name: string, label: string): LayerField => ({ name, label, form: "sizes" });
const choice = (name: string, label: string, words: Readonly<Record<string, string>>): LayerField => ({
  name,
  label,
  form: "choice",
  choices: Object.keys(words),
  words,
});

const activation = choice("activation", "Activation", activationWords);
const initializer: LayerField = {
  name: "initializer",
  label: "First weights",
  form: "choice",
  choices: initializerNames,
  words: Object.fromEntries(initializerNames.map((name) => [name, initializerChoice(name)])),
  inherits: true,
};
const padding: LayerField = { name: "padding", label: "Padding", form: "padding" };
const convolution = [whole("filters", "Filters"), sizes("kernel", "Kernel")] as const;
const convolutionDetails = [sizes("stride", "Stride"), padding, whole("groups", "Groups")] as const;
const pooling = [sizes("window", "Window"), sizes("stride", "Stride")] as const;

const reading = [
  choice("output", "Output", { last: "at the end", every: "at every step" }),
  choice("direction", "Reads", { forward: "forward", backward: "backward", both: "both ways" }),
] as const;

/** Every field of every kind; what is set most often comes first. */
export const layerFields: Readonly<Record<LayerType, readonly LayerField[]>> = {
  dense: [whole("units", "Neurons"), activation, initializer],
  conv2d: [...convolution, activation, ...convolutionDetails, initializer],
  convPool2d: [
    ...convolution,
    sizes("window", "Pool"),
    activation,
    choice("pool", "Pool by", { max: "maximum", average: "average", l2: "L2" }),
    sizes("windowStride", "Pool stride"),
    ...convolutionDetails,
    initializer,
  ],
  maxPool2d: pooling,
  averagePool2d: pooling,
  l2Pool2d: pooling,
  globalAveragePool2d: [],
  dropout: [
    real("rate", "Rate", 0, 0.99, 0.05),
    choice("form", "Form", { book: "as in the book", inverted: "inverted" }),
    choice("per", "Drawn for each", { example: "example", "mini-batch": "mini-batch" }),
  ],
  batchNorm: [
    activation,
    real("momentum", "Momentum", 0, 0.9999, 0.01),
    real("epsilon", "Epsilon", 0.00000001, 1, 0.00001),
  ],
  localResponseNorm: [
    whole("size", "Size", 1, 512),
    real("alpha", "Alpha", 0, 10, 0.0001),
    real("beta", "Beta", 0, 10, 0.05),
    real("bias", "Bias", 0.0001, 100, 0.1),
  ],
  zeroPad2d: [padding],
  flatten: [],
  add: [whole("over", "Over layers", 0), activation],
  recurrent: [
    whole("units", "Neurons"),
    choice("nonlinearity", "Activation", { tanh: "tanh", relu: "ReLU" }),
    ...reading,
    choice("recurrentStart", "Own weights begin", { drawn: "drawn", identity: "as the identity" }),
    initializer,
  ],
  lstm: [
    whole("units", "Units"),
    ...reading,
    choice("gates", "Gates", { plain: "plain", peepholes: "with peepholes" }),
    real("forgetBias", "Forget bias", -100, 100, 0.5),
    initializer,
  ],
  gru: [whole("units", "Units"), ...reading, initializer],
  embedding: [whole("indices", "Indices"), whole("size", "Numbers for each"), initializer],
};

export const layerNames: Readonly<Record<LayerType, string>> = {
  dense: "Fully connected",
  conv2d: "Convolution",
  convPool2d: "Convolution and pooling",
  maxPool2d: "Max pooling",
  averagePool2d: "Average pooling",
  l2Pool2d: "L2 pooling",
  globalAveragePool2d: "Global average pooling",
  dropout: "Dropout",
  batchNorm: "Batch normalization",
  localResponseNorm: "Local response normalization",
  zeroPad2d: "Zero padding",
  flatten: "Flatten",
  add: "Residual connection",
  recurrent: "Recurrent",
  lstm: "LSTM",
  gru: "GRU",
  embedding: "Embedding",
};

/** The kinds that can be added: an embedding reads indices, which none of the studio's data are; a network may come with one. */
export const addedTypes: readonly LayerType[] = (Object.keys(layerNames) as LayerType[]).filter(
  (type) => type !== "embedding",
);

/** A layer of a kind, as one would begin with it. */
export function newLayer(type: LayerType): LayerInput {
  const begun: Partial<Record<LayerType, object>> = {
    dense: { units: 30 },
    conv2d: { filters: 20, kernel: 5, activation: "relu" },
    convPool2d: { filters: 20, kernel: 5, activation: "relu" },
    maxPool2d: { window: 2 },
    averagePool2d: { window: 2 },
    l2Pool2d: { window: 2 },
    dropout: { rate: 0.5 },
    add: { over: 1 },
    recurrent: { units: 30 },
    lstm: { units: 30 },
    gru: { units: 30 },
    embedding: { indices: 256, size: 16 },
  };
  return { type, ...begun[type] } as LayerInput;
}

/** Sizes as one writes them: [5, 3] as "5x3", [5, 5] as "5". */
export function writeSizes(value: unknown): string {
  if (!Array.isArray(value)) return String(value ?? "");
  return value.every((each) => each === value[0]) ? String(value[0]) : value.join("x");
}

/** The number or numbers that a text says, or a word; whether they fit is for the library to say. */
export function readSizes(text: string): number | readonly number[] | string {
  const plain = text.trim().toLowerCase();
  const parts = plain.split(/\s*[x×,]\s*/);
  if (!parts.every((part) => /^\d+$/.test(part))) return plain;
  const numbers = parts.map(Number);
  return numbers.length === 1 ? numbers[0]! : numbers;
}
