/** For tests: central differences, as the gradient check takes them. */
export const differenceTolerance = { rtol: 1e-3, atol: 1e-5 };
const epsilon = 1e-6;

/** ∂f/∂x_j for every j, by (f(x + ε) − f(x − ε)) / 2ε in float64. */
export function centralDifferences(f: (x: Float64Array) => number, x: Float64Array): Float64Array {
  return x.map((_, j) => {
    const moved = (by: number) => f(x.map((value, k) => (k === j ? value + by : value)));
    return (moved(epsilon) - moved(-epsilon)) / (2 * epsilon);
  });
}
