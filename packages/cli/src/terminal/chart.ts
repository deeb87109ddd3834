import { pad } from "./table.ts";
import { widthOf } from "./wrap.ts";

const levels = " ▁▂▃▄▅▆▇█";

export interface ChartOptions {
  /** Lines of the drawing, and columns of the whole. */
  readonly height: number;
  readonly columns: number;
  /** How a value is written beside the axis. */
  readonly format: (value: number) => string;
}

/** A series as an area between its smallest and its largest value, one value after another from left to right. */
export function chart(values: readonly number[], { height, columns, format }: ChartOptions): string[] {
  if (values.length === 0) return [];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const labels = [format(high), format(low)];
  const gutter = Math.max(...labels.map(widthOf));
  const wide = spread(values, Math.max(1, columns - gutter - 2));
  return Array.from({ length: height }, (_, row) => {
    const label = row === 0 ? labels[0] : row === height - 1 ? labels[1] : "";
    const line = wide.map((value) => {
      // The smallest value still shows, as the lowest of the marks.
      const marks = 1 + Math.round(((value - low) / (high - low || 1)) * (height * 8 - 1));
      return levels[Math.max(0, Math.min(8, marks - (height - 1 - row) * 8))];
    });
    return `${pad(label, gutter, "right")} ▕${line.join("")}`;
  });
}

/** Makes a series exactly as long as there is room: each value as wide as fits, or the last of each stretch. */
function spread(values: readonly number[], room: number): number[] {
  if (values.length > room)
    return Array.from({ length: room }, (_, i) => values[Math.ceil(((i + 1) * values.length) / room) - 1]);
  const each = Math.min(4, Math.floor(room / values.length));
  return values.flatMap((value) => Array<number>(each).fill(value));
}
