/** What the small pictures show: the points of a shape, and a feature over the plane. */
import type { Colours, Rgb } from "../../drawing/theme.svelte.ts";
import { type FeatureName, inputsOfPoints } from "../../training/features.ts";
import { inputsAt } from "../../training/inputs-at.ts";
import { type ToyName, toyClasses } from "../../training/toy-names.ts";
import { type Chance, toyShapes } from "../../training/toy-shapes.ts";
import { classColours, planePixels } from "../plane-colours.ts";

/** A point of a class. */
export interface SamplePoint {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** So many points make a shape out, with little noise. They are not those that a network learns, whose chance is another's. */
export function samplePoints(name: ToyName): readonly SamplePoint[] {
  const chance = smallChance();
  const classes = toyClasses[name];
  const each = Math.ceil(160 / classes);
  return Array.from({ length: classes * each }, (_, i) => {
    const label = i % classes;
    const [x, y] = toyShapes[name](chance, label, Math.floor(i / classes) / (each - 1));
    return { x: x + 0.02 * chance.gaussian(), y: y + 0.02 * chance.gaussian(), label };
  });
}

/** Chance that is good enough to be looked at: a linear congruence. */
function smallChance(): Chance {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const gaussian = () => Array.from({ length: 12 }, uniform).reduce((sum, part) => sum + part, -6);
  return { uniform, gaussian };
}

/** Draws points of the plane from −1.1 to 1.1. */
export function drawPoints(
  points: readonly SamplePoint[],
  side: number,
  context: CanvasRenderingContext2D,
  colours: Colours,
): void {
  const toPixels = (place: number) => ((place + 1.1) / 2.2) * side;
  const fills = classColours(colours).map((colour: Rgb) => `rgb(${colour.join(" ")})`);
  const radius = side / 38;
  for (const { x, y, label } of points) {
    context.fillStyle = fills[label]!;
    context.beginPath();
    context.arc(toPixels(x), side - toPixels(y), radius, 0, 7);
    context.fill();
  }
}

/** The pixels of a feature over the plane from −1 to 1: orange where it is negative, blue where it is positive. */
export function featurePixels(name: FeatureName, side: number, colours: Colours): Uint8ClampedArray<ArrayBuffer> {
  const along = (i: number) => (2 * (i + 0.5)) / side - 1;
  const places = Float32Array.from({ length: 2 * side * side }, (_, i) =>
    i % 2 === 0 ? along((i / 2) % side) : along(Math.floor(i / 2 / side)),
  );
  const outputs = inputsAt({ inputs: inputsOfPoints(2, [name]) }, places);
  return planePixels({ columns: side, rows: side, size: 1, outputs, range: [-1, 1] }, colours);
}
