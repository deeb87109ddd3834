/** The options of `nndl ensemble` that are its own. */

import { path, whole, word } from "@nndl/words/readers";
import { type SetName, setNames } from "@nndl/words/set-names";
import { defaults } from "@nndl/words/train-defaults";
import type { Command } from "commander";
import { option } from "../options/option.ts";
import { declareMemberOptions } from "./member-options.ts";

/** What someone asked for, apart from how members are trained. */
export interface EnsembleOptions {
  readonly train?: number;
  readonly resume?: string | true;
  readonly out?: string;
  readonly seed?: number;
  readonly jobs?: number;
  readonly set?: SetName;
  readonly data?: string;
  readonly by?: "vote" | "average";
  readonly wrong?: number;
  readonly png?: string;
}

const ways = ["vote", "average"] as const;

/** How many mistakes are drawn when nobody says. */
export const usualWrong = 40;

export function declareEnsembleOptions(command: Command): void {
  const together = "The ensemble:";
  command
    .argument("[NETWORK...]", "networks' files, folders of runs, or the folder of an ensemble")
    .addOption(
      option("--train <n>", {
        group: together,
        about: "train n networks, with the options of nndl train that follow below",
        read: whole({ min: 1, max: 1000 }),
      }),
    )
    .addOption(
      option("--seed <n>", {
        group: together,
        about: "the seed of the first; each of the others has the next one",
        read: whole({ min: 0, max: 2 ** 53 - 1001 }),
        usual: String(defaults.seed),
      }),
    )
    .addOption(
      option("--jobs <n>", {
        group: together,
        about: "how many networks are trained at a time, each on one thread",
        read: whole({ min: 1, max: 64 }),
        usual: "as many as the machine has cores",
      }),
    )
    .addOption(
      option("--out <dir>", { group: together, about: "the ensemble's folder", read: path, usual: "runs/DATE-TIME" }),
    )
    .addOption(
      option("--resume [dir]", {
        group: together,
        about: "go on with an ensemble, or with the newest if none is named",
        read: path,
      }),
    )
    .addOption(
      option("--set <name>", {
        group: together,
        about: `the images to read: one of ${setNames.join(", ")}`,
        read: word(setNames),
        usual: "test",
      }),
    )
    .addOption(
      option("--by <way>", {
        group: together,
        about: `whose mistakes are shown: ${ways.join(", ")}`,
        read: word(ways),
        usual: "vote",
      }),
    )
    .addOption(
      option("--wrong <n>", {
        group: together,
        about: "how many of them are drawn",
        read: whole({ min: 0, max: 100_000 }),
        usual: String(usualWrong),
      }),
    )
    .addOption(
      option("--png <file>", {
        group: together,
        about: "write all of them as an image, like the book's",
        read: path,
      }),
    );
  declareMemberOptions(command);
}
