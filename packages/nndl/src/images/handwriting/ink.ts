/** What was written, apart from what it was written on: from a grey image to ink between 0 (none) and 1 (full). */
import { NndlError } from "../../errors.ts";
import type { GreyImage } from "./grey-image.ts";
import { resample } from "./resample.ts";

/** Ink, and whether it is darker than the background. */
export interface Ink extends GreyImage {
  readonly darkOnLight: boolean;
}

/** A larger image is made smaller first: twenty pixels are wanted, and averaging removes a camera's noise. */
const longestSide = 400;

/** What is fainter than this share of the full contrast is background: paper, shadows, the traces of compression. */
const faintest = 0.15;

/** Ink must stand out from the background by this much of the way from black to white. */
const leastContrast = 0.08;

/** Ink and background must be further apart than this many times the background's unevenness. */
const leastSignal = 6;

/** A separate spot with less than this share of the largest one's ink is dirt. */
const smallestPart = 0.03;

/**
 * Finds the ink of an image.
 *
 * The border tells what the background is: a plane is fitted to its lightness, so that light from one side does no harm.
 * Ink is what differs from that plane, in the direction in which more does, as a share of the strongest difference.
 * What is no stronger than the background's own unevenness is dropped, and so are specks.
 *
 * @throws NndlError "image.blank" when nothing stands out
 */
export function findInk(image: GreyImage, name: string): Ink {
  const shrunk = shrink(image);
  const { width, height, values } = shrunk;
  const { at, unevenness } = background(shrunk);
  const difference = values.map((value, i) => value - at(i % width, Math.floor(i / width)));
  const { lowest, highest } = extremes(difference);
  const darkOnLight = -lowest > highest;
  const contrast = Math.max(-lowest, highest);
  if (contrast < leastContrast || contrast < leastSignal * unevenness) throw blank(name);
  const threshold = Math.max(faintest, (leastSignal / 2) * (unevenness / contrast));
  const ink = difference.map((value) => {
    const strength = Math.min(1, (darkOnLight ? -value : value) / contrast);
    return strength < threshold ? 0 : strength;
  });
  removeSpecks(ink, width, height);
  return { width, height, values: ink, darkOnLight };
}

function shrink(image: GreyImage): GreyImage {
  const factor = longestSide / Math.max(image.width, image.height);
  if (factor >= 1) return image;
  const side = (length: number) => Math.max(1, Math.round(length * factor));
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  return resample(image, whole, side(image.width), side(image.height));
}

/** A plane through the lightness of the border, and how far the border typically is from it. */
function background({ width, height, values }: GreyImage) {
  const thickness = Math.max(1, Math.round(Math.min(width, height) * 0.03));
  let border: Point[] = [];
  for (let y = 0; y < height; y++) {
    const isEdge = y < thickness || y >= height - thickness;
    for (let x = 0; x < width; x++) {
      if (isEdge || x < thickness || x >= width - thickness) border.push([x, y, values[y * width + x]]);
    }
  }
  // Where the digit touches the border it is not background: the half that fits worst is left out.
  const level = median(border.map(([, , value]) => value));
  let at: Surface = () => level;
  const error = ([x, y, value]: Point) => Math.abs(value - at(x, y));
  for (let round = 0; round < 3; round++) {
    border = [...border].sort((a, b) => error(a) - error(b));
    at = plane(border.slice(0, Math.ceil(border.length / 2)));
  }
  // 1.4826 times the median deviation is the standard deviation, were the unevenness normal.
  return { at, unevenness: 1.4826 * median(border.map(error)) };
}

type Point = readonly [x: number, y: number, value: number];
type Surface = (x: number, y: number) => number;

/** The plane that fits best (least squares); level where its points cannot hold it up. */
function plane(points: readonly Point[]): Surface {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [cx, cy, c] = [mean(([x]) => x), mean(([, y]) => y), mean(([, , value]) => value)];
  const [xx, xy, yy] = [
    mean(([x]) => (x - cx) ** 2),
    mean(([x, y]) => (x - cx) * (y - cy)),
    mean(([, y]) => (y - cy) ** 2),
  ];
  const [xv, yv] = [mean(([x, , v]) => (x - cx) * (v - c)), mean(([, y, v]) => (y - cy) * (v - c))];
  const determinant = xx * yy - xy * xy;
  if (determinant < 1e-6 * (xx + yy) ** 2) return () => c;
  const [slopeX, slopeY] = [(xv * yy - yv * xy) / determinant, (yv * xx - xv * xy) / determinant];
  return (x, y) => c + slopeX * (x - cx) + slopeY * (y - cy);
}

/** The smallest and the largest value, but for a few, which may be noise. */
function extremes(values: Float32Array): { lowest: number; highest: number } {
  const sorted = values.slice().sort();
  const few = Math.floor(values.length / 20_000);
  return { lowest: sorted[few], highest: sorted[sorted.length - 1 - few] };
}

/** Clears every connected part (corners connect) that has little ink beside the largest. */
function removeSpecks(ink: Float32Array, width: number, height: number): void {
  const seen = new Uint8Array(ink.length);
  const parts: { readonly places: number[]; readonly amount: number }[] = [];
  for (let start = 0; start < ink.length; start++) {
    if (ink[start] === 0 || seen[start]) continue;
    const places = [start];
    seen[start] = 1;
    let amount = 0;
    for (let next = 0; next < places.length; next++) {
      const place = places[next];
      amount += ink[place];
      const [x, y] = [place % width, Math.floor(place / width)];
      for (let j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
        for (let i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
          const neighbour = j * width + i;
          if (ink[neighbour] === 0 || seen[neighbour]) continue;
          seen[neighbour] = 1;
          places.push(neighbour);
        }
      }
    }
    parts.push({ places, amount });
  }
  const largest = Math.max(...parts.map(({ amount }) => amount));
  for (const { places, amount } of parts) {
    if (amount < smallestPart * largest) for (const place of places) ink[place] = 0;
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function blank(name: string): NndlError {
  return new NndlError("image.blank", {
    problem: `${name} shows no digit: it is blank, or too faint to tell from its background`,
    next: "Give an image in which the digit stands out, with some background all around it.",
  });
}
