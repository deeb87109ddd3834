/** The options of `nndl train`, as commander has them. */
import { flagOf, type TrainLine, trainOptionNames, trainOptions } from "@nndl/words/train-options";
import type { Command, Option } from "commander";
import { explainNotation } from "../notation-help.ts";
import { option } from "../options/option.ts";

/** Every option, in the order of the help. */
export function commandOptions(): readonly Option[] {
  return trainOptionNames.map((name) => {
    const { argument, group, about, usual, read } = trainOptions[name];
    return option<unknown>(`${flagOf(name)} ${argument}`, {
      group,
      about,
      read,
      ...(usual === undefined ? {} : { usual }),
    });
  });
}

export function declareTrainOptions(command: Command): void {
  for (const each of commandOptions()) command.addOption(each);
  explainNotation(command);
}

/** The options that were given, without those that were not. */
export function flagsFrom(options: Readonly<Record<string, unknown>>): TrainLine {
  return Object.fromEntries(
    trainOptionNames.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  );
}
