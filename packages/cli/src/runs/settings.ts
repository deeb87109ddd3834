/** The settings of a training, in the words of `nndl train`: what runs are told apart by. */
import { freezeFlag } from "@nndl/words/freeze";
import { present } from "@nndl/words/present";
import { networkFlags, settingsFlags } from "@nndl/words/train-line";
import {
  flagOf,
  type TrainFlags,
  type TrainOption,
  type TrainOptionName,
  trainOptionNames,
  trainOptions,
} from "@nndl/words/train-options";
import { describeNetwork } from "../describe-network.ts";
import type { RunConfig } from "../training/run-folder.ts";

/** By name, in the order of the help: { seed: "1", lr: "0.5", … } */
export type Settings = Readonly<Record<string, string>>;

/** Everything that decides what comes out, nothing of it left to a default, as it would be typed. */
export function settingsOf({ network, training, monitor, flags: asked, data, from, versions }: RunConfig): Settings {
  const described = networkFlags(network);
  const { preset: _, from: __, layers: ___, expand, ...rest } = asked;
  const flags: TrainFlags = {
    // How the data are read, and what is left of them.
    ...present({ ...rest, activation: undefined, output: undefined, cost: undefined, init: undefined }),
    ...described,
    ...settingsFlags({ network, training, monitor }, true),
    ...present({ freeze: freezeFlag(network, training.freeze), expand: training.expansion ?? expand }),
  };
  const decisive = trainOptionNames.filter((name) => trainOptions[name].decides);
  return {
    ...(described === undefined ? { network: describeNetwork(network) } : {}),
    ...Object.fromEntries(decisive.flatMap((name) => written(name, flags))),
    data: data.source,
    images: String(data.training),
    ...(data.validation > 0 ? { validation: String(data.validation) } : {}),
    ...(from === undefined ? {} : { from: from.sha256.slice(0, 16) }),
    nndl: versions.nndl,
  };
}

const table: { readonly [Name in TrainOptionName]: TrainOption<NonNullable<TrainFlags[Name & keyof TrainFlags]>> } =
  trainOptions as never;

function written(name: TrainOptionName, flags: TrainFlags): [string, string][] {
  const value = (flags as Readonly<Record<string, unknown>>)[name];
  return value === undefined ? [] : [[settingName(name), table[name].write(value as never)]];
}

/** "class-weights" */
export function settingName(name: TrainOptionName): string {
  return flagOf(name).slice(2);
}

/** Whether a setting is what somebody typed: a number however it is written, a text however large its letters are. */
export function isSetting(name: string, value: string, typed: string): boolean {
  if (value.toLowerCase() === typed.toLowerCase()) return true;
  const option = trainOptionNames.find((each) => settingName(each) === name);
  if (option === undefined) return false;
  try {
    return table[option].write(table[option].read(typed, flagOf(option)) as never) === value;
  } catch {
    // What the option cannot be is the setting of no run.
    return false;
  }
}

/** Names of settings that every training has, or may have. */
export const settingNames: readonly string[] = [
  ...trainOptionNames.filter((name) => trainOptions[name].decides).map(settingName),
  "images",
  "nndl",
];
