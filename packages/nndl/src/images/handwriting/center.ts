/**
 * Ink into the form of MNIST's images, as its makers describe it (LeCun, Cortes and Burges): scaled to fit a box of
 * 20 × 20 pixels without changing its proportions, then moved in a field of 28 × 28 so that its centre of mass is at
 * the centre. Other sizes are treated in proportion.
 */
import { NndlError } from "../../errors.ts";
import type { GreyImage, ImageSize } from "./grey-image.ts";
import { type Box, resample } from "./resample.ts";
import { strokeWidth, thicken } from "./thicken.ts";

/** How much of the field the digit fills: 20 of 28 pixels. */
const filled = 20 / 28;

/** MNIST moves by whole pixels, so its centres of mass are up to half a pixel off. */
const offCentre = 0.6;

/** The narrowest stroke, in pixels of the field: 99 in 100 of MNIST's digits have wider ones. */
const narrowestStroke = 1.4;

/** The longer side of the box that the digit must fit. */
function boxSide({ width, height }: ImageSize): number {
  return Math.max(1, Math.round(filled * Math.min(width, height)));
}

/**
 * Scales and places ink, from 0 (none) to 1 (full), as MNIST's images have it: what a network that learned from them
 * should be shown of a drawing. A thin pen's strokes are made as wide as the thinner ones of MNIST, or little would be
 * left of them; the strongest pixel becomes 1, as nearly all of MNIST's images have one that is black.
 *
 * @param field 28 × 28 for MNIST
 * @throws NndlError "image.blank" when there is no ink
 * @example
 * const values = new Float32Array(280 * 280).fill(1, 140 * 280 + 40, 140 * 280 + 240); // a line across the pad
 * const digit = centerDigit({ width: 280, height: 280, values }, { width: 28, height: 28 });
 * inkAsBytes(digit.values).length; // 784
 */
export function centerDigit(thinInk: GreyImage, field: ImageSize): GreyImage {
  if (!thinInk.values.some((value) => value > 0))
    throw new NndlError("image.blank", {
      problem: "the drawing has no ink",
      next: "Draw something first.",
    });
  const missing = narrowestStroke / scaleOf(boundingBox(thinInk), field) - strokeWidth(thinInk);
  const ink = missing > 0 ? thicken(thinInk, missing) : thinInk;
  const box = boundingBox(ink);
  const scale = scaleOf(box, field);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const digit = resample(ink, box, side(box.width), side(box.height));
  const mass = centerOfMass(digit);
  const strongest = digit.values.reduce((largest, value) => Math.max(largest, value), 0);
  // Where its centre of mass would push the digit over the edge, the edge wins.
  const place = (centre: number, length: number, room: number) =>
    Math.max(0, Math.min(room - length, Math.round(middle(room) - centre)));
  const left = place(mass.x, digit.width, field.width);
  const top = place(mass.y, digit.height, field.height);
  const values = new Float32Array(field.width * field.height);
  digit.values.forEach((value, i) => {
    const [x, y] = [i % digit.width, Math.floor(i / digit.width)];
    values[(top + y) * field.width + left + x] = value / strongest;
  });
  return { ...field, values };
}

function scaleOf(box: Box, field: ImageSize): number {
  return boxSide(field) / Math.max(box.width, box.height);
}

/** Whether ink already has that form: the field's size, the box's size, and its centre of mass at the centre. */
export function isCenteredDigit(ink: GreyImage, field: ImageSize): boolean {
  if (ink.width !== field.width || ink.height !== field.height) return false;
  const box = boundingBox(ink);
  const mass = centerOfMass(ink);
  return (
    Math.max(box.width, box.height) === boxSide(field) &&
    Math.abs(mass.x - middle(field.width)) <= offCentre &&
    Math.abs(mass.y - middle(field.height)) <= offCentre
  );
}

/** The pixel that is the centre of a row: the 15th of 28, as in MNIST. */
function middle(length: number): number {
  return Math.floor(length / 2);
}

function boundingBox({ width, height, values }: GreyImage): Box {
  let [left, right, top, bottom] = [width, -1, height, -1];
  values.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  });
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function centerOfMass({ width, values }: GreyImage): { x: number; y: number } {
  let [mass, x, y] = [0, 0, 0];
  values.forEach((value, i) => {
    mass += value;
    x += value * (i % width);
    y += value * Math.floor(i / width);
  });
  return { x: x / mass, y: y / mass };
}
