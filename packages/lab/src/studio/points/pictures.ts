/** What the small pictures show: the points of a shape, and a feature over the plane. */
import type { Dataset } from "nndl";
import type { Colours, Rgb } from "../../drawing/theme.svelte.ts";
import { type FeatureName, inputsOfPoints } from "../../training/features.ts";
import { inputsAt } from "../../training/inputs-at.ts";
import type { ToyName } from "../../training/toy-names.ts";
import { toyPoints } from "../../training/toys.ts";
import { classColours, planePixels } from "../plane-colours.ts";

/** So many points make a shape out, with little noise. */
export const samplePoints = (name: ToyName): Dataset => toyPoints(name, 160, 0.02, 0);

/** Draws points of the plane from −1.1 to 1.1. */
export function drawPoints(points: Dataset, side: number, context: CanvasRenderingContext2D, colours: Colours): void {
  const toPixels = (place: number) => ((place + 1.1) / 2.2) * side;
  const fills = classColours(colours).map((colour: Rgb) => `rgb(${colour.join(" ")})`);
  const radius = side / 38;
  for (let i = 0; i < points.count; i++) {
    const [x, y] = points.input(i);
    context.fillStyle = fills[points.label(i)]!;
    context.beginPath();
    context.arc(toPixels(x!), side - toPixels(y!), radius, 0, 7);
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
