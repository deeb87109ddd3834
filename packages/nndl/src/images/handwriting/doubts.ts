/** Whether a network's answer can be trusted: how sure it is, and whether it stays with it when little changes. */
import { centerDigit } from "./center.ts";
import type { GreyImage, ImageSize } from "./grey-image.ts";
import type { PictureRemark } from "./picture.ts";
import { inkAsBytes } from "./see.ts";
import { strokeWidth, thicken } from "./thicken.ts";

/** Below this share of all outputs, or of 1, the largest is no clear answer. */
const leastSure = 0.6;

/** So much of the largest output makes another one a rival. */
const rivals = 0.4;

/** A share of 1 at which an answer stands, though one of the ways to see the digit differently gives another. */
const verySure = 0.9;

/** A digit a little differently seen: turned to both sides, bolder, and with its faint ink left out. */
export function variantsOf(ink: GreyImage, field: ImageSize): Float32Array[] {
  const turn = (8 * Math.PI) / 180;
  const bolder = thicken(ink, Math.max(1, 0.3 * strokeWidth(ink)));
  const crisper = { ...ink, values: ink.values.map((value) => (value < 0.5 ? 0 : value)) };
  return [turned(ink, turn), turned(ink, -turn), bolder, crisper].map((variant) =>
    inkAsBytes(centerDigit(variant, field).values),
  );
}

function turned({ width, height, values }: GreyImage, angle: number): GreyImage {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const side = Math.ceil(Math.hypot(width, height));
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : values[y * width + x]);
  const result = new Float32Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [dx, dy] = [x + 0.5 - side / 2, y + 0.5 - side / 2];
      const [u, v] = [cos * dx + sin * dy + width / 2 - 0.5, cos * dy - sin * dx + height / 2 - 0.5];
      const [i, j] = [Math.floor(u), Math.floor(v)];
      const [a, b] = [u - i, v - j];
      result[y * side + x] =
        (at(i, j) * (1 - a) + at(i + 1, j) * a) * (1 - b) + (at(i, j + 1) * (1 - a) + at(i + 1, j + 1) * a) * b;
    }
  return { width: side, height: side, values: result };
}

/** What is to be said of an answer, where it is not clear. */
export function doubtOf(
  outputs: readonly number[],
  variants: readonly ArrayLike<number>[],
  digit: number,
): PictureRemark | undefined {
  const order = [...outputs.keys()].sort((a, b) => outputs[b] - outputs[a]);
  const [first, second] = order;
  const isShare = outputs.every((value) => value >= 0 && value <= 1);
  if (isShare && outputs[second] > rivals * outputs[first])
    return { about: "unsure", text: `The network is not sure: it may be ${first} or ${second}.`, digit };
  if (isShare && outputs[first] < leastSure)
    return { about: "unsure", text: `The network is not sure that it is ${first}, or any other.`, digit };
  const others = variants.map(largestAt).filter((answer) => answer !== first);
  if (others.length > (isShare && outputs[first] > verySure ? 1 : 0))
    return {
      about: "unsure",
      text: `Seen a little differently (turned, bolder, crisper) it is read as ${[...new Set(others)].sort().join(" or ")}.`,
      digit,
    };
  return undefined;
}

function largestAt(outputs: ArrayLike<number>): number {
  let best = 0;
  for (let j = 1; j < outputs.length; j++) if (outputs[j] > outputs[best]) best = j;
  return best;
}
