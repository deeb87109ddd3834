import { statSync } from "node:fs";
import { activationOf, type Network, NndlError } from "nndl";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { describeNetwork } from "../describe-network.ts";
import { networkArgument, openNetwork } from "../open-network.ts";
import { option } from "../options/option.ts";
import { whole } from "../options/readers.ts";
import { bytes, count, significant } from "../terminal/format.ts";
import { drawPicture, type Picture, signed } from "../terminal/picture.ts";
import { sheet, tilesPerRow } from "../terminal/sheet.ts";
import { indent, table } from "../terminal/table.ts";
import { harmless } from "../terminal/wrap.ts";

/** One layer in numbers. */
interface LayerFacts {
  readonly layer: number;
  readonly type: string;
  readonly activation: string;
  readonly initializer: string;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly parameters: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly count: number;
    /** √Σ x², and √(Σ x² / n). */
    readonly norm: number;
    readonly rms: number;
    readonly min: number;
    readonly max: number;
  }[];
}

export const inspect: CommandModule = {
  description:
    "Looks into a network without running it: its layers, the shapes and the number of their parameters, how large weights " +
    "and biases are, how it was trained, and the SHA-256 that tells whether two networks are equal to the bit.",
  examples: [
    ["nndl inspect", "the network that was trained last"],
    ["nndl inspect runs/first --weights", "with pictures of what its first layer looks for"],
    ["nndl inspect network.safetensors --weights 30", "of its first 30 units"],
    ["nndl inspect network.json --json", "a network in the book's own format, as one line of JSON"],
  ],

  declare(command) {
    command.argument("[NETWORK]", networkArgument).addOption(
      option("--weights [n]", {
        about: "draw the weights of the first n units of the first layer: orange is positive, blue negative",
        read: whole({ min: 1, max: 10_000 }),
        usual: "as many as fit beside one another, twice",
      }),
    );
  },

  async run(context, { args: [argument], options }) {
    const { network, path, name } = await openNetwork(argument);
    const layers = factsOf(network);
    const size = statSync(path).size;
    const sha256 = network.sha256();
    const { spec, parameterCount, notes } = network;
    context.emit({ file: path, bytes: size, network: spec, parameters: parameterCount, layers, notes, sha256 });
    if (context.json) return undefined;
    const { style } = context.out;
    context.print(style.bold(describeNetwork(spec)), style.dim(`${name}, ${bytes(size)}`), "");
    context.print(...indent(layerTable(layers, context)), "");
    context.print(
      `  ${style.bold(count(parameterCount))} parameters`,
      `  sha256 ${sha256}`,
      ...story(network, context),
    );
    const weights = options.weights as number | true | undefined;
    if (weights !== undefined) drawWeights(context, network, weights === true ? undefined : weights);
    return undefined;
  },
};

function factsOf({ layers, parameters }: Network): LayerFacts[] {
  return layers.map(({ index, spec, input, output, parameters: own }) => ({
    layer: index + 1,
    type: spec.type,
    activation: activationOf(spec),
    initializer: "initializer" in spec ? spec.initializer : "none",
    input,
    output,
    parameters: own.map(({ name, shape }) => {
      const values = parameters.get(`layers.${index}.${name}`)?.values ?? new Float32Array();
      let squares = 0;
      let min = Number.POSITIVE_INFINITY;
      let max = Number.NEGATIVE_INFINITY;
      for (const value of values) {
        squares += value * value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      const norm = Math.sqrt(squares);
      return { name, shape, count: values.length, norm, rms: norm / Math.sqrt(values.length), min, max };
    }),
  }));
}

function layerTable(layers: readonly LayerFacts[], { out }: Context): string[] {
  const right = "right" as const;
  const rows = layers.flatMap(({ layer, type, activation, parameters }) =>
    parameters.map(({ name, shape, count: all, norm, rms, min, max }, i) => [
      i === 0 ? String(layer) : "",
      i === 0 ? `${type}, ${activation}` : "",
      name,
      shape.join(" × "),
      count(all),
      ...[norm, rms, min, max].map((value) => significant(value, 3)),
    ]),
  );
  return table(
    [
      ...[
        { title: "#" },
        { title: "layer" },
        { title: "parameter" },
        { title: "shape" },
        { title: "count", align: right },
      ],
      ...["norm", "rms", "min", "max"].map((title) => ({ title, align: right })),
    ],
    rows,
    out.style,
  );
}

/** How it was trained, as far as its file says. */
function story({ notes, spec }: Network, { out }: Context): string[] {
  const { training, metrics } = notes;
  const command = training?.command;
  const results = Object.entries(metrics ?? {}).map(
    ([name, value]) => `${harmless(name)} ${Number.isInteger(value) ? count(value) : significant(value)}`,
  );
  return [
    `  seed ${spec.seed}`,
    ...(results.length === 0 ? [] : ["", "  Measured at the end of training", ...results.map((line) => `    ${line}`)]),
    ...(typeof command === "string" ? ["", "  Trained by", `    ${out.style.cyan(harmless(command))}`] : []),
  ];
}

function drawWeights(context: Context, network: Network, asked: number | undefined): void {
  const { columns, colors, style } = context.out;
  const [units] = network.layers[0].output;
  const { width, height } = imageShape(network);
  const number = Math.min(units, asked ?? 2 * tilesPerRow(width, columns - 2));
  const weights = network.parameters.get("layers.0.weights")?.values ?? new Float32Array();
  const tiles = Array.from({ length: number }, (_, unit) => {
    const own = weights.subarray(unit * width * height, (unit + 1) * width * height);
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    const picture: Picture = { width, height, values: own.map((value) => value / largest) };
    return { lines: drawPicture(picture, signed, colors), caption: `unit ${unit}, up to ±${significant(largest, 2)}` };
  });
  context.print("", style.dim(`  What the first ${number} of ${units} units of the first layer look for:`), "");
  context.print(...indent(sheet(tiles, columns - 2)));
}

/** The picture that a network's input is: its shape, or a square. */
function imageShape({ spec, inputSize }: Network): { readonly width: number; readonly height: number } {
  const [channels, height, width] = spec.input;
  if (spec.input.length === 3 && channels === 1) return { width, height };
  const side = Math.sqrt(inputSize);
  if (spec.input.length === 1 && Number.isInteger(side)) return { width: side, height: side };
  throw new NndlError("network.picture", {
    received: `inputs of shape [${spec.input.join(", ")}]`,
    expected: "weights can be drawn where the inputs are a square image or one of a single channel",
    next: "Leave out --weights.",
  });
}
