/** Well-known networks by name. */
export {
  type CharLstmOptions,
  charLstm,
  ciresan2010,
  type KshOptions,
  ksh,
  lenet5,
  lstmRows,
  type Preset,
  type PresetName,
  type PresetTraining,
  presetNames,
  presets,
} from "../presets/index.ts";
