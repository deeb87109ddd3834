import fc from "fast-check";
import { checkNetworkSpec } from "nndl/spec";
import { describe, expect, it } from "vitest";
import { formatFreeze, freeze, freezeFlag, frozenLayers } from "./freeze.ts";

const read = (text: string) => freeze(text, "--freeze");
const spec = checkNetworkSpec({
  input: [6],
  layers: [
    { type: "dense", units: 4 },
    { type: "dropout", rate: 0.5 },
    { type: "batchNorm" },
    { type: "dense", units: 4 },
    { type: "dense", units: 3 },
  ],
});

describe("which layers are frozen", () => {
  it("is said by how many, or by their places among those that have weights", () => {
    expect(frozenLayers(spec, read("1"))).toEqual([0]);
    expect(frozenLayers(spec, read("2"))).toEqual([0, 2]);
    expect(frozenLayers(spec, read("2,"))).toEqual([2]);
    expect(frozenLayers(spec, read("4, 2"))).toEqual([2, 4]);
  });

  it("is written as it is read", () => {
    fc.assert(
      fc.property(fc.subarray([0, 2, 3, 4], { minLength: 1, maxLength: 3 }), (indices) => {
        const flag = freezeFlag(spec, indices)!;
        expect(frozenLayers(spec, read(formatFreeze(flag)))).toEqual(indices);
      }),
    );
    expect(freezeFlag(spec, undefined)).toBeUndefined();
    expect(freezeFlag(spec, [0, 2])).toBe(2);
  });

  it.each(["0", "", ",", "1,,2", "a", "1.5", "-1", "1,b"])("is not %j", (text) => {
    expect(() => read(text)).toThrow("--freeze");
  });

  it.each(["4", "5", "1,2,3,4", "7,"])("leaves something to learn, unlike %j", (text) => {
    expect(() => frozenLayers(spec, read(text))).toThrow("must leave one or more of the 4 layers");
  });
});
