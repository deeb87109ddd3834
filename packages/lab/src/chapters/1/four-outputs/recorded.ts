/**
 * How many of the 10,000 test images were read right after each of 30 epochs by the networks of this figure: what the text
 * says of them, and what training them here gives again. A test trains the first epoch anew.
 */

/** Ten outputs, seed 1: the first network itself. */
export const tenOutputs: readonly number[] = [
  9103, 9259, 9356, 9366, 9394, 9404, 9365, 9457, 9414, 9462, 9475, 9465, 9466, 9505, 9483, 9512, 9509, 9500, 9506,
  9484, 9523, 9499, 9481, 9512, 9482, 9520, 9501, 9512, 9524, 9523,
];

/** Four outputs, seeds 1 to 3. */
export const fourBits: readonly [readonly number[], readonly number[], readonly number[]] = [
  [
    8585, 8734, 8860, 8970, 9031, 9026, 9078, 9155, 9181, 9159, 9170, 9148, 9163, 9216, 9190, 9227, 9113, 9202, 9162,
    9196, 9209, 9236, 9173, 9226, 9221, 9224, 9261, 9174, 9269, 9236,
  ],
  [
    8668, 8876, 8982, 9082, 9115, 9076, 9146, 9122, 9100, 9167, 9167, 9148, 9204, 9195, 9240, 9226, 9259, 9209, 9241,
    9252, 9219, 9254, 9221, 9242, 9227, 9257, 9232, 9255, 9273, 9231,
  ],
  [
    8505, 8817, 8972, 8944, 9082, 9074, 9129, 9155, 9138, 9187, 9089, 9187, 9216, 9118, 9175, 9196, 9208, 9233, 9208,
    9246, 9225, 9235, 9264, 9197, 9229, 9249, 9215, 9213, 9255, 9239,
  ],
];
