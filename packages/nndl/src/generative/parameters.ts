/** The parameters of a machine, all that training changes. */
export interface MachineParameters {
  /** [hidden, visible]: row j has the weights between hidden unit j and every visible unit. */
  readonly weights: Float32Array;
  readonly visibleBiases: Float32Array;
  readonly hiddenBiases: Float32Array;
}

/** The names of the parameters, as they stand in files. */
export const parameterNames = ["weights", "visibleBiases", "hiddenBiases"] as const;
export type MachineParameterName = (typeof parameterNames)[number];
