import { availableParallelism } from "node:os";
import { plural } from "@nndl/words/numbers";
import { shellQuote } from "@nndl/words/shell-quote";
import type { Context } from "../context.ts";
import { checkWritable } from "../files.ts";
import { lock } from "../training/lock.ts";
import { commandName } from "../training/shell.ts";
import type { EnsembleFolder } from "./folder.ts";
import type { EnsembleOptions } from "./options.ts";
import { MembersView } from "./progress.ts";
import { setupFor } from "./setup.ts";
import { trainMembers } from "./train-members.ts";

/** Trains what is not trained yet; returns nothing when it was interrupted. */
export async function trainTogether(
  context: Context,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<EnsembleFolder | undefined> {
  const { jobs = availableParallelism() } = options as EnsembleOptions;
  const { folder, setup } = setupFor(args, options);
  checkWritable(folder.path);
  folder.write(setup);
  const unlock = lock(folder.path);
  const seeds = Array.from({ length: setup.members }, (_, i) => setup.seed + i);
  const folders = folder.members(setup);
  const { style } = context.out;
  context.emit({ type: "start", run: folder.path, seeds, options: setup.options });
  context.print(
    style.bold(`${plural(setup.members, "network")}, seeds ${seeds[0]} to ${seeds.at(-1)}`),
    style.dim(`nndl train ${setup.options.map(shellQuote).join(" ")}`),
    style.dim(folder.name),
    "",
  );
  const view = new MembersView(context, seeds);
  let isFinished: boolean;
  try {
    isFinished = await trainMembers({
      folders,
      seeds,
      options: setup.options,
      jobs,
      signal,
      onStart: (...event) => view.onStart(...event),
      onEpoch: (...event) => view.onEpoch(...event),
      onEnd: (...event) => view.onEnd(...event),
    });
  } finally {
    view.close();
    unlock();
  }
  if (isFinished) {
    context.print("");
    return folder;
  }
  const again = `${commandName(context.environment)} ensemble --resume ${shellQuote(folder.name)}`;
  context.emit({ type: "interrupted", resume: again });
  context.print("", `${style.yellow("Interrupted.")} Everything is saved; to go on:`, `  ${style.cyan(again)}`);
  return undefined;
}
