/** What the machine begins with: numbers of one decimal and no neuron near its ends, so that one can calculate along. */
export const start: {
  readonly sizes: string;
  readonly numbers: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
} = {
  sizes: "2-3-2",
  numbers: [0.8, -0.4, -1, 0.6, 0.2, 1, 1, -0.5, 0.3, -0.6, 0.9, 0.7, 0.1, 0.2, -0.5, 0.2, -0.4],
  x: [0.5, 1],
  y: [1, 0],
};
