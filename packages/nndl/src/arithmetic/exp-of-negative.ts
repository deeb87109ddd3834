/** e^x for x ≤ 0, to within 1e−13 of its value down to −700, and 0 below; of + × ÷ alone. */
export function expOfNegative(x: number): number {
  if (x < -700) return 0;
  let small = x;
  let squarings = 0;
  while (small < -0.125) {
    small /= 2;
    squarings++;
  }
  let result = 1;
  for (let k = 12; k >= 1; k--) result = 1 + (result * small) / k;
  for (; squarings > 0; squarings--) result *= result;
  return result;
}
