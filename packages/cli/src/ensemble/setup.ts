/** What is to be trained, and where. */
import { defaults } from "@nndl/words/train-defaults";
import { UsageError } from "../usage-error.ts";
import { type EnsembleFolder, type EnsembleSetup, newEnsembleFolder, newestEnsemble } from "./folder.ts";
import { memberArguments } from "./member-options.ts";
import type { EnsembleOptions } from "./options.ts";

/**
 * What is to be trained, and where: what is asked for, and for what is not said, what the folder says already.
 *
 * @throws UsageError "option.resume", "option.seed", "ensemble.folder"
 */
export function setupFor(
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): { folder: EnsembleFolder; setup: EnsembleSetup } {
  const { train, seed } = options as EnsembleOptions;
  const folder = folderFor(options as EnsembleOptions);
  const stored = folder.isBegun ? folder.read() : undefined;
  const given = [...args, ...memberArguments(options)];
  const members = train ?? stored?.members;
  if (members === undefined)
    throw new UsageError("option.resume", {
      received: `${folder.name}, which is not one`,
      expected: "--resume must be given the folder of an ensemble",
      next: "Name another, or begin one with --train.",
    });
  if (stored !== undefined && seed !== undefined && seed !== stored.seed)
    throw new UsageError("option.seed", {
      received: String(seed),
      expected: `the ensemble ${folder.name} must go on as it began, with the seed ${stored.seed}`,
      next: "Leave --seed out, or choose another folder with --out.",
    });
  return {
    folder,
    setup: {
      members,
      seed: seed ?? stored?.seed ?? defaults.seed,
      options: given.length > 0 ? given : (stored?.options ?? []),
    },
  };
}

function folderFor({ train, out, resume }: EnsembleOptions): EnsembleFolder {
  if (typeof resume === "string") return newEnsembleFolder(resume, 0, new Date());
  if (resume === undefined || out !== undefined) return newEnsembleFolder(out, train ?? 0, new Date());
  const newest = newestEnsemble();
  if (newest !== undefined) return newest;
  throw new UsageError("option.resume", {
    problem: "there is no ensemble under runs/ to resume",
    next: "Name its folder, or begin one: nndl ensemble --train 5.",
  });
}
