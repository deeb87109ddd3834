import fc from "fast-check";
import { expect, test } from "vitest";
import { movedBy } from "./place-keys.ts";

const unit = [0, 1] as const;
const keys = fc.constantFrom("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home");

test("arrow keys move by a hundredth, with Shift by ten; Home goes to the middle", () => {
  expect(movedBy({ key: "ArrowRight" }, [0.3, 0.7], unit, unit)).toEqual([0.31, 0.7]);
  expect(movedBy({ key: "ArrowDown", shiftKey: true }, [0.3, 0.7], unit, unit)).toEqual([0.3, 0.6]);
  expect(movedBy({ key: "ArrowUp" }, [0, 0], [-1.1, 1.1], [-1.1, 1.1])).toEqual([0, 0.02]);
  expect(movedBy({ key: "Home" }, [0.3, 0.7], [-5, 5], [0, 360])).toEqual([0, 180]);
});
test("a place between the steps goes to one of them", () => {
  expect(movedBy({ key: "ArrowRight" }, [0.3141592, 0], unit, unit)).toEqual([0.32, 0]);
});
test("where only x counts, up and down are left to the page", () => {
  expect(movedBy({ key: "ArrowUp" }, [0.3], unit, unit)).toBeUndefined();
  expect(movedBy({ key: "ArrowLeft" }, [0.3], unit, [0, 4])).toEqual([0.29, 2]);
});
test("other keys, and keys with Control, Alt or Meta, are left alone", () => {
  for (const key of ["Tab", "Enter", "a", "toString"]) expect(movedBy({ key }, [0, 0], unit, unit)).toBeUndefined();
  for (const held of ["ctrlKey", "altKey", "metaKey"])
    expect(movedBy({ key: "ArrowLeft", [held]: true }, [0.5, 0.5], unit, unit)).toBeUndefined();
});
test("never leaves the axes, and gets to their ends", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-2, max: 1e3, noNaN: true }),
      fc.array(keys, { maxLength: 20 }),
      (from, length, pressed) => {
        const range = [from, from + length] as const;
        let place: readonly [number, number] = [from, from];
        for (const key of pressed) place = movedBy({ key, shiftKey: true }, place, range, range)!;
        for (const value of place) expect(value >= range[0] && value <= range[1]).toBe(true);
        for (let i = 0; i < 25; i++) place = movedBy({ key: "ArrowRight", shiftKey: true }, place, range, range)!;
        expect(place[0]).toBe(range[1]);
      },
    ),
  );
});
