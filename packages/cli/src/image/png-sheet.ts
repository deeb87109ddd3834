/** Many small grey images on one, in rows, with labels in their corners, as the book prints its ensemble's errors. */
import { NndlError } from "nndl";
import type { GreyPixels } from "./png-writer.ts";

/** One image of a sheet. */
export interface SheetTile extends GreyPixels {
  /** Beside the image, at the height of its top, and of its bottom: digits, letters of `-x` and spaces. */
  readonly topLabel?: string;
  readonly bottomLabel?: string;
}

export interface SheetOptions {
  /** Tiles in a row; as near to twice as wide as high as it gets when absent. */
  readonly columns?: number;
  /** How many pixels of the sheet a pixel of a tile becomes, each way; 2 when absent. */
  readonly scale?: number;
  /** Pixels between tiles, and around them; 8 when absent. */
  readonly gap?: number;
  /** The grey between tiles; 255, white, when absent. Labels are black, or white where it is dark. */
  readonly background?: number;
}

/** Each glyph in rows of three pixels. */
const font: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  "0": ["###", "# #", "# #", "# #", "###"],
  "1": [" # ", "## ", " # ", " # ", "###"],
  "2": ["###", "  #", "###", "#  ", "###"],
  "3": ["###", "  #", " ##", "  #", "###"],
  "4": ["# #", "# #", "###", "  #", "  #"],
  "5": ["###", "#  ", "###", "  #", "###"],
  "6": ["###", "#  ", "###", "# #", "###"],
  "7": ["###", "  #", " # ", " # ", " # "],
  "8": ["###", "# #", "###", "# #", "###"],
  "9": ["###", "# #", "###", "  #", "###"],
  "-": ["   ", "   ", "###", "   ", "   "],
  x: ["   ", "# #", " # ", "# #", "   "],
  ".": ["   ", "   ", "   ", "   ", " # "],
  " ": ["   ", "   ", "   ", "   ", "   "],
};

const glyph = { width: 3, height: 5, advance: 4 };

/**
 * Lays out tiles of one size, row by row.
 *
 * @throws NndlError "image.sheet" when there is no tile, or the tiles differ in size, or a label has other characters
 * @example encodePng(pngSheet(errors.map((tile) => ({ ...tile, topLabel: "6", bottomLabel: "0" })), { columns: 8 }));
 */
export function pngSheet(tiles: readonly SheetTile[], options: SheetOptions = {}): GreyPixels {
  checkTiles(tiles);
  const { scale = 2, gap = 8, background = 255 } = options;
  const [{ width, height }] = tiles;
  const longest = Math.max(
    ...tiles.flatMap(({ topLabel = "", bottomLabel = "" }) => [topLabel, bottomLabel].map((label) => label.length)),
  );
  const labelWidth = longest === 0 ? 0 : (longest * glyph.advance + 1) * scale;
  const cell = { width: width * scale + labelWidth, height: height * scale };
  const columns = Math.min(tiles.length, options.columns ?? broad(tiles.length, cell));
  const rows = Math.ceil(tiles.length / columns);
  const sheet = {
    width: columns * (cell.width + gap) + gap,
    height: rows * (cell.height + gap) + gap,
  };
  const pixels = new Uint8Array(sheet.width * sheet.height).fill(background);
  const paint = (left: number, top: number, value: number) => {
    for (let y = 0; y < scale; y++) {
      const start = (top + y) * sheet.width + left;
      pixels.fill(value, start, start + scale);
    }
  };
  const ink = background < 128 ? 255 : 0;
  tiles.forEach((tile, i) => {
    const left = gap + (i % columns) * (cell.width + gap);
    const top = gap + Math.floor(i / columns) * (cell.height + gap);
    tile.pixels.forEach((value, at) => {
      paint(left + (at % width) * scale, top + Math.floor(at / width) * scale, value);
    });
    const write = (label: string, y: number) => {
      [...label].forEach((character, place) => {
        const x = left + (width + 1 + place * glyph.advance) * scale;
        font[character].forEach((row, dy) => {
          for (let dx = 0; dx < glyph.width; dx++)
            if (row[dx] === "#") paint(x + dx * scale, top + (y + dy) * scale, ink);
        });
      });
    };
    write(tile.topLabel ?? "", 0);
    write(tile.bottomLabel ?? "", Math.max(0, height - glyph.height));
  });
  return { ...sheet, pixels };
}

/** The number of columns with which the sheet comes nearest to twice as wide as high. */
function broad(count: number, cell: { readonly width: number; readonly height: number }): number {
  const miss = (columns: number) =>
    Math.abs(Math.log((columns * cell.width) / (Math.ceil(count / columns) * cell.height) / 2));
  let best = 1;
  for (let columns = 2; columns <= count; columns++) if (miss(columns) < miss(best)) best = columns;
  return best;
}

function checkTiles(tiles: readonly SheetTile[]): void {
  const refuse = (received: string) =>
    new NndlError("image.sheet", {
      received,
      expected: `a sheet must have at least one tile, and all of one size, with labels of ${Object.keys(font).join("")}`,
      next: "Give it such tiles.",
    });
  if (tiles.length === 0) throw refuse("no tile");
  const [{ width, height }] = tiles;
  for (const tile of tiles) {
    if (tile.width !== width || tile.height !== height || tile.pixels.length !== width * height)
      throw refuse(`${width} × ${height} and ${tile.width} × ${tile.height} pixels, and ${tile.pixels.length} bytes`);
    const strange = [...(tile.topLabel ?? ""), ...(tile.bottomLabel ?? "")].find((c) => !Object.hasOwn(font, c));
    if (strange !== undefined) throw refuse(`the label ${JSON.stringify(strange)}`);
  }
}
