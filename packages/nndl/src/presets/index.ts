/** Well-known networks by name. */
import { charLstmPreset } from "./char-lstm.ts";
import { ciresan2010Preset } from "./ciresan2010.ts";
import { kshPreset } from "./ksh.ts";
import { lenet5Preset } from "./lenet5.ts";
import { lstmRowsPreset } from "./lstm-rows.ts";

export { type CharLstmOptions, charLstm } from "./char-lstm.ts";
export { ciresan2010 } from "./ciresan2010.ts";
export { type KshOptions, ksh } from "./ksh.ts";
export { lenet5 } from "./lenet5.ts";
export { lstmRows } from "./lstm-rows.ts";
export type { Preset, PresetTraining } from "./preset.ts";

/** Every preset by name. A new one is a file in this folder and a line here. */
export const presets = {
  lenet5: lenet5Preset,
  ksh: kshPreset,
  ciresan2010: ciresan2010Preset,
  "lstm-rows": lstmRowsPreset,
  "char-lstm": charLstmPreset,
};

/** "lenet5", "ksh", "ciresan2010", "lstm-rows" or "char-lstm". */
export type PresetName = keyof typeof presets;
/** The names of all presets. */
export const presetNames = Object.keys(presets) as readonly PresetName[];
