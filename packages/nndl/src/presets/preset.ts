import type { OptimizerSpec, ScheduleSpec } from "../functions/index.ts";
import type { NetworkInput } from "../network/index.ts";

/** How a well-known network is trained when nobody says otherwise. */
export interface PresetTraining {
  readonly epochs: number;
  readonly miniBatchSize: number;
  readonly learningRate: number;
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** What a weight loses with each update, as a part of itself and of the learning rate: λ/n in the book's notation. */
  readonly weightDecay: number;
}

/** A well-known network, with what it was made for. */
export interface Preset {
  /** One line for people. */
  readonly title: string;
  readonly source: string;
  /** Its description; a seed for the first weights may be given. Networks of texts take how many characters there are, too. */
  network(options?: { readonly seed?: number | undefined }): NetworkInput;
  readonly training: PresetTraining;
  /** The examples that it takes when nobody names any; a "text" must be named, and the network is made for its characters. */
  readonly data: "mnist" | "generated" | "text";
}
