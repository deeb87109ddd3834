/** The epochs of the book's graphs of speeds. */
export const lastEpoch = 500;

/** Before which of them the speeds are measured: often where they change quickly. */
export const measuredEpochs: readonly number[] = Array.from({ length: lastEpoch + 1 }, (_, epoch) => epoch).filter(
  (epoch) => epoch <= 10 || (epoch <= 100 && epoch % 5 === 0) || epoch % 20 === 0 || epoch === 499,
);
