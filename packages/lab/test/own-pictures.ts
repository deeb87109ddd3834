/** For tests: pictures as people draw them, dark on white paper. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { encodePng } from "nndl/images";

/** What is drawn, each a class of its own. */
export const strokes = ["bar", "dash", "plus"] as const;

/** A picture of one stroke, at a place and of a size of its own. */
export function strokePng(stroke: (typeof strokes)[number], i: number, side = 24): Uint8Array<ArrayBuffer> {
  const [x, y] = [side / 2 - 2 + (i % 5), side / 2 - 2 + ((i * 3) % 5)];
  const reach = side / 3 + (i % 3);
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => {
    const [dx, dy] = [Math.abs((at % side) - x), Math.abs(Math.floor(at / side) - y)];
    const upright = dx <= 1 && dy <= reach;
    const level = dy <= 1 && dx <= reach;
    const isInk = stroke === "bar" ? upright : stroke === "dash" ? level : upright || level;
    return isInk ? (i * 7) % 40 : 255 - ((i + at) % 4);
  });
  return encodePng({ width: side, height: side, pixels }) as Uint8Array<ArrayBuffer>;
}

/** Writes a folder with a subfolder for each kind of stroke. */
export function writeStrokes(directory: string, each: number): void {
  for (const stroke of strokes)
    for (let i = 0; i < each; i++) {
      const path = join(directory, stroke, `${i + 1}.png`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, strokePng(stroke, i));
    }
}
