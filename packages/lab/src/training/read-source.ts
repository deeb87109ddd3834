/** The reader's own files, read by the library's own sources: the same files are the same data sets here and in Node. */
import type { SetName } from "@nndl/words/set-names";
import { validationShare } from "@nndl/words/train-defaults";
import { type Dataset, splitByClass } from "nndl";
import {
  divideSource,
  type LeftOut,
  type OpenedSource,
  openSource,
  type SourceFile,
  type SourceOptions,
} from "nndl/sources";
import { dataIdentity } from "nndl/spec";
import { filesOfSets, type GivenFiles } from "./given-files.ts";
import { harmless } from "./harmless.ts";

/** What can be said about how files are to be read; each is found out where absent. */
export type ReadingOptions = Pick<SourceOptions, "pictures" | "target" | "targetKind" | "without" | "named">;

/** What was found in files: for people. Plain JSON. */
export interface SourceReport extends Pick<OpenedSource, "kind" | "remarks"> {
  /** How many examples each set has, and of each class; in the order in which they are used. */
  readonly sets: readonly { readonly name: SetName; readonly count: number; readonly byClass?: readonly number[] }[];
  /** Whether the test set was set aside from what there is to learn from, because the source has none. */
  readonly isCut: boolean;
  /** Half sentences: "cells separated by semicolons". */
  readonly how: readonly string[];
  /** The first of the files that were not used, and how many there are. */
  readonly leftOut: readonly LeftOut[];
  readonly leftOutCount: number;
  /** The columns of a table that can be the target, where it is one. */
  readonly columns?: readonly string[];
  /** Those that are. */
  readonly targets?: readonly string[];
  /** Tells what there is to learn from from any other examples, as `dataIdentity` does. */
  readonly hash: string;
}

/** A source, read and divided. */
export interface ReadSource {
  readonly files: GivenFiles;
  readonly report: SourceReport;
}

const mostLeftOut = 100;

/**
 * Reads files. A source without a test set gives a sixth of its examples for it, by class and by chance, as the command line
 * does.
 *
 * @throws NndlError "source.…", and what else the library's sources throw
 */
export async function readSource(
  files: readonly SourceFile[],
  options: ReadingOptions & Pick<SourceOptions, "name" | "onProgress">,
): Promise<ReadSource> {
  const source = await openSource(files, options);
  const { training, test, validation, isCut } = divided(source);
  const sets = {
    training,
    ...(validation === undefined ? {} : { validation }),
    ...(test === undefined ? {} : { test }),
  };
  const { kind, leftOut, remarks, about } = source;
  return {
    files: filesOfSets(sets),
    report: {
      ...{
        kind,
        isCut,
        how: about ?? [],
        leftOut: leftOut.slice(0, mostLeftOut).map(({ path, why }) => ({ path: harmless(path), why: harmless(why) })),
        leftOutCount: leftOut.length,
        hash: dataIdentity(training).hash,
      },
      sets: (Object.keys(sets) as SetName[]).map((name) => ({ name, ...countsOf(sets[name as "training"]) })),
      // What is left out is listed by itself.
      remarks: remarks
        .filter(({ code }) => code !== "data.left-out")
        .map((remark) => ({ ...remark, what: harmless(remark.what) })),
      ...columnsOf(training),
    },
  };
}

interface Divided extends Partial<Record<SetName, Dataset | undefined>> {
  readonly training: Dataset;
  readonly isCut: boolean;
}

function divided(source: OpenedSource): Divided {
  const { count } = source.training;
  const kept = count - Math.round((1 - validationShare) * count);
  if (source.test !== undefined || kept < 1) {
    const { parts, test, validation } = divideSource(source, (all) => [all]);
    return { training: parts[0]!, test, validation, isCut: false };
  }
  const { parts, validation } = divideSource(source, (all) =>
    splitByClass(all, [1 - validationShare, validationShare], { seed: 0 }),
  );
  return { training: parts[0]!, test: parts[1], validation, isCut: true };
}

function countsOf({ count, targets }: Dataset): { readonly count: number; readonly byClass?: readonly number[] } {
  if (targets.kind === "values") return { count };
  const byClass = new Array<number>(targets.classes).fill(0);
  for (const label of targets.labels) byClass[label]!++;
  return { count, byClass };
}

function columnsOf({ preparation }: Dataset): Pick<SourceReport, "columns" | "targets"> {
  if (preparation?.inputs.kind !== "table") return {};
  const inputs = preparation.inputs.columns.map(({ name }) => name);
  const meant = preparation.targets;
  const targets =
    meant?.kind === "values" ? meant.columns.map(({ name }) => name) : meant?.name === undefined ? [] : [meant.name];
  return { columns: [...inputs, ...targets], targets };
}
