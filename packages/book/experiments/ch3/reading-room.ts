/** Images as the reading room's programs take them. */
import type { Dataset } from "nndl";

/** Each image as ordinary numbers, with what is wanted of it. */
export function pairsOf<Wanted>(images: Dataset, wanted: (i: number) => Wanted): [number[], Wanted][] {
  return Array.from({ length: images.count }, (_, i) => [[...images.input(i)], wanted(i)]);
}
