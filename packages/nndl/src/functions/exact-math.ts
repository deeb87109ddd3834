/**
 * Functions of float64 made of + − × alone, so that every JavaScript engine gives the same bits.
 * `Math.cos` and `Math.pow` may differ between engines in the last place, and a learning rate decides every weight.
 */

/** base^exponent for a whole exponent ≥ 0, by repeated squaring. */
export function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** cos(π x) for x in [0, 1], to within 1e−15. */
export function cosPi(x: number): number {
  if (x > 0.5) return -cosPi(1 - x);
  if (x > 0.25) return sinSeries(Math.PI * (0.5 - x));
  return cosSeries(Math.PI * x);
}

/** The Taylor series up to x^16 / 16!, for |x| ≤ π/4: what is left out is below 1e−17. */
function cosSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let k = 16; k >= 2; k -= 2) sum = 1 - (sum * square) / (k * (k - 1));
  return sum;
}

function sinSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let k = 17; k >= 3; k -= 2) sum = 1 - (sum * square) / (k * (k - 1));
  return x * sum;
}
