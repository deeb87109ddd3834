/** Simple ideas to tell digits apart: each makes a few numbers of an image, and the class with the nearest mean numbers wins. */

const side = 28;

export interface Idea {
  readonly title: string;
  readonly numbers: (pixels: Uint8Array) => readonly number[];
}

/** How dark a pixel must be to count as ink. */
const isInk = (pixel: number) => pixel >= 128;

export const ideas = {
  holes: { title: "how many holes it has", numbers: (pixels) => [holes(pixels)] },
  box: { title: "how high and wide it is", numbers: box },
  middle: { title: "how much ink is in the middle, and altogether", numbers: middle },
  quarters: {
    title: "the ink of each quarter",
    numbers: (pixels) => sums(pixels, 4, (row, column) => 2 * Math.floor(row / 14) + Math.floor(column / 14)),
  },
  columns: { title: "the ink of each column", numbers: (pixels) => sums(pixels, side, (_, column) => column) },
  crossings: { title: "how often three rows and a column cross a stroke", numbers: crossings },
  rows: { title: "the ink of each row", numbers: (pixels) => sums(pixels, side, (row) => row) },
} as const satisfies Readonly<Record<string, Idea>>;

function sums(pixels: Uint8Array, parts: number, partOf: (row: number, column: number) => number): number[] {
  const ink = Array<number>(parts).fill(0);
  pixels.forEach((pixel, i) => {
    ink[partOf(Math.floor(i / side), i % side)] += pixel;
  });
  return ink;
}

/** Both from 1 to 28 pixels. */
function box(pixels: Uint8Array): number[] {
  const places = [...pixels.keys()].filter((i) => isInk(pixels[i]));
  const reach = (values: readonly number[]) => Math.max(...values) - Math.min(...values) + 1;
  if (places.length === 0) return [0, 0];
  return [reach(places.map((i) => Math.floor(i / side))), reach(places.map((i) => i % side))];
}

/** The inner 8 × 8 pixels, five times as heavy as all together. */
function middle(pixels: Uint8Array): number[] {
  const isInner = (at: number) => at >= 10 && at < 18;
  const [inner] = sums(pixels, 2, (row, column) => (isInner(row) && isInner(column) ? 0 : 1));
  return [5 * inner, pixels.reduce((sum, pixel) => sum + pixel, 0)];
}

function crossings(pixels: Uint8Array): number[] {
  const along = (at: (i: number) => number) => {
    let count = 0;
    for (let i = 1; i < side; i++) if (isInk(pixels[at(i)]) && !isInk(pixels[at(i - 1)])) count++;
    return count;
  };
  return [...[9, 14, 19].map((row) => along((i) => row * side + i)), along((i) => i * side + 14)];
}

/** White regions that ink surrounds: those of the image with a white margin, less the one outside. Faint ink closes a line, too. */
function holes(pixels: Uint8Array): number {
  const wide = side + 2;
  const isWhite = (row: number, column: number) => {
    const isMargin = row < 1 || column < 1 || row > side || column > side;
    return isMargin || pixels[(row - 1) * side + column - 1] < 64;
  };
  const seen = new Set<number>();
  let regions = 0;
  for (let start = 0; start < wide * wide; start++) {
    if (seen.has(start) || !isWhite(Math.floor(start / wide), start % wide)) continue;
    regions++;
    const open = [start];
    seen.add(start);
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const [row, column] = [Math.floor(place / wide), place % wide];
      for (const [r, c] of [
        [row - 1, column],
        [row + 1, column],
        [row, column - 1],
        [row, column + 1],
      ]) {
        const next = r * wide + c;
        if (r < 0 || c < 0 || r >= wide || c >= wide || seen.has(next) || !isWhite(r, c)) continue;
        seen.add(next);
        open.push(next);
      }
    }
  }
  return regions - 1;
}
