/** How opaque the pixels of a picture with losses are (RFC 9649, section 2.7.1.2). */
import { BrokenPicture } from "./broken.ts";
import { readArgb } from "./lossless.ts";

/** @throws BrokenPicture */
export function readAlpha(data: Uint8Array, width: number, height: number): Uint8Array {
  if (data.length === 0) throw new BrokenPicture("an end in its transparency");
  const [packing, filter] = [data[0]! & 3, (data[0]! >> 2) & 3];
  const alpha = new Uint8Array(width * height);
  if (packing === 0) {
    if (data.length - 1 < alpha.length) throw new BrokenPicture("an end in its transparency");
    alpha.set(data.subarray(1, 1 + alpha.length));
  } else if (packing === 1) {
    const argb = readArgb(data.subarray(1), width, height);
    for (let i = 0; i < alpha.length; i++) alpha[i] = (argb[i]! >>> 8) & 255;
  } else throw new BrokenPicture("transparency that is packed in no known way");
  if (filter > 0) addNeighbours(alpha, width, filter);
  return alpha;
}

/** Undoes that each number was written as the difference from what its neighbours let expect. */
function addNeighbours(alpha: Uint8Array, width: number, filter: number): void {
  for (let i = 1; i < alpha.length; i++) {
    const x = i % width;
    const [left, above] = [x > 0 ? alpha[i - 1]! : 0, i >= width ? alpha[i - width]! : 0];
    const isAtEdge = x === 0 || i < width;
    const expected = isAtEdge
      ? x === 0
        ? above
        : left
      : filter === 1
        ? left
        : filter === 2
          ? above
          : Math.min(255, Math.max(0, left + above - alpha[i - width - 1]!));
    alpha[i] = alpha[i]! + expected;
  }
}
