import { statSync } from "node:fs";
import { layers } from "@nndl/words/layers";
import { bytes, count, significant } from "@nndl/words/numbers";
import { path, whole } from "@nndl/words/readers";
import { shorten } from "@nndl/words/short-network";
import { presetHelp } from "@nndl/words/train-options";
import { type Network, type NetworkSpec, parseLayers } from "nndl";
import { checkNetworkSpec } from "nndl/spec";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { describePreparation } from "../data/describe-preparation.ts";
import { titleOf } from "../describe-network.ts";
import { writePng } from "../image/write-png.ts";
import { drawFirstWeights, firstWeights, firstWeightsImage } from "../inspection/first-weights.ts";
import { parameterFacts, printParameters } from "../inspection/parameters.ts";
import { printSummary, summarizeNetwork, type UsualTraining } from "../inspection/summary.ts";
import { namedNetwork } from "../named-networks.ts";
import { specIn } from "../network-spec.ts";
import { explainNotation } from "../notation-help.ts";
import { networkArgument, openNetwork } from "../open-network.ts";
import { option } from "../options/option.ts";
import { indent } from "../terminal/table.ts";
import { harmless, wrap } from "../terminal/wrap.ts";
import { UsageError } from "../usage-error.ts";

export const inspect: CommandModule = {
  description:
    "Looks inside a network without running it: what each layer makes of its input, its parameters and multiply-adds, the " +
    "memory it takes; for a trained one also how large its weights and biases are, how it was trained, and the SHA-256 that " +
    "tells whether two networks are the same to the bit.",
  examples: [
    ["nndl inspect", "the network that was trained last"],
    ["nndl inspect runs/first --weights", "with pictures of what its first layer looks for"],
    ["nndl inspect runs/first --png filters.png", "its first layer's filters, as the book shows them"],
    ['nndl inspect --layers "28x28 conv20x5 pool2 dense100 softmax10"', "a network that is not there yet"],
    ["nndl inspect --preset ksh", "a well-known one"],
    ["nndl inspect network.json --json", "a network that a file describes, as one line of JSON"],
  ],

  declare(command) {
    command
      .argument("[NETWORK]", `${networkArgument}; or a JSON file that describes one`)
      .addOption(option("--layers <text>", { about: "a network in the short notation below", read: layers }))
      .addOption(option("--preset <name>", { about: presetHelp, read: path }))
      .addOption(
        option("--weights [n]", {
          about:
            "draw the weights of the first n units of the first layer (orange is positive, blue negative) or its " +
            "filters (white is the smallest weight, black the largest)",
          read: whole({ min: 1, max: 10_000 }),
          usual: "as many as fit beside one another, twice",
        }),
      )
      .addOption(
        option("--png <file>", {
          about: "write these pictures as a PNG, all of them unless --weights has a number",
          read: path,
        }),
      );
    explainNotation(command);
  },

  async run(context, { args: [argument], options }) {
    const asked = options as InspectOptions;
    const described = await describedNetwork(argument, asked);
    if (described === undefined) await inspectNetwork(context, argument, asked);
    else inspectDescription(context, described, asked);
    return undefined;
  },
};

interface InspectOptions {
  readonly layers?: string;
  readonly preset?: string;
  readonly weights?: number | true;
  readonly png?: string;
}

/** A network of which only the description is there. */
interface Described {
  readonly spec: NetworkSpec;
  /** What it is, or where it comes from. */
  readonly title: string;
  readonly training?: UsualTraining;
}

/** The description that was asked for, undefined when a network with weights was. */
async function describedNetwork(
  argument: string | undefined,
  { layers: text, preset }: InspectOptions,
): Promise<Described | undefined> {
  const given = [argument, text && "--layers", preset && "--preset"].filter((one) => one !== undefined);
  if (given.length > 1)
    throw new UsageError("inspect.network", {
      received: given.join(" and "),
      expected: "nndl inspect takes only one network",
      next: "Leave out the others.",
    });
  if (text !== undefined) return { spec: checkNetworkSpec(parseLayers(text)), title: "not trained" };
  if (preset !== undefined) return namedNetwork(preset);
  const spec = argument === undefined ? undefined : await specIn(argument);
  return spec === undefined ? undefined : { spec, title: `${argument}, which describes it` };
}

function inspectDescription(context: Context, { spec, title, training }: Described, asked: InspectOptions): void {
  const drawing = (["weights", "png"] as const).find((flag) => asked[flag] !== undefined);
  if (drawing !== undefined)
    throw new UsageError(`option.${drawing}`, {
      problem: `--${drawing} draws weights, but this network is only described, not trained`,
      next: 'Train it first: "nndl train" takes the same --layers.',
    });
  const summary = summarizeNetwork(spec, training);
  context.emit({ network: spec, notation: shorten(spec).layers, ...summary });
  printTitle(context, spec, title);
  printSummary(context, spec, summary);
}

async function inspectNetwork(context: Context, argument: string | undefined, asked: InspectOptions): Promise<void> {
  const { network, path: file, name } = await openNetwork(argument);
  const { spec, notes } = network;
  const summary = summarizeNetwork(spec);
  const facts = parameterFacts(network);
  const number = typeof asked.weights === "number" ? asked.weights : undefined;
  const pictures = asked.weights === undefined && asked.png === undefined ? undefined : firstWeights(network);
  if (pictures !== undefined && asked.png !== undefined)
    writePng(asked.png, "--png", firstWeightsImage(pictures, number));
  const size = statSync(file).size;
  const sha256 = network.sha256();
  context.emit({
    file,
    bytes: size,
    network: spec,
    notation: shorten(spec).layers,
    ...summary,
    notes,
    preparation: network.preparation ?? null,
    sha256,
    layers: summary.layers.map((layer, i) => ({ ...layer, parameters: facts[i] })),
    ...(asked.png === undefined ? {} : { png: asked.png }),
  });
  if (context.json) return;
  printTitle(context, spec, `${name}, ${bytes(size)}`);
  printSummary(context, spec, summary);
  context.print("");
  printParameters(context, facts);
  const prepared = describePreparation(network.preparation).flatMap((line) =>
    wrap(harmless(line), context.out.columns - 4),
  );
  context.print("", "  How its inputs are made", ...indent(indent(prepared)));
  context.print("", `  sha256 ${sha256}`, ...story(network, context));
  if (pictures !== undefined && asked.weights !== undefined) drawFirstWeights(context, pictures, number);
  if (asked.png !== undefined)
    context.print(...(asked.weights === undefined ? [""] : []), `  ${context.out.style.green("Drawn:")} ${asked.png}`);
}

function printTitle({ print, out }: Context, spec: NetworkSpec, about: string): void {
  print(...titleOf(spec, out), out.style.dim(about), "");
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
