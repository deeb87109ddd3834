/** What is found in a picture, and what is said about it: the words that finding, cutting and reading share. */
import type { Box } from "./resample.ts";
import type { SeenDigit } from "./see.ts";

/** A digit of a picture. */
export interface FoundDigit {
  /** What a network is shown of it. */
  readonly seen: SeenDigit;
  /** Where it is, in pixels of the picture. */
  readonly box: Box;
}

/** What a remark is about; stable, for programs. */
export type PictureRemarkKind =
  /** What was left out is no digit: lines, a frame, an edge, a spot. */
  | "left-out"
  /** Several digits were found, or one that may be several. */
  | "several"
  /** It is not clear what belongs to the digit, or whether there is one. */
  | "unclear"
  /** The network is not sure of its answer. */
  | "unsure"
  /** All of it is almost black, or almost of one shade. */
  | "faint";

/** Something that whoever gets the answer should know. */
export interface PictureRemark {
  readonly about: PictureRemarkKind;
  /** One sentence. */
  readonly text: string;
  /** The digit that it concerns, counted from 0; absent where it is the whole picture. */
  readonly digit?: number;
}

/** What is found in a picture before a network is asked. */
export interface FoundDigits {
  /** In reading order: rows from the top, each from the left. At least one. */
  readonly digits: readonly FoundDigit[];
  readonly remarks: readonly PictureRemark[];
}

/** A digit, and a network's outputs for it. */
export interface ReadDigit extends FoundDigit {
  readonly outputs: readonly number[];
  /** The class with the largest output; the first of equals. */
  readonly prediction: number;
}

/** What a network reads in a picture. */
export interface PictureReading {
  /** In reading order. At least one. */
  readonly digits: readonly ReadDigit[];
  readonly remarks: readonly PictureRemark[];
}

/** A network's outputs for each of some inputs. */
export type AskNetwork = (
  inputs: readonly Float32Array[],
) => readonly ArrayLike<number>[] | Promise<readonly ArrayLike<number>[]>;
