/** Things that are found on paper beside digits, as covers: how much light each takes away at a place. */
import type { Stream } from "nndl/random";
import type { Cover } from "./scene.ts";

export const between = (chance: Stream, low: number, high: number) => low + (high - low) * chance.uniform();

/** 1 within half a width of 0, 0 beyond, and a pixel of softness. */
export const edge = (distance: number, width: number) => Math.min(1, Math.max(0, width / 2 + 0.5 - Math.abs(distance)));

/** A straight line from side to side, at a slope. */
export function across(at: number, slope: number, width: number, strength: number): Cover {
  return (u, v) => strength * edge(v - at - slope * u, width);
}

export function down(at: number, slope: number, width: number, strength: number): Cover {
  return (u, v) => strength * edge(u - at - slope * v, width);
}

/** Parallel lines, as far apart as said, from a place on. */
export function ruled(apart: number, from: number, slope: number, width: number, strength: number): Cover {
  return (u, v) => {
    const place = v - from - slope * u;
    return strength * edge(place - apart * Math.round(place / apart), width);
  };
}

export function columns(apart: number, from: number, slope: number, width: number, strength: number): Cover {
  const turned = ruled(apart, from, slope, width, strength);
  return (u, v) => turned(v, u);
}

export function either(...covers: readonly Cover[]): Cover {
  return (u, v) => covers.reduce((most, cover) => Math.max(most, cover(u, v)), 0);
}

/** The outline of a rectangle. */
export function frame(
  left: number,
  top: number,
  right: number,
  bottom: number,
  width: number,
  strength: number,
): Cover {
  return (u, v) => {
    const [x, y] = [Math.max(left - u, u - right), Math.max(top - v, v - bottom)];
    // The distance to the outline: outside, to the nearest side or corner; inside, to the nearest side.
    const distance = x > 0 && y > 0 ? Math.hypot(x, y) : Math.max(x, y);
    return strength * edge(distance, width);
  };
}

/** A full disc. */
export function spot(x: number, y: number, radius: number, strength: number): Cover {
  return (u, v) => strength * Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(u - x, v - y)));
}

/** A ring, darker at its rim, that wobbles: what a cup leaves behind. */
export function stain(x: number, y: number, radius: number, width: number, strength: number, chance: Stream): Cover {
  const waves = [2, 3, 5].map((k) => [k, between(chance, 0, 0.04), between(chance, 0, 7)] as const);
  return (u, v) => {
    const angle = Math.atan2(v - y, u - x);
    const wobble = waves.reduce((sum, [k, size, phase]) => sum + size * Math.sin(k * angle + phase), 1);
    const distance = Math.hypot(u - x, v - y) - radius * wobble;
    const rim = strength * Math.exp(-((distance / width) ** 2));
    return distance < 0 ? Math.max(rim, 0.35 * strength) : rim;
  };
}

/** Values that change from place to place by chance, smoothly, between −1 and 1; `size` is how far apart they are. */
export function unevenness(width: number, height: number, size: number, chance: Stream): Cover {
  const [columns, rows] = [Math.ceil(width / size) + 3, Math.ceil(height / size) + 3];
  const grid = Float32Array.from({ length: columns * rows }, () => 2 * chance.uniform() - 1);
  const smooth = (t: number) => t * t * (3 - 2 * t);
  return (u, v) => {
    const [s, t] = [
      Math.min(columns - 1.001, Math.max(0, u / size + 1)),
      Math.min(rows - 1.001, Math.max(0, v / size + 1)),
    ];
    const [i, j] = [Math.floor(s), Math.floor(t)];
    const [a, b] = [smooth(s - i), smooth(t - j)];
    const at = (column: number, row: number) => grid[row * columns + column]!;
    return (at(i, j) * (1 - a) + at(i + 1, j) * a) * (1 - b) + (at(i, j + 1) * (1 - a) + at(i + 1, j + 1) * a) * b;
  };
}
