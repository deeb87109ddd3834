export type { EpochEvent, EpochRecord, Measurement, MiniBatchEvent, TrainingEvent } from "./events.ts";
export { type StopReason, type TrainingOutcome, TrainingRun } from "./run.ts";
export { checkSettings, type EarlyStopping, type TrainingSettings, type TrainOptions, type Watch } from "./settings.ts";
export { type Cursor, fingerprint, type TrainingSnapshot } from "./snapshot.ts";
export { train } from "./train.ts";
