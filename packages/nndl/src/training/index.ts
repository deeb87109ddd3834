export type { AbortSignalLike } from "../abort-signal.ts";
export type { AdversarialTraining, AdversarialTrainingInput } from "./adversarial-training.ts";
export { type ChangeableSettings, type SettingsChange, settingsAt } from "./changes.ts";
export { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
export { Checkpoints, type FoundCheckpoint } from "./checkpoints.ts";
export type { Cursor } from "./cursor.ts";
export { type DataIdentity, dataIdentity } from "./data-identity.ts";
export type {
  ClassMeasurement,
  DescentRecord,
  EpochEvent,
  EpochRecord,
  Evaluated,
  Measurement,
  MiniBatchEvent,
  StopReason,
  TrainingEvent,
  ValueMeasurement,
} from "./events.ts";
export type { ClassWeights } from "./example-weights.ts";
export type {
  ChangedSettings,
  FullBatchOptions,
  Incomplete,
  PlannedChange,
  Resumable,
  ResumeOptions,
  TrainOptions,
} from "./options.ts";
export { type TrainingOutcome, TrainingRun } from "./run.ts";
export { checkSettings, type EarlyStopping, type TrainingSettings, type Watch } from "./settings.ts";
export type { TrainingSnapshot } from "./snapshot.ts";
export { train } from "./train.ts";
