import type { MadeInput, Preparation } from "nndl";
import { madeInputs } from "nndl/sources";
import { expect, it } from "vitest";
import { columnsAmong, columnsMissing, placesAmong } from "./made-places.ts";

const columns = ["x", "y"].map((name) => ({ kind: "number", name, mean: 0, deviation: 1 }) as const);
const product = (...of: string[]): MadeInput => ({ kind: "product", of });
const tableOf = (...made: MadeInput[]): Preparation => ({ inputs: { kind: "table", columns, made } });

it("finds where examples lie among the inputs that were made of it", () => {
  const preparation = tableOf(product("x", "x"), product("y"), { kind: "sine", of: ["x"] }, product("x"));
  expect(columnsAmong(preparation)).toEqual([3, 1]);
  const places = Float32Array.of(0.5, -0.25, 0.75, 1);
  const { inputs } = preparation;
  const features = madeInputs(inputs as Extract<typeof inputs, { kind: "table" }>, places);
  expect(placesAmong(features, 4, [3, 1])).toEqual(places);
});

it("says which column nobody can tell any more", () => {
  const preparation = tableOf(product("x"), product("x", "y"), { kind: "sine", of: ["y"] });
  expect([columnsAmong(preparation), columnsMissing(preparation)]).toEqual([undefined, ["y"]]);
});

it("has nothing to find where nothing was made", () => {
  const plain: Preparation = { inputs: { kind: "table", columns } };
  for (const preparation of [undefined, plain])
    expect([columnsAmong(preparation), columnsMissing(preparation)]).toEqual([undefined, []]);
});
