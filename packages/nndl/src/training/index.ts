export type { EpochEvent, EpochRecord, Measurement, MiniBatchEvent, StopReason, TrainingEvent } from "./events.ts";
export type { TrainOptions } from "./options.ts";
export { type TrainingOutcome, TrainingRun } from "./run.ts";
export { checkSettings, type EarlyStopping, type TrainingSettings, type Watch } from "./settings.ts";
export { type Cursor, fingerprint, type TrainingSnapshot } from "./snapshot.ts";
export { train } from "./train.ts";
