/** The command that trains what a run trained. */
import { freezeFlag } from "@nndl/words/freeze";
import { present } from "@nndl/words/present";
import { networkFlags, settingsFlags, trainLine } from "@nndl/words/train-line";
import { type TrainFlags, type TrainOptionName, trainOptions } from "@nndl/words/train-options";
import type { Setup } from "./setup.ts";

/** How this command is called here: from a clone, npm knows where it is. */
export function commandName(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.npm_command === undefined ? "nndl" : "npx nndl";
}

/** What a setup does not say itself. */
export interface CommandParts {
  /** A network's file, if it came from one. */
  readonly file?: string | undefined;
  /** A preset's name, if it came from one. */
  readonly preset?: string | undefined;
  /** The network whose weights it starts from, if it does. */
  readonly from?: string | undefined;
  readonly source: string;
  /** What was asked for: how the data are read, and what was wanted otherwise than the preset has it. */
  readonly flags?: TrainFlags | undefined;
}

/** The command that trains the same network again, with nothing left to defaults that decides the outcome. */
export function commandFor(setup: Setup, parts: CommandParts): string {
  const { file, preset, from, source, flags: asked = {} } = parts;
  const settings = settingsFlags(setup, preset !== undefined);
  const flags: TrainFlags = {
    ...ofData(asked),
    ...(file === undefined && from === undefined ? networkPart(setup, parts) : {}),
    ...settings,
    ...present({
      from,
      freeze: freezeFlag(setup.network, setup.training.freeze),
      data: source === "mnist" && preset === undefined ? undefined : source,
    }),
  };
  return trainLine(flags, file);
}

/** Every option that says how what is learned from is read, whichever there will be: without it, it would be read otherwise. */
function ofData({ data: _, ...flags }: TrainFlags): TrainFlags {
  const { group } = trainOptions.data;
  const own = Object.entries(flags).filter(([name]) => trainOptions[name as TrainOptionName].group === group);
  return Object.fromEntries(own);
}

function networkPart({ network }: Setup, { preset, flags = {} }: CommandParts): TrainFlags {
  if (preset === undefined) return networkFlags(network) ?? {};
  const { activation, output, cost, init } = flags;
  return present({ preset, activation, output, cost, init });
}
