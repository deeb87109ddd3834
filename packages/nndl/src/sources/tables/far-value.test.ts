import fc from "fast-check";
import { expect, it } from "vitest";
import { farValue } from "./far-value.ts";
import { allRows } from "./scale.ts";

const remarksOn = (values: readonly number[], divisor = 1) =>
  farValue("t.csv", { kind: "number", name: "x", stored: Float64Array.from(values), divisor }, allRows(values.length));

const usual = Array.from({ length: 30 }, (_, i) => 20 + (i % 7));

it.each([-999, -9999, 9999, 1e6])("%d among usual numbers is remarked on, however often it stands there", (value) => {
  for (const count of [1, 2, 20]) {
    const [remark, ...more] = remarksOn([...usual, ...Array<number>(count).fill(value)]);
    expect(more).toEqual([]);
    expect(remark).toMatchObject({ code: "table.far" });
    expect(remark!.what).toContain(`"x" has ${value} in ${count} of ${30 + count} rows`);
    expect(remark!.what).toContain("from 20 to 26");
  }
});

it("is said in the numbers that were written", () => {
  expect(remarksOn([...usual, -9990], 10)[0]?.what).toContain(
    "has -999 in 1 of 31 rows, far from all others, which are from 2 to 2.6",
  );
});

it("nothing is said of flags, constants, few rows, and what is spread evenly", () => {
  const silent = [[...usual.map(() => 0), 1000], usual.map(() => 5), [1, 2, 3, -999], usual];
  for (const values of silent) expect(remarksOn(values)).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10 }), (some) => {
      // Both ends are there, and something between: no value can be three spans away.
      expect(remarksOn([0, 0.5, 1, ...some])).toEqual([]);
    }),
  );
});
