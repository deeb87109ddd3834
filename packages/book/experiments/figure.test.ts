import { expect, it } from "vitest";
import { titleIn, withUnit } from "./figure.ts";

it("says one step, and two steps", () => {
  const text = (unit: string, value: number, digits = 0) => withUnit({ unit, digits }, value);
  expect(text("steps", 1)).toBe("1 step");
  expect(text("steps", 2)).toBe("2 steps");
  expect(text("passes", 1)).toBe("1 pass");
  expect(text("s", 1)).toBe("1 s");
  expect(text("%", 1)).toBe("1 %");
  expect(text("epochs", 1, 1)).toBe("1.0 epochs");
});

it("is called by what its quick form measures, where that is something else", () => {
  const figure = { kind: "number", title: "after 200 steps", unit: "" } as const;
  expect(titleIn(figure, "quick")).toBe("after 200 steps");
  const own = { ...figure, quickTitle: "after 20 steps" };
  expect((["full", "look", "quick"] as const).map((form) => titleIn(own, form))).toEqual([
    "after 200 steps",
    "after 200 steps",
    "after 20 steps",
  ]);
});
