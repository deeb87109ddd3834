/** What of a picture's ink is written, and what is not: digits and their parts, among edges, frames, spots and dots. */
import type { Contrast } from "./contrast.ts";
import { median, medianAt, orderStatistic, valuesAt } from "./order.ts";
import {
  compactness,
  fatness,
  heightOf,
  isStroke,
  joined,
  longerSide,
  type Mask,
  movedBack,
  ownMask,
  type Part,
  partsOf,
  widthOf,
} from "./parts.ts";
import { type Unruled, withoutRuling } from "./ruling.ts";

/** How many things of a kind were left out. */
export interface LeftOut {
  lines: number;
  frames: number;
  /** Of the table, of a shadow, of a hand: what comes from the picture's edge. */
  edges: number;
  spots: number;
  /** Specks that could be full stops: beside a digit, or between two. */
  dots: number;
  /** What is much fainter than what is written, and as large. */
  faint: number;
  /** What is as large as a digit, and as dark, but has no strokes. */
  readonly blobs: Part[];
}

/** What is written in a picture, as seen at one level of ink. */
export interface Marks {
  /** Each of them a digit, or several that touch; in reading order. */
  readonly parts: readonly Part[];
  readonly contrast: Contrast;
  readonly gone: Uint8Array;
  readonly leftOut: LeftOut;
  /** Whether nothing was left out, but for specks. */
  readonly isAll: boolean;
}

/** What is higher than this share of the tallest is a digit of its own. */
const ownHeight = 0.5;

/** Between two parts of one digit, as a share of its height. */
const nextToNothing = 0.05;

/** What has more ink than a level, without rules; the same for every search that goes down to this level. */
interface Inked {
  readonly low: number;
  readonly unruled: Unruled;
  readonly whole: readonly Part[];
}

function inkedAbove(low: number, contrast: Contrast): Inked {
  const { width, height, values } = contrast;
  const all: Mask = { width, height, values: new Uint8Array(values.length) };
  for (let i = 0; i < values.length; i++) if (values[i] > low) all.values[i] = 1;
  const unruled = withoutRuling(all, contrast);
  return { low, unruled, whole: partsOf(unruled.mask, fewest) };
}

/**
 * A search for what is written with ink of about a level of contrast: where it is half of that there is ink, and what hangs
 * together with it down to a quarter.
 *
 * @param least what has no more contrast is none
 */
export function searchIn(contrast: Contrast, least: number): (level: number) => Marks {
  let inked: Inked | undefined;
  return (level) => {
    const [low, high] = [Math.max(least, 0.25 * level), Math.max(least, 0.5 * level)];
    if (inked?.low !== low) inked = inkedAbove(low, contrast);
    return marksIn(inked, contrast, high);
  };
}

function marksIn({ unruled, whole }: Inked, contrast: Contrast, high: number): Marks {
  const leftOut: LeftOut = {
    lines: unruled.lines,
    frames: unruled.hasFrame ? 1 : 0,
    edges: 0,
    spots: 0,
    dots: 0,
    faint: 0,
    blobs: [],
  };
  const clear = strongParts(whole, contrast, high).filter((part) => standsOut(part, contrast));
  const written = sortOut(clear, contrast, unruled.thickness, leftOut);
  if (written.length === 0) return { parts: [], contrast, gone: unruled.gone, leftOut, isAll: false };
  const parts = inReadingOrder(assembled(written, leftOut));
  const tallest = Math.max(...parts.map(heightOf));
  leftOut.faint += whole.filter((part) => couldBeWritten(part, tallest) && isFainter(part, contrast, high)).length;
  const inked = (of: readonly Part[]) => of.reduce((sum, { places }) => sum + places.length, 0);
  const isAll = unruled.lines === 0 && inked(parts) >= 0.995 * inked(clear);
  return { parts, contrast, gone: unruled.gone, leftOut, isAll };
}

/** A part must differ from what is around it by this share of what it differs from its paper. */
const leastStanding = 0.6;

/**
 * How much a part differs from what is around it, as a share of how much it differs from its paper. What strokes enclose
 * seems to be ink on them where light and dark are taken the wrong way round, and so does what lies between edges; but
 * outside it is the same, or nearly.
 */
export function standing(part: Part, { width, height, light, paper }: Contrast): number {
  const margin = Math.max(3, Math.round(0.08 * longerSide(part)));
  const [left, right] = [Math.max(0, part.left - margin), Math.min(width - 1, part.right - 1 + margin)];
  const [top, bottom] = [Math.max(0, part.top - margin), Math.min(height - 1, part.bottom - 1 + margin)];
  const around = new Float32Array(2 * (right + 1 - left) + 2 * (bottom + 1 - top));
  let at = 0;
  for (let x = left; x <= right; x++) {
    around[at++] = light[top * width + x];
    around[at++] = light[bottom * width + x];
  }
  for (let y = top; y <= bottom; y++) {
    around[at++] = light[y * width + left];
    around[at++] = light[y * width + right];
  }
  const ink = medianAt(light, part.places);
  return (median(around) - ink) / Math.max(1e-6, medianAt(paper, part.places) - ink);
}

export const standsOut = (part: Part, contrast: Contrast) => standing(part, contrast) > leastStanding;

/**
 * Whether some marks are what is written on a sheet, which is what the others are: it lies around them and is no stroke, and
 * what it lies on does not show between them. (In a hole of a digit the paper shows, which is around the digit, too.)
 */
export function areOn(marks: Marks, sheets: Marks): boolean {
  const tallest = Math.max(...marks.parts.map(heightOf));
  return sheets.parts.some(
    (sheet) =>
      sheet.places.length > 0.6 * widthOf(sheet) * heightOf(sheet) &&
      tallest > 0.3 * heightOf(sheet) &&
      marks.parts.every((part) => isWithin(part, sheet) && commonness(part, marks.contrast, sheet) < 0.15),
  );
}

/**
 * How clearly the clearest of some marks is seen: how strong its ink is, how much it stands out, how thin its strokes are,
 * how little of what lies around it is as light as it, and that it is not cut off by the picture's edge.
 */
export function clearness({ parts, contrast }: Marks): number {
  const ofPart = (part: Part) =>
    Math.min(1, standing(part, contrast)) *
    medianAt(contrast.values, part.places) *
    Math.max(0, 0.75 - fatness(part, contrast.width)) *
    (part.onEdge > 2 ? 0.5 : 1) *
    (1 - commonness(part, contrast));
  return Math.max(...parts.map(ofPart));
}

/**
 * Which share of what lies around a part is about as light as it: little, where it is ink, and much, where it is paper.
 *
 * @param on what is beyond its box does not count
 */
function commonness(
  part: Part,
  { width, height, light, paper }: Contrast,
  on: Pick<Part, "left" | "right" | "top" | "bottom"> = { left: 0, right: width, top: 0, bottom: height },
): number {
  const ink = medianAt(light, part.places);
  const most = ink + 0.3 * (medianAt(paper, part.places) - ink);
  const margin = Math.round(0.6 * longerSide(part));
  const own = ownMask(part, width);
  let [alike, all] = [0, 0];
  for (let y = Math.max(on.top, part.top - margin); y < Math.min(on.bottom, part.bottom + margin); y += 2)
    for (let x = Math.max(on.left, part.left - margin); x < Math.min(on.right, part.right + margin); x += 2) {
      const isWithin = x >= part.left && x < part.right && y >= part.top && y < part.bottom;
      if (isWithin && own.values[(y + 1 - part.top) * own.width + x + 1 - part.left] === 1) continue;
      all++;
      if (light[y * width + x] < most) alike++;
    }
  return alike / Math.max(1, all);
}

/** Fewer pixels than this are nothing. */
const fewest = 4;

/** Parts of strong ink, with the fainter ink beside it: its rim, and not the stain or the line that it lies on. */
function strongParts(parts: readonly Part[], { width, height, values }: Contrast, high: number): Part[] {
  return parts.flatMap((part) => {
    const all = valuesAt(values, part.places);
    const own = all.filter((value) => value > high);
    if (own.length < 3) return [];
    const strong = 0.45 * orderStatistic(own, Math.floor(0.9 * own.length));
    if (all.every((value) => value > strong)) return [part];
    const mask = ownMask(part, width, (place) => values[place] > strong);
    const cells = part.places.map((place) => {
      const y = Math.floor(place / width);
      return (y + 1 - part.top) * mask.width + place - y * width + 1 - part.left;
    });
    // Twice one pixel further, where there is any ink.
    for (let round = 0; round < 2; round++) {
      const wider: number[] = [];
      for (const here of cells) {
        if (mask.values[here] === 1) continue;
        const beside = mask.values[here - 1] | mask.values[here + 1];
        if ((beside | mask.values[here - mask.width] | mask.values[here + mask.width]) === 1) wider.push(here);
      }
      for (const here of wider) mask.values[here] = 1;
    }
    return partsOf(mask, fewest)
      .map((piece) => movedBack(piece, part, mask.width, { width, height }))
      .filter(({ places }) => places.some((place) => values[place] > high));
  });
}

function sortOut(parts: readonly Part[], contrast: Contrast, ruleThickness: number, leftOut: LeftOut): readonly Part[] {
  const { width, height } = contrast;
  const shorter = Math.min(width, height);
  const least = Math.max(5, 0.025 * shorter);
  const large = parts.filter((part) => longerSide(part) >= least);
  const tallestInside = Math.max(
    0,
    ...large.filter(({ onEdge }) => onEdge === 0).map((part) => (isStroke(part) ? heightOf(part) : 0)),
  );
  const inner = large.filter((part) => {
    if (part.onEdge === 0) return true;
    // What comes in from the edge, beside something that does not, is no digit; alone it may be one that is cut off.
    const isStrip = part.onEdge > 0.5 * longerSide(part);
    if (tallestInside < 0.2 * Math.min(heightOf(part), 0.5 * height) && !isStrip) return true;
    leftOut.edges++;
    return false;
  });
  const unframed = inner.filter((part) => {
    const isFrame = enclosesWriting(part, inner);
    if (isFrame) leftOut.frames++;
    return !isFrame;
  });
  const strokes = withoutFaint(withoutPieces(unframed.filter(isStroke), ruleThickness, leftOut), contrast, leftOut);
  // Where there is nothing but blobs, there is nothing.
  const tallest = Math.max(0, ...strokes.map(heightOf));
  return unframed.filter((part) => {
    const isFlat = heightOf(part) < 0.22 * widthOf(part);
    if (
      isFlat &&
      widthOf(part) > 0.4 * tallest &&
      strokes.some((other) => other !== part && heightOf(other) > heightOf(part))
    ) {
      leftOut.lines++;
      return false;
    }
    if (isStroke(part)) return strokes.includes(part);
    if (longerSide(part) > 0.35 * tallest) leftOut.spots++;
    if (longerSide(part) > 0.6 * tallest) leftOut.blobs.push(part);
    return longerSide(part) <= 0.35 * tallest;
  });
}

/** Whether a part is a frame, or a ring that was drawn around something: thin, with strokes in it that are tall beside it. */
function enclosesWriting(part: Part, parts: readonly Part[]): boolean {
  if (part.places.length >= 0.4 * widthOf(part) * heightOf(part)) return false;
  const within = parts.filter((other) => other !== part && isWithin(other, part) && isStroke(other));
  if (within.some((other) => heightOf(other) >= 0.3 * heightOf(part))) return true;
  // A pen that left gaps leaves pieces.
  if (within.length === 0) return false;
  const all = joined(within);
  return heightOf(all) >= 0.4 * heightOf(part) && all.places.length >= 0.15 * part.places.length;
}

/** Where paper is ruled, a straight and upright piece as thin as the rules, beside thicker strokes, is one of them. */
function withoutPieces(strokes: readonly Part[], ruleThickness: number, leftOut: LeftOut): readonly Part[] {
  const isPiece = (part: Part) => widthOf(part) <= 1.6 * ruleThickness + 2 && heightOf(part) >= 5 * widthOf(part);
  const thickest = Math.max(0, ...strokes.map((part) => (isPiece(part) ? 0 : strokeOf(part))));
  return strokes.filter((part) => {
    const isLeftOut = isPiece(part) && strokeOf(part) < 0.65 * thickest;
    if (isLeftOut) leftOut.lines++;
    return !isLeftOut;
  });
}

/** How wide a part's strokes are, in pixels. */
const strokeOf = (part: Part) => compactness(part) * longerSide(part);

/** Whether a part is as large as a digit of a height is, and made of strokes. */
function couldBeWritten(part: Part, height: number): boolean {
  const [ownHeight, ownWidth] = [heightOf(part), widthOf(part)];
  const isLarge = ownHeight > 0.5 * height && ownHeight < 2 * height && ownWidth < 2 * ownHeight;
  return isLarge && ownWidth > 0.2 * ownHeight && part.onEdge === 0 && isStroke(part);
}

function isFainter(part: Part, contrast: Contrast, level: number): boolean {
  for (const place of part.places) if (contrast.values[place] > level) return false;
  return standsOut(part, contrast);
}

/** What is fainter than this share of the strongest was not written with the same pen. */
const samePen = 0.5;

/** Stains, and what shows through from the other side, beside what is written. */
function withoutFaint(strokes: readonly Part[], { values }: Contrast, leftOut: LeftOut): readonly Part[] {
  const tallest = Math.max(0, ...strokes.map(heightOf));
  const strengths = strokes.map((part) => medianAt(values, part.places));
  const strongest = Math.max(0, ...strengths.filter((_, i) => heightOf(strokes[i]) > 0.25 * tallest));
  return strokes.filter((part, i) => {
    const isLeftOut = strengths[i] < samePen * strongest;
    if (isLeftOut && heightOf(part) > 0.25 * tallest) leftOut.faint++;
    return !isLeftOut;
  });
}

function isWithin(inner: Part, outer: Part): boolean {
  return inner.left > outer.left && inner.right < outer.right && inner.top > outer.top && inner.bottom < outer.bottom;
}

/** Puts together what belongs to one digit, and drops what is too small to be one. */
function assembled(parts: readonly Part[], leftOut: LeftOut): Part[] {
  const tallest = Math.max(...parts.map(heightOf));
  let digits = parts.filter((part) => heightOf(part) >= ownHeight * tallest);
  const small = parts.filter((part) => !digits.includes(part)).sort((a, b) => b.places.length - a.places.length);
  digits = joinedHalves(digits);
  for (const part of small) {
    const at = digits
      .map((digit, i) => ({ i, distance: distanceBetween(part, digit) }))
      .sort((a, b) => a.distance - b.distance)[0]!;
    const digit = digits[at.i];
    const own = heightOf(digit);
    const inColumns = Math.min(part.right, digit.right) - Math.max(part.left, digit.left);
    const isAbove = inColumns >= 0.5 * widthOf(part);
    const isRound = compactness(part) > 0.3 && longerSide(part) < 0.3 * own;
    const isLarge = part.places.length >= 0.03 * digit.places.length;
    const isDot = isRound && longerSide(part) > 0.05 * own;
    // A stroke that the pen left out, or a hat; a round speck beside a digit is a full stop, or dirt.
    if (isLarge && at.distance <= 0.14 * own && (isAbove || !isRound)) digits[at.i] = joined([digit, part]);
    else if (isDot && at.distance < 0.6 * own && part.top > digit.top + own / 2) leftOut.dots++;
    else if (longerSide(part) > 0.1 * own) leftOut.spots++;
  }
  return digits;
}

/** Two tall parts, one just above the other, or one beside the other with next to nothing between them, are one digit. */
function joinedHalves(parts: readonly Part[]): Part[] {
  const digits = [...parts];
  for (let i = 0; i < digits.length; i++)
    for (let j = i + 1; j < digits.length; j++) {
      const [a, b] = [digits[i], digits[j]];
      const inColumns = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const inRows = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const narrower = Math.min(widthOf(a), widthOf(b));
      const shorter = Math.min(heightOf(a), heightOf(b));
      const isStacked = inColumns > 0.5 * narrower && inRows > -0.14 * shorter;
      const both = joined([a, b]);
      const isBeside =
        inRows > 0.5 * shorter && inColumns > -nextToNothing * heightOf(both) && widthOf(both) < heightOf(both);
      if (!isStacked && !isBeside) continue;
      digits[i] = both;
      digits.splice(j, 1);
      j = i;
    }
  return digits;
}

function distanceBetween(a: Part, b: Part): number {
  const across = Math.max(0, a.left - b.right, b.left - a.right);
  const down = Math.max(0, a.top - b.bottom, b.top - a.bottom);
  return Math.hypot(across, down);
}

/** Rows from the top, each from the left: two are in one row if the middle of one lies within the other. */
function inReadingOrder(parts: readonly Part[]): Part[] {
  const rows: Part[][] = [];
  for (const part of [...parts].sort((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const middle = (part.top + part.bottom) / 2;
    const row = rows.find((others) =>
      others.some(({ top, bottom }) => middle > top + 0.2 * (bottom - top) && middle < bottom - 0.2 * (bottom - top)),
    );
    if (row === undefined) rows.push([part]);
    else row.push(part);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.left - b.left));
}
