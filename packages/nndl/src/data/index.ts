/** Examples to learn from: what a data set is, and where one comes from. */
export { type AverageDarkness, averageDarkness } from "./darkness.ts";
export {
  type ClassTargets,
  Dataset,
  type DatasetParts,
  type Labels,
  type TargetKind,
  type Targets,
  type ValueTargets,
} from "./dataset.ts";
export {
  type Bending,
  bookRotation,
  checkDistortion,
  type Distortion,
  type DistortOptions,
  distorted,
  type Elastic,
  expandByShifts,
  type Motion,
  moveImage,
  type ShiftOptions,
} from "./expansion/index.ts";
export { type Fold, folds } from "./folds.ts";
export { autoencoder, classification, type RowOptions, type Rows, regression } from "./from-rows.ts";
export { checkDataset, checkOneLabelEach } from "./given-dataset.ts";
export { gunzip, type UnpackedLimit } from "./gunzip.ts";
export { type IdxArray, type IdxValues, idxLength, parseIdx } from "./idx.ts";
export { type IdxDatasetOptions, idxDataset } from "./idx-dataset.ts";
export { idxDirectory, type TrainingAndTest } from "./idx-directory.ts";
export { idxFilesUnder } from "./idx-files.ts";
export { idxRoles, roleOf } from "./idx-roles.ts";
export { type IdxSet, readIdxSet } from "./idx-set.ts";
export { inputNames, madeInputs } from "./made-inputs.ts";
export { type Mnist, mnist } from "./mnist.ts";
export { mnistPreparation } from "./mnist-files.ts";
export { onOrder } from "./on-order.ts";
export { PIXEL_SCALE } from "./parts.ts";
export { permuted } from "./permuted.ts";
export { type NumberArray, type Pixels, pixelsOf } from "./pixels.ts";
export {
  type ClassNames,
  checkFitting,
  checkPreparation,
  type ImageInputs,
  inputSizeOf,
  type MadeInput,
  type NumberColumn,
  type Preparation,
  type TableColumn,
  type TableInputs,
  type TextInputs,
  type ValueScales,
  type WordColumn,
} from "./preparation.ts";
export { folderOf, type LeftOut, nameOf, type SourceFile, type UsedFile } from "./source-file.ts";
export { split } from "./split.ts";
export { type DivisionOptions, splitByClass } from "./split-by-class.ts";
