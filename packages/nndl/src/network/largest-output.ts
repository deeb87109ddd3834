/**
 * The place of the largest output, of equal ones the first; −1 where one of them is no number, and so none is the largest.
 */
export function largestOutput(outputs: ArrayLike<number>): number {
  let best = 0;
  for (let j = 0; j < outputs.length; j++) {
    if (Number.isNaN(outputs[j])) return -1;
    if (outputs[j]! > outputs[best]!) best = j;
  }
  return best;
}
