/** Where the circles of a drawn network stand. */

/** The unit of a layer, both counted from 0; layer 0 holds the inputs. */
export interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

/** A circle, in pixels. */
export interface Circle extends UnitPlace {
  readonly x: number;
  readonly y: number;
}

/** A layer as it is drawn: all of its units, or its first and last ones around a gap. */
export interface Column {
  readonly x: number;
  readonly circles: readonly Circle[];
  /** How many units are not drawn, and where the gap is that stands for them. */
  readonly hidden: number;
  readonly gap: number;
}

/** Which units of a layer are drawn: all if there are at most so many, otherwise the first and the last ones. */
export function shownUnits(units: number, most: number): readonly number[] {
  if (units <= most) return Array.from({ length: units }, (_, unit) => unit);
  const last = Math.floor(most / 2);
  const first = most - last;
  return Array.from({ length: most }, (_, i) => (i < first ? i : units - most + i));
}

/** What the drawing is laid out by, in pixels. */
export interface DrawingSize {
  readonly width: number;
  readonly height: number;
  /** From the sides to the first and to the last layer. */
  readonly side: readonly [left: number, right: number];
  /** From one circle's centre to the next one's. */
  readonly spacing: number;
  /** At most so many circles in a layer; it may depend on how many units there are. */
  readonly most: number | ((units: number) => number);
  /** Small layers stand as far apart as the whole height lets them, instead of together. */
  readonly spread?: boolean;
}

/** How many places a layer takes: its circles, and one for the gap. */
export function placesOf(units: number, most: number): number {
  return Math.min(units, most) + (units > most ? 1 : 0);
}

/** The height that the tallest layer needs. */
export function heightOf(
  units: readonly number[],
  { spacing, most }: { readonly spacing: number; readonly most: number },
): number {
  return Math.max(...units.map((count) => placesOf(count, most))) * spacing;
}

/** The layers from left to right, each centred. */
export function layOut(
  units: readonly number[],
  { width, height, side, spacing, most, spread = false }: DrawingSize,
): Column[] {
  return units.map((count, layer) => {
    const limit = typeof most === "number" ? most : most(count);
    const x =
      units.length === 1
        ? (side[0] + width - side[1]) / 2
        : side[0] + ((width - side[0] - side[1]) * layer) / (units.length - 1);
    const shown = shownUnits(count, limit);
    const hidden = count - shown.length;
    const first = hidden === 0 ? shown.length : Math.ceil(shown.length / 2);
    const places = placesOf(count, limit);
    const step = spread ? height / places : spacing;
    const yOf = (place: number) => height / 2 + (place - (places - 1) / 2) * step;
    const circles = shown.map((unit, i) => ({ layer, unit, x, y: yOf(i < first ? i : i + 1) }));
    return { x, circles, hidden, gap: yOf(first) };
  });
}
