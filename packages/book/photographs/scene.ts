/** A sheet of paper with digits on it, and whatever else lies there, as a camera sees it. */
import type { GreyImage } from "nndl/images";
import type { Stream } from "nndl/random";
import { blur, eightBits, jpegBlocks, noise, type Projection } from "./camera.ts";

/** How much light something takes away at a place of the paper: 0 nothing, 1 all. */
export type Cover = (u: number, v: number) => number;

/** An MNIST digit, written on the paper. */
export interface WrittenDigit {
  /** 28 × 28, ink from 0 to 1. */
  readonly ink: Float32Array;
  /** The middle, and the side of the square that MNIST's 28 × 28 pixels become, in pixels of the picture. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** What is photographed, and how. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly digits: readonly WrittenDigit[];
  /** How light the paper is, and how much of that light the pen takes away. */
  paper: number;
  pen: number;
  /** How wide the pen is: 0 as in MNIST, more is bolder. */
  bold: number;
  /** How soft its edges are: 1 as in MNIST, enlarged; less is crisper. */
  soft: number;
  readonly covers: Cover[];
  /** How much light falls on a place of the picture. */
  light: (x: number, y: number) => number;
  projection: Projection;
  /** What lies above the paper: how light it is there, or undefined where one sees the paper. */
  above: (u: number, v: number) => number | undefined;
  blur: number;
  noise: number;
  /** JPEG's quality; 0 for none. */
  jpeg: number;
  /** Whether it is a blackboard: dark becomes light. */
  negative: boolean;
}

export function sceneOf(width: number, height: number, digits: readonly WrittenDigit[]): Scene {
  return {
    width,
    height,
    digits,
    paper: 0.92,
    pen: 0.85,
    bold: 0,
    soft: 0.6,
    covers: [],
    light: () => 1,
    projection: (x, y) => [x, y],
    above: () => undefined,
    blur: 0,
    noise: 0.004,
    jpeg: 0,
    negative: false,
  };
}

export function photograph(scene: Scene, chance: Stream): GreyImage {
  const { width, height, digits, paper, pen, covers, light, projection, above } = scene;
  const inks = digits.map((digit) => inkOf(digit, scene));
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = projection(x, y);
      let lightness = above(u, v);
      if (lightness === undefined) {
        lightness = paper;
        for (const cover of covers) lightness *= 1 - cover(u, v);
        let ink = 0;
        for (const at of inks) ink = Math.max(ink, at(u, v));
        lightness *= 1 - pen * ink;
      }
      if (scene.negative) lightness = 1 - lightness;
      values[y * width + x] = lightness * light(x, y);
    }
  let image: GreyImage = { width, height, values };
  if (scene.blur > 0) image = blur(image, scene.blur);
  if (scene.noise > 0) image = noise(image, scene.noise, chance);
  image = eightBits(image);
  return scene.jpeg > 0 ? eightBits(jpegBlocks(image, scene.jpeg)) : image;
}

/** MNIST's pixels enlarged: straight lines between them, with edges made crisper, and strokes bolder. */
function inkOf({ ink, x, y, side }: WrittenDigit, { soft, bold }: Scene): Cover {
  const [left, top, scale] = [x - side / 2, y - side / 2, 28 / side];
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column > 27 || row > 27 ? 0 : ink[row * 28 + column]!;
  return (u, v) => {
    const [s, t] = [(u - left) * scale - 0.5, (v - top) * scale - 0.5];
    if (s < -1 || t < -1 || s > 28 || t > 28) return 0;
    const [i, j] = [Math.floor(s), Math.floor(t)];
    const [a, b] = [s - i, t - j];
    const value =
      (at(i, j) * (1 - a) + at(i + 1, j) * a) * (1 - b) + (at(i, j + 1) * (1 - a) + at(i + 1, j + 1) * a) * b;
    return Math.min(1, Math.max(0, (value - 0.5 + bold) / soft + 0.5));
  };
}
