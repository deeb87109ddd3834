import { expect, it } from "vitest";
import { chosen, UsageError } from "../bench/harness/options.mjs";

const sides = ["nndl", "pytorch", "pytorch-by-hand", "numpy-matrix"].map((id) => ({ id }));
const named = (...filter: string[]) => chosen("--only", sides, filter).map(({ id }: { id: string }) => id);

it("a side's whole name means that side alone, a part of one all that contain it", () => {
  expect(named("pytorch")).toEqual(["pytorch"]);
  expect(named("pyt")).toEqual(["pytorch", "pytorch-by-hand"]);
  expect(named("nndl", "hand")).toEqual(["nndl", "pytorch-by-hand"]);
  expect(named()).toHaveLength(4);
});

it("a name that no side has is refused, with those that there are", () => {
  expect(() => named("nndl", "torche")).toThrow(UsageError);
  expect(() => named("torche")).toThrow("--only torche matches none of nndl, pytorch, pytorch-by-hand, numpy-matrix");
});
