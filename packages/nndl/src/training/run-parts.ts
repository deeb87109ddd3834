import type { Dataset } from "../data/index.ts";
import type { Network } from "../network/index.ts";
import type { Course } from "./course.ts";
import type { EpochImages } from "./epoch-images.ts";
import type { CheckedOptions } from "./options.ts";
import type { Standing } from "./standing.ts";

/** What a run is made of: all that is given and checked, and where it stands. */
export interface RunParts {
  readonly network: Network;
  readonly data: Dataset;
  readonly options: CheckedOptions;
  /** Another one where settings change. */
  course: Course;
  /** What each epoch trains on instead of the data, where images are distorted. */
  readonly images: EpochImages | undefined;
  /** What each training example's cost is multiplied by, where some count more than others. */
  readonly weights: Float32Array | undefined;
  readonly standing: Standing;
}
