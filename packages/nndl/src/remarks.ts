/** What is no error and yet mostly a mistake: said once, where people look, and never in the way. */

/** Every code that a remark may have, and what it says: stable, for programs; the words may change. */
export interface RemarkCodes {
  /** Files of a source were not used. */ "data.left-out": string;
  /** Numbers of images that are no bytes were plainly pixels, and were scaled. */ "data.pixels": string;
  /** Numbers of images are no pixels, and large. */ "data.range": string;
  /** Pictures dark on light were turned round, so that ink is light on black. */ "data.polarity": string;
}

export type RemarkCode = keyof RemarkCodes;

/** One remark. Plain JSON. */
export interface Remark {
  readonly code: RemarkCode;
  /** What was noticed: a sentence. */
  readonly what: string;
  /** What to do where it was not meant so: a sentence. */
  readonly next?: string | undefined;
}
