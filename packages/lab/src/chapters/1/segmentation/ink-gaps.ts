import type { Strip } from "nndl/images";

/** Where to cut a strip if one cuts wherever there is no ink: in the middle of every blank stretch that has ink on both sides. */
export function inkGaps({ width, values }: Strip): number[] {
  const height = values.length / width;
  const isBlank = (x: number) =>
    Array.from({ length: height }, (_, y) => values[y * width + x]!).every((ink) => ink === 0);
  const inked = Array.from({ length: width }, (_, x) => x).filter((x) => !isBlank(x));
  return inked.flatMap((x, i) => {
    const before = inked[i - 1];
    return before === undefined || x - before < 2 ? [] : [Math.round((before + 1 + x) / 2)];
  });
}
