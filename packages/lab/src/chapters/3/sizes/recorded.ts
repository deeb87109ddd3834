/**
 * Percent of the validation images that the networks of `nndl reproduce ch3/training-set-size` read, by the size of the training set: a row
 * for each of the seeds 1 to 5. A test compares them with the results.
 */
export const recorded: readonly (readonly number[])[] = [
  [69.21, 75.91, 85.66, 88.99, 91.18, 93.49, 94.57, 95.36, 96.31],
  [69.17, 76.02, 85.41, 88.51, 91.01, 93.34, 94.65, 95.55, 95.56],
  [69.61, 76.58, 85.28, 88.49, 91.13, 93.45, 94.65, 95.44, 95.84],
  [68.47, 75.56, 85.31, 88.71, 91.36, 93.79, 94.67, 95.73, 96.32],
  [69.13, 76.25, 85.56, 88.8, 91.24, 93.1, 94.46, 95.6, 96.39],
];
