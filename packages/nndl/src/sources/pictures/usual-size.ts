import type { ImageInputs } from "../../data/index.ts";
import type { ImageSize } from "../../images/index.ts";
import type { Remark } from "../../remarks.ts";

/** The longest side that pictures are given by themselves: a dense layer on more has weights without end. */
const longest = 64;

/** A size, and what to say of it. */
export interface UsualSize extends ImageSize {
  readonly remark: Remark | undefined;
}

/**
 * The size that pictures of these sizes are brought to: their own where all have one, otherwise a square with their median
 * longer side; at most 64 pixels on the longer side, unless sizes are to be exact.
 *
 * @param sizes at least one
 */
export function usualSize(sizes: readonly ImageSize[], fit: ImageInputs["fit"]): UsualSize {
  const [first] = sizes as readonly [ImageSize, ...ImageSize[]];
  const areAlike = sizes.every(({ width, height }) => width === first.width && height === first.height);
  if (fit === "exact") return { width: first.width, height: first.height, remark: undefined };
  if (areAlike && Math.max(first.width, first.height) <= longest)
    return { width: first.width, height: first.height, remark: undefined };
  const sides = sizes.map(({ width, height }) => Math.max(width, height)).sort((a, b) => a - b);
  const side = Math.min(longest, sides[sides.length >> 1]!);
  const factor = side / Math.max(first.width, first.height);
  const scaled = (length: number) => Math.max(1, Math.floor(length * factor + 0.5));
  const size = areAlike ? { width: scaled(first.width), height: scaled(first.height) } : { width: side, height: side };
  const [smallest, largest] = [sides[0]!, sides.at(-1)!];
  const were = areAlike
    ? `${first.width} × ${first.height} pixels`
    : smallest === largest
      ? `${largest} pixels on their longer side`
      : `${smallest} to ${largest} pixels on their longer side`;
  return {
    ...size,
    remark: {
      code: "data.picture-size",
      what: `The pictures have ${were}, and were brought to ${size.width} × ${size.height}.`,
      next: "Choose another size if that shows too little of them.",
    },
  };
}
