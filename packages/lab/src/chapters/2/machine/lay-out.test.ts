import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOut, nearest } from "./lay-out.ts";
import { modelOf, randomNumbers } from "./model.ts";
import { idOf, work } from "./quantities.ts";

const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 5 });
const width = fc.integer({ min: 270, max: 1000 });

describe("the drawing", () => {
  it("lies within its width, and no two numbers upon one another", () => {
    fc.assert(
      fc.property(sizes, width, fc.nat(), (sizes, width, chance) => {
        const layer = chance % (sizes.length - 1);
        const chosen = { layer, unit: chance % sizes[layer + 1]! };
        const { cells, cards, dots, height } = layOut(sizes, width, chosen);
        for (const box of [...cells, ...cards]) {
          expect(box.x).toBeGreaterThanOrEqual(-0.01);
          expect(box.x + box.width).toBeLessThanOrEqual(width + 0.01);
          expect(box.y).toBeGreaterThanOrEqual(-0.01);
          expect(box.y + box.height).toBeLessThanOrEqual(height + 0.01);
        }
        cells.forEach((one, i) => {
          for (const other of cells.slice(i + 1)) {
            const apart =
              one.x + one.width <= other.x + 0.01 ||
              other.x + other.width <= one.x + 0.01 ||
              one.y + one.height <= other.y + 0.01 ||
              other.y + other.height <= one.y + 0.01;
            expect(apart, `${one.id} and ${other.id}`).toBe(true);
          }
        });
        expect(cards.length === 1 || dots.length === 0).toBe(true);
        expect(cards.some((card) => card.layer === chosen.layer && card.unit === chosen.unit)).toBe(true);
      }),
    );
  });

  it("leaves room for every sign between the numbers of a card", () => {
    for (const width of [277, 300, 912]) {
      const { cells, words } = layOut([2, 3, 2], width, { layer: 1, unit: 0 });
      const at = (id: string) => cells.find((cell) => cell.id === id)!;
      const slope = at(idOf.s(1, 0));
      const times = words.find(({ text, x }) => text === "·" && x > slope.x && x < at(idOf.g(1, 0)).x)!;
      // The ring of a number is 3 wide, "∂C/∂a" about 36.
      expect(times.x).toBeGreaterThan(slope.x + slope.width + 3);
      expect(at(idOf.g(1, 0)).sign!.x - 36).toBeGreaterThan(times.x + 3);
    }
  });

  it("shows every number of 2-3-2 at once where there is room, and each of them with its neuron elsewhere", () => {
    const { of } = work(modelOf({ sizes: "2-3-2", kinds: "", ...randomNumbers([2, 3, 2], 1) }));
    const shown = (width: number, layer = 0, unit = 0) =>
      layOut([2, 3, 2], width, { layer, unit }).cells.map(({ id }) => id);
    expect(new Set(shown(912))).toEqual(new Set(of.keys()));
    const narrow = [0, 1, 2]
      .flatMap((unit) => shown(300, 0, unit))
      .concat([0, 1].flatMap((unit) => shown(300, 1, unit)));
    expect(new Set(narrow)).toEqual(new Set(of.keys()));
  });

  it("is gone through by the arrow keys, and every number is reached", () => {
    const { cells } = layOut([2, 3, 2], 912, { layer: 0, unit: 0 });
    const reached = new Set([cells[0]!.id]);
    const queue = [cells[0]!];
    for (let cell = queue.pop(); cell !== undefined; cell = queue.pop())
      for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
        const next = nearest(cell, key, cells);
        if (next === undefined || reached.has(next.id)) continue;
        reached.add(next.id);
        queue.push(next);
      }
    expect(reached).toEqual(new Set(cells.map(({ id }) => id)));
    expect(nearest(cells[0]!, "a", cells)).toBeUndefined();
  });
});
