import type { AbortSignalLike } from "../abort-signal.ts";
import type { Dataset, LeftOut, Preparation, UsedFile } from "../data/index.ts";
import type { Remark } from "../remarks.ts";
import type { NamedSource } from "./named/names.ts";
import type { PictureOptions } from "./pictures/options.ts";
import type { SourceFile } from "./source-file.ts";

export type { LeftOut, UsedFile } from "../data/index.ts";

/** What can be said about how a source is to be read; each is found out, or has a usual value, when absent. */
export interface SourceOptions {
  /** What errors call it; its location when absent. */
  readonly name?: string | undefined;
  /** How many classes there are; the largest label + 1 when absent. For labels that are numbers. */
  readonly classes?: number | undefined;
  /** How pictures become inputs. */
  readonly pictures?: PictureOptions | undefined;
  /** The column of a table that is to be learned: its name, several of them with commas between, or its number from 1. */
  readonly target?: string | undefined;
  /** Whether a target's numbers are classes or values; found out when absent. */
  readonly targetKind?: "classes" | "values" | undefined;
  /** Columns of a table that are no inputs. */
  readonly without?: readonly string[] | undefined;
  /** Whether the first row of a table names its columns; found out when absent. */
  readonly header?: boolean | undefined;
  /**
   * How a network's inputs are made, and what its outputs mean: the source is prepared alike, to ask the network about examples
   * that it has not seen, and refused where it has other classes. For sources that can be prepared, as pictures and tables are.
   */
  readonly preparation?: Preparation | undefined;
  /** Of a text: how many characters make a stretch, which is an example; 50, or as a network has it, when absent. */
  readonly steps?: number | undefined;
  /** Which well-known data set it is, where that is not said before its place and its files' names do not tell. */
  readonly named?: NamedSource | undefined;
  /** Told how far it is, in files or in bytes; at most every tenth of a second. */
  readonly onProgress?: ((progress: SourceProgress) => void) | undefined;
  /** Stops reading. */
  readonly signal?: AbortSignalLike | undefined;
}

/** How far a source has been read. */
export interface SourceProgress {
  readonly done: number;
  readonly of: number;
  readonly unit: "files" | "bytes";
}

/** A source, read. */
export interface OpenedSource {
  readonly name: string;
  /** What it is: "idx", "pictures", "table", "npz", …, or "mnist", which is known to the last byte. */
  readonly kind: string;
  /** What there is to learn from, in the order of the source. Of a table it is made when it is asked for: a copy asks. */
  readonly training: Dataset;
  /** What the source itself sets aside for testing; absent where it has no such part. */
  readonly test?: Dataset | undefined;
  /** What the source itself sets aside for validation. */
  readonly validation?: Dataset | undefined;
  readonly files: readonly UsedFile[];
  readonly leftOut: readonly LeftOut[];
  /** What was noticed. */
  readonly remarks: readonly Remark[];
  /** How it was read, where that was found out: half sentences, "cells separated by semicolons". */
  readonly about?: readonly string[] | undefined;
  /**
   * The examples of `training` at the given places, divided into parts, and the source's own parts beside them: inputs are
   * scaled by the first part alone, so that nothing of the others is known when it is learned from. Absent where inputs do
   * not depend on one another, and `training.pick` is the same.
   */
  readonly divide?: ((places: readonly ArrayLike<number>[]) => DividedSource) | undefined;
}

/** Parts of a source, made alike. */
export interface DividedSource {
  readonly parts: readonly Dataset[];
  readonly test?: Dataset | undefined;
  readonly validation?: Dataset | undefined;
}

/** One kind of source. */
export interface SourceReader {
  readonly kind: string;
  /** What to say that it is, in an error that lists what can be read: "IDX files, as MNIST's are". */
  readonly what: string;
  /**
   * Whether these files are its own. Readers are asked in their order and the first that says yes reads; it may look into
   * the beginning of a file, but should tell by names and as few bytes as it can.
   */
  recognizes(files: readonly SourceFile[]): Promise<boolean>;
  /** @throws NndlError for files that are damaged, or do not belong together */
  read(files: readonly SourceFile[], options: SourceOptions & { readonly name: string }): Promise<OpenedSource>;
}
