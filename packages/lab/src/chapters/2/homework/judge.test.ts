import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelOf, randomNumbers } from "../machine/model.ts";
import { work } from "../machine/quantities.ts";
import { start } from "../machine/start.ts";
import { hiddenIn, hideable, strangersIn, writeHidden } from "./exercise.ts";
import { firstSlip, isNear, slipIn, verdictOf } from "./judge.ts";

const worked = work(modelOf({ ...start, kinds: "" }));
const { values, computed } = worked;
const value = (id: string) => values.get(id)!;
const answers = (all: Readonly<Record<string, number>>) => new Map(Object.entries(all));

describe("an answer", () => {
  it("is right when somebody calculates with four decimals, step by step from the beginning", () => {
    fc.assert(
      fc.property(fc.nat(9999), (seed) => {
        const own = work(modelOf({ sizes: "2-3-2", kinds: "", ...randomNumbers([2, 3, 2], seed) }));
        const byHand = new Map<string, number>();
        for (const { id, compute } of own.computed)
          byHand.set(id, Number(compute((source) => byHand.get(source) ?? own.values.get(source)!).toFixed(4)));
        const wrong = own.computed.filter(({ id }) => verdictOf(id, own, byHand) === "wrong");
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("is not right when it is another, by more than rounding", () => {
    for (const { id } of computed) {
      expect(verdictOf(id, worked, answers({ [id]: value(id) }))).toBe("right");
      expect(verdictOf(id, worked, answers({ [id]: value(id) * 1.1 + 0.001 }))).toBe("wrong");
    }
    expect(verdictOf("d0.1", worked, answers({}))).toBeUndefined();
    expect(isNear(0.0168, 0.016789)).toBe(true);
    expect(isNear(0.018, 0.016789)).toBe(false);
  });

  it("that follows from a slip before it is not blamed for that", () => {
    // z without its bias, and then everything calculated rightly from it.
    const wrongZ = value("z0.2") - value("b0.2");
    const typed = new Map([["z0.2", wrongZ]]);
    const own = (id: string) => typed.get(id) ?? value(id);
    for (const id of ["a0.2", "z1.0", "a1.0"]) typed.set(id, worked.of.get(id)!.compute(own));
    const hidden = hiddenIn("z,a", computed);
    expect(["z0.2", "a0.2", "z1.0"].map((id) => verdictOf(id, worked, typed))).toEqual(["wrong", "late", "late"]);
    expect(firstSlip(hidden, worked, typed)).toBe("z0.2");
    expect(slipIn("z0.2", worked, typed)).toBe("The bias is missing.");
  });

  it("of a slope may come from z or from one's own a", () => {
    const typed = answers({ "a1.0": 0.9, "s1.0": 0.09 });
    expect(verdictOf("s1.0", worked, typed)).toBe("late");
  });
});

it("what may have happened is recognized", () => {
  const cases: readonly (readonly [string, number, RegExp])[] = [
    ["a0.2", value("z0.2"), /still to be applied/],
    ["C", 2 * value("C"), /½ is missing/],
    ["s1.0", value("a1.0"), /a · \(1 − a\)/],
    ["d1.0", value("g1.0"), /multiplied by the slope/],
    ["g0.2", value("d0.2"), /δ already/],
    ["gw0.2.0", value("d0.2"), /δ alone/],
    ["gw1.0.0", value("d1.0") * value("a1.0"), /comes out of the neuron/],
    ["g1.0", -value("g1.0"), /the sign is not/],
    ["d1.1", 10 * value("d1.1"), /decimal point/],
  ];
  for (const [id, typed, words] of cases) expect(slipIn(id, worked, answers({ [id]: typed })), id).toMatch(words);
  const byEntropy = work(modelOf({ ...start, kinds: "", cost: "cross-entropy" }));
  const other = (id: string) => byEntropy.values.get(id)!;
  for (const [id, typed, words] of [
    ["C", other("C") / Math.LN10, /ln is the natural one/],
    ["C", 2 * other("C"), undefined],
    ["d1.0", other("d1.0") * other("s1.0"), /once too often/],
  ] as const)
    if (words === undefined) expect(slipIn(id, byEntropy, answers({ [id]: typed }))).toBeUndefined();
    else expect(slipIn(id, byEntropy, answers({ [id]: typed })), id).toMatch(words);
  expect(slipIn("d1.1", worked, answers({ "d1.1": 7 }))).toBeUndefined();
  expect(slipIn("d1.1", worked, answers({}))).toBeUndefined();
});

it("what is hidden is written shortly, and read back", () => {
  const all = computed.map(({ id }) => id);
  expect(writeHidden(new Set(all), computed)).toBe(hideable.map(({ kind }) => kind).join(","));
  fc.assert(
    fc.property(fc.subarray(all), (ids) => {
      expect(hiddenIn(writeHidden(new Set(ids), computed), computed)).toEqual(ids);
    }),
  );
  for (const nothing of ["", "nothing", "d9.9", "w0.0.0", "x0"]) expect(hiddenIn(nothing, computed)).toEqual([]);
  // What is named, and is no number that could be hidden.
  expect(strangersIn(writeHidden(new Set(all), computed), computed)).toEqual([]);
  expect(strangersIn("", computed)).toEqual([]);
  expect(strangersIn(" d,quatsch, d9.9,x0,gw0.2.1,quatsch", computed)).toEqual(["quatsch", "d9.9", "x0"]);
});
