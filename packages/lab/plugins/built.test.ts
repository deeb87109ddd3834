import { expect, it } from "vitest";
import { written } from "./built.ts";

it("writes the values of a module's exports, and refuses what is no plain value", () => {
  expect(written({ rates: [1, 0.5], default: { name: "η", of: null } }, "a.built.ts")).toBe(
    'export const rates = [1,0.5];\nexport default {"name":"η","of":null};\n',
  );
  for (const value of [() => 1, undefined, [Number.NaN], { at: new Map() }, 1n])
    expect(() => written({ value }, "a.built.ts")).toThrow(/a\.built\.ts is run when the lab is built, and value/);
});
