/** The command that trains what a run trained. */
import type { Expansion } from "@nndl/words/expand";
import { freezeFlag } from "@nndl/words/freeze";
import { present } from "@nndl/words/present";
import { networkFlags, settingsFlags, trainLine } from "@nndl/words/train-line";
import type { TrainFlags } from "@nndl/words/train-options";
import type { PresetChanges } from "./presets.ts";
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
  /** What was wanted otherwise than the preset has it. */
  readonly changes?: PresetChanges | undefined;
  /** The network whose weights it starts from, if it does. */
  readonly from?: string | undefined;
  readonly source: string;
  readonly validation?: number | undefined;
  readonly limit?: number | undefined;
  /** The book's expansion, which is one of the data. */
  readonly expand?: Expansion | undefined;
}

/** The command that trains the same network again, with nothing left to defaults that decides the outcome. */
export function commandFor(setup: Setup, parts: CommandParts): string {
  const { file, preset, from, source, validation, limit } = parts;
  const settings = settingsFlags(setup, preset !== undefined);
  const flags: TrainFlags = {
    ...(file === undefined && from === undefined ? networkPart(setup, parts) : {}),
    ...settings,
    ...present({
      from,
      freeze: freezeFlag(setup.network, setup.training.freeze),
      data: source === "mnist" && preset === undefined ? undefined : source,
      validation,
      limit,
      expand: settings.expand ?? parts.expand,
    }),
  };
  return trainLine(flags, file);
}

function networkPart({ network }: Setup, { preset, changes = {} }: CommandParts): TrainFlags {
  if (preset === undefined) return networkFlags(network) ?? {};
  const { activation, output, cost, init } = changes;
  return present({ preset, activation, output, cost, init });
}
