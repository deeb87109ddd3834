/** Going from unit to unit of a drawn network by the arrow keys. */
import type { Circle } from "./network-layout.ts";

/** The next one that way: up and down in a layer, left and right the nearest one of another layer. */
export function neighbourOf<T extends Circle>(circle: T, key: string, all: readonly T[]): T | undefined {
  const distance = (other: Circle) => Math.abs(other.layer - circle.layer) * 1e4 + Math.abs(other.y - circle.y);
  const there = all.filter(({ layer, y }) =>
    key === "ArrowUp"
      ? layer === circle.layer && y < circle.y
      : key === "ArrowDown"
        ? layer === circle.layer && y > circle.y
        : key === "ArrowLeft"
          ? layer < circle.layer
          : key === "ArrowRight" && layer > circle.layer,
  );
  return there.sort((a, b) => distance(a) - distance(b))[0];
}
