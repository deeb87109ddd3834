/** How much a picture differs from what it is drawn on, place by place: paper in uneven light, with shadows and edges. */
import type { GreyImage } from "./grey-image.ts";

/** Where the paper gets less light than this share, differences count no more than as if it got so much. */
const leastPaper = 0.25;

/** The window that the paper must fill with nothing but ink in it, as a share of the shorter side. */
const windowShare = 0.3;

/** A picture apart from its paper: 0 where it is paper, toward 1 where it has all the ink there can be. */
export interface Contrast extends GreyImage {
  /** How light each pixel is, or how dark where ink is lighter than paper: less where there is ink. */
  readonly light: Float32Array;
  /** The same, without the ink. */
  readonly paper: Float32Array;
  readonly darkOnLight: boolean;
  /** The standard deviation of its noise. */
  readonly noise: number;
  /** By how much the paper's light differs from place to place. */
  readonly unevenness: number;
}

/**
 * The contrast of ink to the paper around it. Paper is what remains when everything that is narrower than a window is
 * taken away (a morphological closing); ink is what that took away, as a share of the light on the paper, so that ink in
 * shadow counts as much as ink in light. Edges of paper, of tables and of shadows are wider than the window, and stay.
 *
 * @param image how light each pixel is
 */
export function contrastOf(image: GreyImage, darkOnLight: boolean): Contrast {
  const { width, height } = image;
  const light = darkOnLight ? image.values : negative(image.values);
  const paper = paperOf({ width, height, values: light });
  const values = new Float32Array(light.length);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const under = paper[i];
    if (under < least) least = under;
    if (under > most) most = under;
    const difference = under - light[i];
    if (difference > 0) values[i] = difference / (under < leastPaper ? leastPaper : under);
  }
  return { width, height, values, light, paper, darkOnLight, noise: noiseOf(image), unevenness: most - least };
}

function negative(values: Float32Array): Float32Array {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) turned[i] = 1 - values[i];
  return turned;
}

/** The light on the paper at every pixel, found on a grid of every second one or fewer. */
function paperOf(image: GreyImage): Float32Array {
  const { width, height } = image;
  const factor = Math.min(width, height) >= 160 ? 4 : Math.min(width, height) >= 80 ? 2 : 1;
  const small = coarse(image, factor);
  const reach = Math.max(2, Math.round((windowShare / 2) * Math.min(small.width, small.height)));
  // One more than the window was widened by: beside an edge what is between pixels of the grid counts as its darker side.
  const closed = extreme(extreme(small, reach, true), reach + 1, false);
  if (factor === 1) return closed.values;
  const paper = new Float32Array(width * height);
  const { values, width: w } = closed;
  const columns = between(width, factor, small.width);
  const rows = between(height, factor, small.height);
  for (let y = 0; y < height; y++) {
    const [top, below, b] = [rows.first[y] * w, rows.second[y] * w, rows.share[y]];
    for (let x = 0; x < width; x++) {
      const left = columns.first[x];
      const right = columns.second[x];
      const a = columns.share[x];
      paper[y * width + x] =
        (values[top + left] * (1 - a) + values[top + right] * a) * (1 - b) +
        (values[below + left] * (1 - a) + values[below + right] * a) * b;
    }
  }
  return paper;
}

/** For each of some pixels in a row, the two of a coarser row that it lies between, and the share of the second. */
function between(length: number, factor: number, coarser: number) {
  const [first, second, share] = [new Int32Array(length), new Int32Array(length), new Float64Array(length)];
  for (let i = 0; i < length; i++) {
    const place = Math.min(coarser - 1, Math.max(0, (i + 0.5) / factor - 0.5));
    first[i] = Math.floor(place);
    second[i] = Math.min(coarser - 1, first[i] + 1);
    share[i] = place - first[i];
  }
  return { first, second, share };
}

/** Each pixel the mean of a square; those at the far edges of what is there of it. */
function coarse(image: GreyImage, factor: number): GreyImage {
  if (factor === 1) return image;
  const [width, height] = [Math.ceil(image.width / factor), Math.ceil(image.height / factor)];
  const values = new Float32Array(width * height);
  const counts = new Float32Array(width * height);
  for (let y = 0; y < image.height; y++) {
    const to = Math.floor(y / factor) * width;
    for (let x = 0, part = 0, place = to; x < image.width; x++) {
      values[place] += image.values[y * image.width + x];
      counts[place]++;
      if (++part === factor) [part, place] = [0, place + 1];
    }
  }
  for (let i = 0; i < values.length; i++) values[i] /= counts[i];
  return { width, height, values };
}

/** The largest (or smallest) value of the square window about each pixel, as far as it lies in the picture. */
function extreme({ width, height, values }: GreyImage, reach: number, isLargest: boolean): GreyImage {
  const across = new Float32Array(values.length);
  for (let y = 0; y < height; y++) slide(values, across, y * width, 1, width, reach, isLargest);
  const both = new Float32Array(values.length);
  for (let x = 0; x < width; x++) slide(across, both, x, width, height, reach, isLargest);
  return { width, height, values: both };
}

/** Van Herk's and Gil and Werman's way: three comparisons a pixel, however wide the window is. */
function slide(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  reach: number,
  isLargest: boolean,
): void {
  const block = 2 * reach + 1;
  const total = length + 2 * reach;
  const line = new Float32Array(total);
  for (let i = 0; i < total; i++) line[i] = from[start + step * Math.min(length - 1, Math.max(0, i - reach))];
  const [before, after] = [line.slice(), line.slice()];
  const beats = (a: number, b: number) => (isLargest ? a > b : a < b);
  for (let i = 1; i < total; i++) if (i % block !== 0 && beats(before[i - 1], before[i])) before[i] = before[i - 1];
  for (let i = total - 2; i >= 0; i--)
    if (i % block !== block - 1 && beats(after[i + 1], after[i])) after[i] = after[i + 1];
  for (let i = 0; i < length; i++) {
    const [a, b] = [after[i], before[i + block - 1]];
    to[start + step * i] = beats(a, b) ? a : b;
  }
}

/** The mean over the square window about each pixel, as far as it lies in the picture. */
export function boxMean({ width, height, values }: GreyImage, reach: number): GreyImage {
  const across = new Float32Array(values.length);
  for (let y = 0; y < height; y++) meanLine(values, across, y * width, 1, width, reach);
  const both = new Float32Array(values.length);
  for (let x = 0; x < width; x++) meanLine(across, both, x, width, height, reach);
  return { width, height, values: both };
}

function meanLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  reach: number,
): void {
  let [sum, count] = [0, 0];
  for (let i = 0; i < Math.min(reach, length); i++, count++) sum += from[start + step * i];
  for (let i = 0; i < length; i++) {
    if (i + reach < length) {
      sum += from[start + step * (i + reach)];
      count++;
    }
    if (i - reach > 0) {
      sum -= from[start + step * (i - reach - 1)];
      count--;
    }
    to[start + step * i] = sum / count;
  }
}

/** The standard deviation of noise: from how far pixels are from the middle of their neighbours, typically. */
export function noiseOf({ width, height, values }: GreyImage): number {
  const histogram = new Uint32Array(1024);
  let count = 0;
  for (let y = 0; y < height; y += 2)
    for (let x = 1; x < width - 1; x += 3) {
      const i = y * width + x;
      const difference = Math.abs(values[i] - (values[i - 1] + values[i + 1]) / 2);
      histogram[Math.min(1023, Math.floor(difference * 2048))]++;
      count++;
    }
  let [bin, below] = [0, 0];
  while (bin < 1023 && below + histogram[bin] < count / 2) below += histogram[bin++];
  // The median of |a − (b + c)/2| is 0.6745 · √1.5 standard deviations.
  return bin === 0 ? 0 : (bin + 0.5) / 2048 / (0.6745 * Math.sqrt(1.5));
}
