/** What the book and its data have of its networks of two to four hidden layers; a test compares it with the experiments. */

/** ‖∂C/∂b‖ of each hidden layer before training, over a thousand images; of one run without a seed. */
export const bookSpeeds: Readonly<Record<number, readonly number[]>> = {
  2: [0.06574, 0.30922],
  3: [0.01184, 0.05997, 0.28314],
  4: [0.00298, 0.01708, 0.06954, 0.28514],
};
