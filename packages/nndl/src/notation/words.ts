/** The words of the short notation for networks: one table, which reads, writes and explains it. */
import { activationNames, initializerNames } from "../functions/index.ts";
import type { LayerInput } from "../layers/index.ts";

/** What numbers say: a count, a size for both directions or for each, space on all sides, any decimal number. */
export type Form = "count" | "pair" | "sides" | "decimal";

/** A field of a layer's spec, and how its value is written. */
export interface Field {
  readonly field: string;
  readonly form: Form;
}

/** A field that is written as a word after a colon; the value must be one of these. */
export interface ChoiceField {
  readonly field: string;
  readonly values: readonly string[];
}

/** One word and what may follow it: WORD SIZES OPTIONS :CHOICES. */
export interface NotationWord {
  readonly word: string;
  /** The type of the layer, and the fields that the word itself says. */
  readonly says: { readonly type: LayerInput["type"] } & Readonly<Record<string, unknown>>;
  /** The numbers right after the word, with "x" between them. */
  readonly sizes: readonly Field[];
  /** Whether all sizes may be left out. */
  readonly sizesAreOptional?: boolean;
  /** What may follow, by its letters: conv96x11s4. */
  readonly options: Readonly<Record<string, Field>>;
  readonly choices: readonly ChoiceField[];
  /** Whether the network's activation is the layer's own when it names none. */
  readonly hasNeurons?: boolean;
  /** A whole token. */
  readonly example: string;
  /** What the example means. */
  readonly meaning: string;
}

const count = (field: string): Field => ({ field, form: "count" });
const pair = (field: string): Field => ({ field, form: "pair" });
const decimal = (field: string): Field => ({ field, form: "decimal" });
const sides = (field: string): Field => ({ field, form: "sides" });

const activation: ChoiceField = { field: "activation", values: activationNames };
const initializer: ChoiceField = { field: "initializer", values: initializerNames };
const convolution = { s: pair("stride"), p: sides("padding"), g: count("groups") };

const poolings = { pool: "max", avgpool: "average", l2pool: "l2" } as const;
const poolingTypes = { pool: "maxPool2d", avgpool: "averagePool2d", l2pool: "l2Pool2d" } as const;
const poolingMeanings = {
  pool: "the largest of each 2 × 2",
  avgpool: "the mean of each 2 × 2",
  l2pool: "the root of the sum of squares of each 2 × 2",
} as const;
const poolingNames = Object.keys(poolings) as readonly (keyof typeof poolings)[];

const output: ChoiceField = { field: "output", values: ["last", "every"] };
const direction: ChoiceField = { field: "direction", values: ["forward", "backward", "both"] };

const recurrentWord = (
  word: "recurrent" | "lstm" | "gru",
  meaning: string,
  own: Partial<Pick<NotationWord, "options" | "choices">> = {},
): NotationWord => ({
  word,
  says: { type: word },
  sizes: [count("units")],
  options: own.options ?? {},
  choices: [output, direction, ...(own.choices ?? []), initializer],
  example: `${word}100`,
  meaning,
});

/** Layers that read sequences. */
const recurrentWords: readonly NotationWord[] = [
  recurrentWord("recurrent", "100 recurrent neurons, tanh; also recurrent100:relu:identity, :backward, :both, :every", {
    choices: [
      { field: "nonlinearity", values: ["tanh", "relu"] },
      { field: "recurrentStart", values: ["drawn", "identity"] },
    ],
  }),
  recurrentWord(
    "lstm",
    "100 units of long short-term memory; lstm100f0 sets the forget gates' first bias, :peepholes adds these",
    {
      options: { f: decimal("forgetBias") },
      choices: [{ field: "gates", values: ["plain", "peepholes"] }],
    },
  ),
  recurrentWord("gru", "100 gated recurrent units"),
];

/** Every word. Where two write the same layer, the one that needs fewer choices does, the first of equals. */
export const notationWords: readonly NotationWord[] = [
  {
    word: "embedding",
    says: { type: "embedding" },
    sizes: [count("indices"), count("size")],
    options: {},
    choices: [initializer],
    example: "embedding65x16",
    meaning: "16 learned numbers in the place of each of 65 indices; first of all layers",
  },
  {
    word: "conv",
    says: { type: "conv2d" },
    sizes: [count("filters"), pair("kernel")],
    options: convolution,
    choices: [activation, initializer],
    hasNeurons: true,
    example: "conv20x5",
    meaning: "a convolution with 20 filters of 5 × 5",
  },
  ...poolingNames.map((name): NotationWord => {
    const word = `conv${name}`;
    const example = `${word}20x5x2`;
    const order = "the book's order in one layer: convolve, pool by 2 × 2, add biases, activate";
    return {
      word,
      says: { type: "convPool2d", pool: poolings[name] },
      sizes: [count("filters"), pair("kernel"), pair("window")],
      options: { ...convolution, ws: pair("windowStride") },
      choices: [activation, initializer],
      hasNeurons: true,
      example,
      meaning: name === "pool" ? order : `the same with ${name}`,
    };
  }),
  ...poolingNames.map(
    (name): NotationWord => ({
      word: name,
      says: { type: poolingTypes[name] },
      sizes: [pair("window")],
      options: { s: pair("stride") },
      choices: [],
      example: `${name}2`,
      meaning: poolingMeanings[name],
    }),
  ),
  {
    word: "globalpool",
    says: { type: "globalAveragePool2d" },
    sizes: [],
    options: {},
    choices: [],
    example: "globalpool",
    meaning: "the mean of each channel",
  },
  {
    word: "dense",
    says: { type: "dense" },
    sizes: [count("units")],
    options: {},
    choices: [activation, initializer],
    hasNeurons: true,
    example: "dense100",
    meaning: "100 fully connected units",
  },
  ...activationNames.map(
    (name): NotationWord => ({
      word: name,
      says: { type: "dense", activation: name },
      sizes: [count("units")],
      options: {},
      choices: [initializer],
      example: `${name}10`,
      meaning: `10 fully connected ${name} units`,
    }),
  ),
  ...recurrentWords,
  {
    word: "dropout",
    says: { type: "dropout" },
    sizes: [decimal("rate")],
    options: {},
    choices: [
      { field: "form", values: ["book", "inverted"] },
      { field: "per", values: ["example", "mini-batch"] },
    ],
    example: "dropout0.5",
    meaning: "drops half of the values, as the book does; also dropout0.5:inverted and :mini-batch",
  },
  {
    word: "batchnorm",
    says: { type: "batchNorm" },
    sizes: [],
    options: { m: decimal("momentum"), e: decimal("epsilon") },
    choices: [activation],
    example: "batchnorm",
    meaning: "batch normalization; m0.9 and e0.00001 are its momentum and epsilon",
  },
  {
    word: "lrn",
    says: { type: "localResponseNorm" },
    sizes: [count("size")],
    sizesAreOptional: true,
    options: { a: decimal("alpha"), b: decimal("beta"), k: decimal("bias") },
    choices: [],
    example: "lrn",
    meaning: "local response normalization; lrn5a0.0001b0.75k2 says its size, alpha, beta and bias",
  },
  {
    word: "flatten",
    says: { type: "flatten" },
    sizes: [],
    options: {},
    choices: [],
    example: "flatten",
    meaning: "channels × height × width as a row (dense layers do it by themselves)",
  },
  {
    word: "pad",
    says: { type: "zeroPad2d" },
    sizes: [sides("padding")],
    options: {},
    choices: [],
    example: "pad2",
    meaning: "2 rows and columns of zeros on every side",
  },
  {
    word: "add",
    says: { type: "add" },
    sizes: [count("over")],
    options: {},
    choices: [activation],
    example: "add2",
    meaning: "a residual connection over 2 layers: adds what went in before them; add2:relu activates the sum",
  },
] as unknown as readonly NotationWord[];

const wordsByLength = [...notationWords].sort((a, b) => b.word.length - a.word.length);

/** The padding that is said by a word of its own. */
export const same = "same";

/** Longer ones first, so that none hides behind its own beginning. */
export function optionNames({ options }: NotationWord): readonly string[] {
  const names = [...Object.keys(options), ...(options.p === undefined ? [] : [same])];
  return names.sort((a, b) => b.length - a.length);
}

/** The longest word that the token begins with, if nothing follows but numbers, options and choices. */
export function wordOf(token: string): NotationWord | undefined {
  return wordsByLength.find((candidate) => {
    if (!token.startsWith(candidate.word)) return false;
    const rest = token.slice(candidate.word.length);
    return /^([\d.:]|$)/.test(rest) || optionNames(candidate).some((name) => rest.startsWith(name));
  });
}

/** A line of the notation's explanation: what is written, and what it means. */
export type NotationLine = readonly [written: string, meaning: string];

/** The whole notation, for people: the help of the command line and the documentation show this. */
export const notationLines: readonly NotationLine[] = [
  ["28x28", "the input first: height × width, 3x227x227 with channels, or 784 in a row"],
  ["28of28", "the input as a sequence: 28 steps of 28 numbers each"],
  ...notationWords.map(({ example, meaning }): NotationLine => [example, meaning]),
  ["conv20x5x3", "sizes that differ: 5 high, 3 wide; so for every window and stride"],
  ["conv20x5s2p1g2", "stride 2, padding 1, 2 groups; pool3s2 has stride 2, convpool20x5x3ws2 pools with it"],
  ["conv20x5same", "padding that keeps the size; p1x2 and p1x2x1x2 pad top/bottom and sides, or each side"],
  ["conv20x5:relu", "an activation of its own, and :he or another initializer"],
  ["784-30-10", "short for 784 dense30 dense10"],
];
