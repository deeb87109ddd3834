/** Points of a function's graph: so many, equally far apart, both ends included. */
export function sample(f: (x: number) => number, from: number, to: number, count = 400): [number, number][] {
  return Array.from({ length: count }, (_, i) => {
    const x = from + ((to - from) * i) / (count - 1);
    return [x, f(x)];
  });
}
