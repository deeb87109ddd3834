/** What was written, apart from what it was written on: from a grey image to ink between 0 (none) and 1 (full). */
import { NndlError } from "../../errors.ts";
import type { GreyImage } from "./grey-image.ts";
import { orderStatistic } from "./order.ts";
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
  const difference = new Float32Array(values.length);
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) difference[i] = values[i] - at(x, y);
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
  const places: number[] = [];
  for (let y = 0; y < height; y++) {
    const isEdge = y < thickness || y >= height - thickness;
    for (let x = 0; x < width; x++) {
      if (isEdge || x < thickness || x >= width - thickness) places.push(y * width + x);
    }
  }
  let border = pointsAt(places, width, values);
  // Where the digit touches the border it is not background: the half that fits worst is left out.
  const level = median(border.light.slice());
  let at: Surface = () => level;
  for (let round = 0; round < 3; round++) {
    const errors = errorsOf(border, at);
    // Those that fit alike stay in their order: a sum's bits depend on it.
    const order = new Uint32Array(errors.length).map((_, i) => i).sort((a, b) => errors[a] - errors[b] || a - b);
    border = inOrder(border, order);
    at = plane(border, Math.ceil(order.length / 2));
  }
  // 1.4826 times the median deviation is the standard deviation, were the unevenness normal.
  return { at, unevenness: 1.4826 * median(errorsOf(border, at)) };
}

/** Some pixels: where each is, and how light. */
interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly light: Float64Array;
}
type Surface = (x: number, y: number) => number;

function pointsAt(places: readonly number[], width: number, values: Float32Array): Points {
  return {
    x: Float64Array.from(places, (place) => place % width),
    y: Float64Array.from(places, (place) => Math.floor(place / width)),
    light: Float64Array.from(places, (place) => values[place]),
  };
}

function inOrder({ x, y, light }: Points, order: Uint32Array): Points {
  const ordered = (values: Float64Array) => {
    const result = new Float64Array(values.length);
    for (let i = 0; i < order.length; i++) result[i] = values[order[i]];
    return result;
  };
  return { x: ordered(x), y: ordered(y), light: ordered(light) };
}

function errorsOf({ x, y, light }: Points, at: Surface): Float64Array {
  const errors = new Float64Array(light.length);
  for (let i = 0; i < errors.length; i++) errors[i] = Math.abs(light[i] - at(x[i], y[i]));
  return errors;
}

/** The plane that fits the first of some points best (least squares); level where they cannot hold it up. */
function plane(points: Points, count: number): Surface {
  const mean = (of: (x: number, y: number, light: number) => number) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += of(points.x[i], points.y[i], points.light[i]);
    return sum / count;
  };
  const [cx, cy, c] = [mean((x) => x), mean((_, y) => y), mean((_x, _y, light) => light)];
  const [xx, xy, yy] = [mean((x) => (x - cx) ** 2), mean((x, y) => (x - cx) * (y - cy)), mean((_, y) => (y - cy) ** 2)];
  const [xv, yv] = [mean((x, _, v) => (x - cx) * (v - c)), mean((_, y, v) => (y - cy) * (v - c))];
  const determinant = xx * yy - xy * xy;
  if (determinant < 1e-6 * (xx + yy) ** 2) return () => c;
  const [slopeX, slopeY] = [(xv * yy - yv * xy) / determinant, (yv * xx - xv * xy) / determinant];
  return (x, y) => c + slopeX * (x - cx) + slopeY * (y - cy);
}

/** The smallest and the largest value, but for a few, which may be noise. */
function extremes(values: Float32Array): { lowest: number; highest: number } {
  const few = Math.floor(values.length / 20_000);
  const some = values.slice();
  return { lowest: orderStatistic(some, few), highest: orderStatistic(some, some.length - 1 - few) };
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
      const y = Math.floor(place / width);
      const x = place - y * width;
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

/** The values are sorted where they are. */
function median(values: Float64Array): number {
  return values.sort()[values.length >> 1];
}

function blank(name: string): NndlError {
  return new NndlError("image.blank", {
    problem: `${name} shows no digit: it is blank, or too faint to tell from its background`,
    next: "Give an image in which the digit stands out, with some background all around it.",
  });
}
