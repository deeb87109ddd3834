/** A block as its neighbours above and to the left let expect it, and what its coefficients add (RFC 6386, sections 12 and 14). */
import type { Plane } from "./plane.ts";

/** How a whole block is predicted. */
export type Kind = "mean" | "vertical" | "horizontal" | "slope";

/**
 * Predicts a block of 16 × 16 or 8 × 8 and adds its coefficients, 16 for each 4 × 4.
 *
 * @param from where the block's coefficients begin
 */
export function predict(
  plane: Plane,
  column: number,
  row: number,
  kind: Kind,
  coefficients: Int16Array,
  from: number,
): void {
  const { values, stride, side } = plane;
  const at = plane.at(column, row);
  const corner = values[at - stride - 1]!;
  const mean = kind === "mean" ? meanOf(plane, at, column > 0, row > 0) : 0;
  for (let y = 0; y < side; y++) {
    const line = at + y * stride;
    const left = values[line - 1]!;
    for (let x = 0; x < side; x++) {
      const above = values[at - stride + x]!;
      values[line + x] =
        kind === "mean"
          ? mean
          : kind === "vertical"
            ? above
            : kind === "horizontal"
              ? left
              : clamp(left + above - corner);
    }
  }
  const each = side >> 2;
  for (let part = 0; part < each * each; part++) {
    const place = at + 4 * (Math.floor(part / each) * stride + (part % each));
    addCoefficients(values, place, stride, coefficients, from + 16 * part);
  }
}

/** The mean of what lies above and to the left, as far as there is something. */
function meanOf({ values, stride, side }: Plane, at: number, hasLeft: boolean, hasAbove: boolean): number {
  if (!hasLeft && !hasAbove) return 128;
  let sum = 0;
  for (let i = 0; i < side; i++)
    sum += (hasLeft ? values[at + i * stride - 1]! : 0) + (hasAbove ? values[at - stride + i]! : 0);
  const count = hasLeft && hasAbove ? 2 * side : side;
  return Math.floor((sum + count / 2) / count);
}

/** What lies around a part: from the lowest to the left, over the corner, to the eighth above, which comes twice. */
const edge = new Uint8Array(14);
/** The places in it of the corner, and of the first above. */
const [corner, first] = [4, 5];

/**
 * Predicts one of the 16 parts of 4 × 4 of a block of luminance, and adds its coefficients.
 *
 * @param kind as its tree numbers them
 */
export function predictQuarter(
  plane: Plane,
  column: number,
  row: number,
  part: number,
  kind: number,
  coefficients: Int16Array,
  isLastColumn: boolean,
): void {
  const { values, stride } = plane;
  const block = plane.at(column, row);
  const [across, down] = [part & 3, part >> 2];
  const at = block + 4 * (down * stride + across);
  for (let i = 0; i < 4; i++) edge[3 - i] = values[at + i * stride - 1]!;
  for (let i = -1; i < 4; i++) edge[first + i] = values[at - stride + i]!;
  // To the right of the last parts lies a block that is not there yet: for all four of them, what is above it.
  const right = across < 3 ? at - stride + 4 : block - stride + 16;
  for (let i = 0; i < 4; i++)
    edge[first + 4 + i] = across === 3 && isLastColumn && row > 0 ? values[right - 1]! : values[right + i]!;
  edge[13] = edge[12]!;
  for (let y = 0; y < 4; y++) for (let x = 0; x < 4; x++) values[at + y * stride + x] = predictors[kind]!(x, y);
  addCoefficients(values, at, stride, coefficients, 16 * part);
}

/** The mean of two neighbours on the edge, and of three with the middle one twice. */
const two = (at: number) => (edge[at]! + edge[at + 1]! + 1) >> 1;
const three = (at: number) => (edge[at - 1]! + 2 * edge[at]! + edge[at + 1]! + 2) >> 2;

/** By the number of a kind; x to the right, y down. */
const predictors: readonly ((x: number, y: number) => number)[] = [
  // The mean of four above and four to the left.
  () => {
    let sum = 4;
    for (let i = 0; i < 4; i++) sum += edge[i]! + edge[first + i]!;
    return sum >> 3;
  },
  (x, y) => clamp(edge[3 - y]! + edge[first + x]! - edge[corner]!),
  // Down, and to the right, smoothed.
  (x) => three(first + x),
  (_, y) => (y < 3 ? three(3 - y) : (edge[1]! + 3 * edge[0]! + 2) >> 2),
  // Down to the right, and steeper.
  (x, y) => three(corner + x - y),
  (x, y) => {
    const step = x - (y >> 1);
    return step < 0 ? three(5 - y) : y % 2 === 0 ? two(corner + step) : three(corner + step);
  },
  // Down to the left, and steeper.
  (x, y) => three(first + 1 + x + y),
  (x, y) => {
    if (x === 3 && y >= 2) return three(8 + y);
    const step = x + (y >> 1);
    return y % 2 === 0 ? two(first + step) : three(first + 1 + step);
  },
  // To the right and a little down, and a little up.
  (x, y) => {
    const step = y - (x >> 1);
    return step < 0 ? three(3 + x) : x % 2 === 0 ? two(3 - step) : three(corner - step);
  },
  (x, y) => {
    const step = x + 2 * y;
    if (step > 5) return edge[0]!;
    if (step === 5) return (edge[1]! + 3 * edge[0]! + 2) >> 2;
    return step % 2 === 0 ? two(2 - step / 2) : three(2 - (step >> 1));
  },
];

const rows = new Int32Array(16);

/** Adds what 16 coefficients mean (an inverse cosine transform in whole numbers, section 14.3). */
function addCoefficients(values: Uint8Array, at: number, stride: number, coefficients: Int16Array, from: number): void {
  let any = 0;
  for (let i = 0; i < 16; i++) any |= coefficients[from + i]!;
  if (any === 0) return;
  for (let i = 0; i < 4; i++) {
    const [p, q] = [coefficients[from + i]!, coefficients[from + 8 + i]!];
    const [r, s] = [coefficients[from + 4 + i]!, coefficients[from + 12 + i]!];
    const [a, b] = [p + q, p - q];
    const [c, d] = [sine(r) - cosine(s), cosine(r) + sine(s)];
    rows[4 * i] = a + d;
    rows[4 * i + 1] = b + c;
    rows[4 * i + 2] = b - c;
    rows[4 * i + 3] = a - d;
  }
  for (let y = 0; y < 4; y++) {
    const [p, q] = [rows[y]! + 4, rows[8 + y]!];
    const [r, s] = [rows[4 + y]!, rows[12 + y]!];
    const [a, b] = [p + q, p - q];
    const [c, d] = [sine(r) - cosine(s), cosine(r) + sine(s)];
    const line = at + y * stride;
    values[line] = clamp(values[line]! + ((a + d) >> 3));
    values[line + 1] = clamp(values[line + 1]! + ((b + c) >> 3));
    values[line + 2] = clamp(values[line + 2]! + ((b - c) >> 3));
    values[line + 3] = clamp(values[line + 3]! + ((a - d) >> 3));
  }
}

/** √2 times the cosine and the sine of π/8. */
function cosine(value: number): number {
  return value + (Math.imul(value, 20_091) >> 16);
}
function sine(value: number): number {
  return Math.imul(value, 35_468) >> 16;
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
