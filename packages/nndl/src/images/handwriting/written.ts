import { NndlError } from "../../errors.ts";
import { centerDigit, isCenteredDigit } from "./center.ts";
import { boxMean, type Contrast, contrastOf, noiseOf } from "./contrast.ts";
import type { GreyImage, ImageSize } from "./grey-image.ts";
import { areOn, clearness, type LeftOut, type Marks, searchIn } from "./marks.ts";
import { orderStatistic, valuesAt } from "./order.ts";
import { fatness, heightOf, type Part } from "./parts.ts";
import type { FoundDigit, PictureRemark } from "./picture.ts";
import { resample } from "./resample.ts";
import { inkAsBytes, type SeenDigit, seeDigit } from "./see.ts";

/**
 * A larger picture is made smaller first: a digit of it is still large enough, and a camera's noise is averaged. Where
 * nothing is found so, or nothing that is large, it is looked at again at the second size: a sheet of many digits, or one far away.
 */
const longestSides = [480, 960];

/** What is lower than so many pixels deserves a closer look. */
const highEnough = 36;

/** Contrast that is less than this is none, however clean the picture is. */
const leastContrast = 0.06;

/** Of the ink, so much may be elsewhere when a picture is seen in two ways: a digit that is moved by half a pixel. */
const mostUnlike = 0.5;

/** Levels of ink that are tried, as shares of the strongest contrast: what is darkest need not be what is written. */
const levels = [1, 0.6, 0.36, 0.2];

/** What is smaller is taken as it is: a picture of so few pixels holds no paper beside its digit. */
const smallest = 40;

/** A digit that was found, with the ink that it was seen in. */
export interface WrittenDigit extends FoundDigit {
  /** From 0 to 1, cut out, no larger than is of use; absent where the picture has MNIST's form already. */
  readonly ink?: GreyImage;
  readonly remarks: readonly PictureRemark[];
}

/** What is written in a picture, and what was left out of it. */
export interface Written {
  readonly digits: readonly WrittenDigit[];
  readonly remarks: readonly PictureRemark[];
}

/** @throws NndlError "image.small", "image.blank" */
export function writtenIn(image: GreyImage, field: ImageSize, name: string): Written {
  const { width, height } = image;
  const whole = { x: 0, y: 0, width, height };
  // What has MNIST's form, and what is tiny, is seen as it always was.
  const hasForm = width === field.width && height === field.height;
  if (Math.max(width, height) < smallest || (hasForm && seesForm(image, field, name)))
    return { digits: [{ seen: seeDigit(image, field, name), box: whole, remarks: [] }], remarks: [] };
  const { marks, remarks, scale } = lookedAt(image, name);
  const isPlain =
    marks.parts.length === 1 && marks.contrast.unevenness < 0.06 && marks.contrast.noise < 0.01 && marks.isAll;
  const digits = marks.parts.map((part, i): WrittenDigit => {
    const box = {
      x: part.left / scale,
      y: part.top / scale,
      width: (part.right - part.left) / scale,
      height: heightOf(part) / scale,
    };
    const ink = atMost(inkOf(part, marks), 4 * Math.max(field.width, field.height));
    const centred = inkAsBytes(centerDigit(ink, field).values);
    const seen = { ...field, inputs: centred, inverted: marks.contrast.darkOnLight, centered: true };
    // A plain picture is seen as it always was, to the bit.
    const before = isPlain ? seeDigit(image, field, name) : undefined;
    const chosen = before !== undefined && isAlike(before, seen) ? before : seen;
    return { seen: chosen, box, ink, remarks: remarksOn(part, fatness(part, marks.contrast.width), box.height, i) };
  });
  return { digits, remarks: [...remarksOf(marks), ...remarks] };
}

function seesForm(image: GreyImage, field: ImageSize, name: string): boolean {
  return !seeDigit(image, field, name).centered || isCenteredDigit(image, field);
}

/** Strokes are hardly ever broader than this share of what is written with them. */
const broadestPen = 0.4;

/** What is to be said of one digit before a network has read it. */
function remarksOn(part: Part, broadest: number, height: number, digit: number): PictureRemark[] {
  const remarks: PictureRemark[] = [];
  if (broadest > broadestPen)
    remarks.push({ about: "unclear", text: "It is very broad for something written: it may be a patch.", digit });
  if (part.onEdge > 2)
    remarks.push({ about: "unclear", text: "It touches the picture's edge, and may be cut off.", digit });
  if (height < 12) remarks.push({ about: "unclear", text: `It is only ${Math.round(height)} pixels high.`, digit });
  return remarks;
}

function remarksOf({ parts, leftOut, contrast }: Marks): PictureRemark[] {
  const remarks: PictureRemark[] = [];
  const left = namesOf(leftOut);
  if (left !== "") remarks.push({ about: "left-out", text: `Left out: ${left}.` });
  if (leftOut.dots > 0 && parts.length > 1)
    remarks.push({ about: "unclear", text: "A dot was left out: it could be a decimal point." });
  if (leftOut.faint > 0)
    remarks.push({ about: "unclear", text: "What is much fainter than what is read was left out." });
  if (parts.length > mostDigits)
    remarks.push({
      about: "unclear",
      text: `There are ${parts.length} marks: so many may be a text, or a pattern, and no digits.`,
    });
  const strongest = quantile(contrast.values, 0.999);
  if (strongest < 0.15)
    remarks.push({ about: "unclear", text: "What is written is very faint: it may be something else that is seen." });
  return remarks;
}

const mostDigits = 24;

function namesOf({ lines, frames, edges, spots, dots }: LeftOut): string {
  const some = (count: number, one: string, many: string) => (count === 0 ? [] : [count === 1 ? one : many]);
  return [
    ...some(lines, "a line", `${lines} lines`),
    ...some(frames, "a frame", `${frames} frames`),
    ...some(edges, "what comes in from the picture's edge", "what comes in from the picture's edges"),
    ...some(spots, "a spot", `${spots} spots`),
    ...some(dots, "a dot", `${dots} dots`),
  ].join(", ");
}

/** What is written in a picture, and how much smaller than the picture it was looked at. */
function lookedAt(image: GreyImage, name: string): Choice & { readonly scale: number } {
  const [first, second] = longestSides;
  const isAll = Math.max(image.width, image.height) <= first;
  try {
    const found = lookedAtIn(image, first, name);
    if (isAll || tallest(found.marks) >= highEnough) return found;
  } catch (error) {
    if (isAll) throw error;
  }
  return lookedAtIn(image, second, name);
}

function lookedAtIn(image: GreyImage, longest: number, name: string): Choice & { readonly scale: number } {
  let working = atMost(image, longest);
  const scale = working.width / image.width;
  for (let round = 0; round < 2 && noiseOf(working) > 0.02; round++) working = boxMean(working, 1);
  return { ...clearest(working, name), scale };
}

/** The image, made smaller where its longer side is longer than that. */
function atMost(image: GreyImage, longest: number): GreyImage {
  const { width, height } = image;
  const scale = longest / Math.max(width, height);
  if (scale >= 1) return image;
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return resample(image, { x: 0, y: 0, width, height }, side(width), side(height));
}

/** Where one polarity's marks are not clearer than the other's by this factor, either may be what is written. */
const clearlyClearer = 0.85;

/** The marks of one polarity, and what is to be said of the choice. */
interface Choice {
  readonly marks: Marks;
  readonly remarks: readonly PictureRemark[];
}

/** The marks of the polarity in which they are clearest. */
function clearest(working: GreyImage, name: string): Choice {
  const [dark, light] = [true, false].map((darkOnLight) => marksOf(contrastOf(working, darkOnLight)));
  const isFound = (marks: Marks | undefined): marks is Marks => marks !== undefined && marks.parts.length > 0;
  if (!isFound(dark) || !isFound(light)) {
    const [found, other] = isFound(dark) ? [dark, light] : [light, dark];
    if (isFound(found)) return { marks: found, remarks: remarksOnBlobs(found, other) };
    throw blank(name, (dark?.leftOut.lines ?? 0) + (light?.leftOut.lines ?? 0) > 0);
  }
  const chosen = (marks: Marks) => ({ marks, remarks: remarksOnBlobs(marks, marks === dark ? light : dark) });
  if (areOn(dark, light)) return chosen(dark);
  if (areOn(light, dark)) return chosen(light);
  // What is small beside the other is dirt.
  const share = tallest(dark) / tallest(light);
  if (share > 3 || share < 1 / 3) return chosen(share > 1 ? dark : light);
  const [clear, other] = [clearness(dark), clearness(light)];
  const { marks, remarks } = chosen(clear >= other ? dark : light);
  if (Math.min(clear, other) < clearlyClearer * Math.max(clear, other)) return { marks, remarks };
  const either: PictureRemark = {
    about: "unclear",
    text: "What is written may be dark on light, or light on dark: both are seen.",
  };
  return { marks, remarks: [...remarks, either] };
}

/** What is as large as what was found, but has no strokes, might be a digit of a broad pen: unless it is what was written on. */
function remarksOnBlobs({ parts, leftOut }: Marks, other: Marks | undefined): PictureRemark[] {
  const highest = Math.max(...parts.map(heightOf));
  const isApart = (blob: Part) =>
    parts.every(
      ({ left, right, top, bottom }) =>
        blob.right <= left || blob.left >= right || blob.bottom <= top || blob.top >= bottom,
    );
  const blobs = [...leftOut.blobs, ...(other?.leftOut.blobs ?? []).filter(isApart)];
  const isLarge = ({ onEdge, ...blob }: Part) => onEdge === 0 && blob.bottom - blob.top > 0.6 * highest;
  if (!blobs.some(isLarge)) return [];
  return [{ about: "unclear", text: "Something as large as a digit was left out, since it has no strokes." }];
}

function blank(name: string, hasLines: boolean): NndlError {
  return new NndlError("image.blank", {
    problem: hasLines
      ? `${name} shows no digit: there is nothing but lines`
      : `${name} shows no digit: it is blank, or too faint to tell from its background`,
    next: "Give an image in which the digit stands out, with some background all around it.",
  });
}

const tallest = (marks: Marks | undefined) => Math.max(0, ...(marks?.parts.map(heightOf) ?? []));

/** The marks at the level of ink at which they are large enough, or else largest. */
function marksOf(contrast: Contrast): Marks | undefined {
  const { values, noise, width, height } = contrast;
  const strongest = quantile(values, 1 - Math.max(20, 0.0005 * values.length) / values.length);
  const least = Math.max(leastContrast, 6 * noise);
  const marksAt = searchIn(contrast, least);
  let best: Marks | undefined;
  for (const share of levels) {
    const level = share * strongest;
    if (level < 1.3 * least) break;
    const marks = marksAt(level);
    if (best === undefined || tallest(marks) > 1.5 * tallest(best)) best = marks;
    if (tallest(best) >= 0.06 * Math.min(width, height)) break;
  }
  return best;
}

/** The value that a share of all are below. */
function quantile(values: Float32Array, share: number): number {
  const histogram = new Uint32Array(1001);
  for (let i = 0; i < values.length; i++) histogram[Math.min(1000, Math.floor(values[i] * 1000))]++;
  let [bin, below] = [0, 0];
  while (bin < 1000 && below + histogram[bin] < share * values.length) below += histogram[bin++];
  return bin / 1000;
}

/** Whether two ways of seeing a digit differ in no more than the place of its rim. */
function isAlike(one: SeenDigit, other: SeenDigit): boolean {
  let [difference, ink] = [0, 0];
  for (let i = 0; i < one.inputs.length; i++) {
    difference += Math.abs(one.inputs[i] - other.inputs[i]);
    ink += other.inputs[i];
  }
  return difference < mostUnlike * ink;
}

/** A part's own ink, cut out, as a share of what is strong in it. */
function inkOf(part: Part, { contrast, gone }: Marks): GreyImage {
  const strong = orderStatistic(valuesAt(contrast.values, part.places), Math.floor(0.8 * part.places.length));
  const margin = 3;
  const [left, top] = [Math.max(0, part.left - margin), Math.max(0, part.top - margin)];
  const right = Math.min(contrast.width, part.right + margin);
  const bottom = Math.min(contrast.height, part.bottom + margin);
  const [width, height] = [right - left, bottom - top];
  const isPart = new Uint8Array(width * height);
  const isRim = new Uint8Array(width * height);
  for (const place of part.places) {
    const y = Math.floor(place / contrast.width) - top;
    const x = (place % contrast.width) - left;
    isPart[y * width + x] = 1;
    // Its soft rim belongs to it.
    for (let v = Math.max(0, y - 2); v < Math.min(height, y + 3); v++)
      for (let u = Math.max(0, x - 2); u < Math.min(width, x + 3); u++) isRim[v * width + u] = 1;
  }
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [here, there] = [y * width + x, (top + y) * contrast.width + left + x];
      if (isRim[here] === 0 || (isPart[here] === 0 && gone[there] === 1)) continue;
      const strength = Math.min(1, contrast.values[there] / strong);
      values[here] = strength < 0.2 ? 0 : strength;
    }
  return { width, height, values };
}
