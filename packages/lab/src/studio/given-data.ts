import type { GivenFiles } from "../training/given-files.ts";
import type { DataShape } from "./draft.ts";

/** Files of the reader's, and what is known of them. */
export interface GivenData {
  readonly files: GivenFiles;
  readonly shape: DataShape;
  /** What was found in them, for people. */
  readonly about: string;
  /** What the classes are called; their numbers when absent. */
  readonly names?: readonly string[];
}
