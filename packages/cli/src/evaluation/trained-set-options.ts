import { path, word } from "@nndl/words/readers";
import { setNames } from "@nndl/words/set-names";
import type { Command } from "commander";
import { option } from "../options/option.ts";

/** Which examples a network is tried on, as `openTrainedSet` takes them. */
export function addTrainedSetOptions(command: Command): Command {
  return command
    .addOption(
      option("--set <name>", {
        about: `one of ${setNames.join(", ")}`,
        read: word(setNames),
        usual: "test, or all of other data",
      }),
    )
    .addOption(
      option("--data <dir>", {
        about: "what --data of nndl train takes: a file, a folder, a URL, or mnist",
        read: path,
        usual: "what the network was trained on, or mnist",
      }),
    );
}
