/** Pictures in a terminal: two pixels in each character where there are colours, a ramp of characters where not. */
import type { ColorDepth } from "./screen.ts";

/** A picture: values row by row, each from 0 to 1, or from −1 to 1 for what has a sign. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** What a value looks like, in colour and as a character. */
export interface Palette {
  readonly color: (value: number) => Rgb;
  readonly character: (value: number) => string;
}

/** 0 and less is dark, 1 is light: ink as it looks best on a dark terminal. */
export const greys: Palette = {
  color: (value) => {
    const level = 255 * Math.max(0, value);
    return [level, level, level];
  },
  character: (value) => pickFrom(" .:-=+*#%@", Math.max(0, value)),
};

/** 0 is white, 1 is black, as a book prints it: for what has no natural zero, between its smallest and its largest. */
export const paper: Palette = {
  color: (value) => greys.color(1 - Math.max(0, value)),
  character: greys.character,
};

/** Negative is blue, positive is orange, 0 is dark. */
export const signed: Palette = {
  color: (value) => (value < 0 ? [70 * -value, 150 * -value, 255 * -value] : [255 * value, 160 * value, 50 * value]),
  character: (value) => (value < 0 ? pickFrom(" .,;-~=", -value) : pickFrom(" .:+*#@", value)),
};

/** The lines of a picture. Each shows two rows of pixels; under an odd last row is the screen. */
export function drawPicture(picture: Picture, palette: Palette, colors: ColorDepth): string[] {
  const at = (x: number, y: number) => clamp(picture.values[y * picture.width + x]);
  return Array.from({ length: Math.ceil(picture.height / 2) }, (_, row) => {
    const hasBottom = 2 * row + 1 < picture.height;
    const pairs = Array.from({ length: picture.width }, (_, x) => {
      const top = at(x, 2 * row);
      return [top, hasBottom ? at(x, 2 * row + 1) : top] as const;
    });
    if (colors === "none") return pairs.map(([top, bottom]) => palette.character((top + bottom) / 2)).join("");
    return colorLine(
      pairs.map(([top, bottom]) => [palette.color(top), hasBottom ? palette.color(bottom) : undefined]),
      colors,
    );
  });
}

/** A picture made smaller by a whole factor: each of its pixels is the mean of a square. What does not fill one is cut. */
export function shrink(picture: Picture, factor: number): Picture {
  const width = Math.max(1, Math.floor(picture.width / factor));
  const height = Math.max(1, Math.floor(picture.height / factor));
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let count = 0;
      for (let dy = 0; dy < factor && y * factor + dy < picture.height; dy++) {
        for (let dx = 0; dx < factor && x * factor + dx < picture.width; dx++) {
          sum += picture.values[(y * factor + dy) * picture.width + x * factor + dx];
          count++;
        }
      }
      values[y * width + x] = sum / count;
    }
  }
  return { width, height, values };
}

/** A picture made larger by a whole factor: each of its pixels becomes a square. */
export function enlarge({ width, height, values }: Picture, factor: number): Picture {
  const large = new Float32Array(width * factor * height * factor);
  for (let i = 0; i < large.length; i++) {
    const x = Math.floor((i % (width * factor)) / factor);
    const y = Math.floor(i / (width * factor * factor));
    large[i] = values[y * width + x];
  }
  return { width: width * factor, height: height * factor, values: large };
}

/** One line of upper half blocks: their colour is the upper pixel, the colour behind them the lower. */
function colorLine(pairs: readonly (readonly [top: Rgb, bottom: Rgb | undefined])[], colors: "256" | "true"): string {
  const code = colors === "true" ? trueColor : indexedColor;
  let before = "";
  const characters = pairs.map(([top, bottom]) => {
    const color = `\x1b[38;${code(top)};${bottom === undefined ? "49" : `48;${code(bottom)}`}m`;
    const change = color === before ? "" : color;
    before = color;
    return `${change}▀`;
  });
  return `${characters.join("")}\x1b[0m`;
}

function trueColor(color: Rgb): string {
  return `2;${color.map(Math.round).join(";")}`;
}

/** The nearest of the terminal's 256 colours: 24 greys between black and white, or a cube of 6 × 6 × 6. */
function indexedColor([red, green, blue]: Rgb): string {
  if (red === green && green === blue) {
    const level = Math.round((red - 8) / 10);
    return `5;${level < 0 ? 16 : level > 23 ? 231 : 232 + level}`;
  }
  const [r, g, b] = [red, green, blue].map((value) => Math.round((value / 255) * 5));
  return `5;${16 + 36 * r + 6 * g + b}`;
}

function pickFrom(ramp: string, value: number): string {
  return ramp[Math.min(ramp.length - 1, Math.floor(value * ramp.length))];
}

function clamp(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
}
