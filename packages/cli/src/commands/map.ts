import { percent, plural } from "@nndl/words/numbers";
import { path, whole } from "@nndl/words/readers";
import type { SetName } from "@nndl/words/set-names";
import type { CommandModule } from "../command.ts";
import { openTrainedSet } from "../evaluation/trained-data.ts";
import { addTrainedSetOptions } from "../evaluation/trained-set-options.ts";
import { writePng } from "../image/write-png.ts";
import { mapImage, mapLines } from "../map/draw.ts";
import { neighboursAlike, openMapped, placesOf, planeOf } from "../map/open.ts";
import { networkArgument } from "../open-network.ts";
import { option } from "../options/option.ts";
import { whileReading } from "../reading-progress.ts";

interface Options {
  readonly data?: string;
  readonly set?: SetName;
  readonly count?: number;
  readonly png?: string;
}

const usualCount = 1000;
const screen = { columns: 100, rows: 36 } as const;

export const map: CommandModule = {
  description:
    "Draws where a network with a layer of two units puts examples: a map, on which what the network takes for alike lies near. A deep " +
    "autoencoder has its code there, a classifier the two numbers that it decides by, Boltzmann machines their topmost units. In the terminal " +
    "each class is a digit; --png draws the examples themselves.",
  examples: [
    ["nndl map runs/narrow", "of a network that was trained with --layers 784-100-2-10"],
    ["nndl map runs/machines --count 5000 --png map.png", "of machines trained with nndl boltzmann --hidden 500-250-2"],
    ["nndl map narrow.safetensors --set training --json", "the two numbers of each example, for a program"],
  ],

  declare(command) {
    command.argument("[NETWORK]", `${networkArgument}; or what nndl boltzmann trained`);
    addTrainedSetOptions(command)
      .addOption(
        option("--count <n>", {
          about: "draw the first n examples",
          read: whole({ min: 1, max: 100_000 }),
          usual: `${usualCount}, or all there are`,
        }),
      )
      .addOption(option("--png <file>", { about: "write the examples, each at its place, as an image", read: path }));
  },

  async run(context, { args: [argument], options }) {
    const { data, set: asked, count = usualCount, png } = options as Options;
    const opened = await openMapped(argument);
    const { network, name } = opened;
    const layer = planeOf(opened);
    const { sets, examples, set } = await whileReading(context, (reading) =>
      openTrainedSet(network, data ?? opened.data, asked, undefined, reading),
    );
    const shown = examples.take(Math.min(count, examples.count));
    const places = placesOf(network, layer, shown);
    const alike = neighboursAlike(places);
    if (png !== undefined) writePng(png, "--png", mapImage(places, shown));
    context.emit({
      ...{ network: name, layer, data: sets.source, set, places },
      ...(alike === undefined ? {} : { neighboursAlike: alike }),
    });
    if (context.json) return undefined;
    const { style, columns } = context.out;
    context.print(
      style.bold(name),
      style.dim(`layer ${layer + 1}, ${plural(shown.count, "example")} of ${sets.name} (${set})`),
      "",
      ...mapLines(places, Math.min(columns || screen.columns, screen.columns), screen.rows, style),
      "",
      ...(alike === undefined ? [] : [`  Of ${percent(alike)} the nearest neighbour is of the same class.`]),
      ...(png === undefined ? [] : [`  ${style.green("Drawn:")} ${png}`]),
    );
    return undefined;
  },
};
