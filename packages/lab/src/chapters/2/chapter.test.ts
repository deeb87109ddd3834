/** The numbers of the text are those of the figure that it speaks of. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { modelOf } from "./machine/model.ts";
import { work } from "./machine/quantities.ts";
import { start } from "./machine/start.ts";
import { shortNumber } from "./machine/words.ts";

const text = readFileSync(new URL("chapter.md", import.meta.url), "utf8");
const { values } = work(modelOf({ ...start, kinds: "" }));
const number = (id: string) => shortNumber(values.get(id)!);

it("calculates along with the machine", () => {
  const plain = text.replaceAll("-", "−");
  for (const [before, id, after] of [
    ["\\sigma(0.1) = ", "a0.0", "$"],
    ["outputs are ", "a1.0", ""],
    ["(0 − 0.5632)^2\\bigr] = ", "C", "$"],
    ["\\delta^3_1 = (0.6528 − 1) \\cdot ", "s1.0", ""],
    ["0.2266 = ", "d1.0", "$"],
    ["0.7 \\cdot 0.1385 = ", "g0.2", "$"],
    ["Its slope is ", "s0.2", ","],
    ["0.0734 \\cdot 0.2288 = ", "d0.2", "$"],
  ] as const)
    expect(plain).toContain(`${before}${number(id)}${after}`);
  expect(values.get("gw0.2.0")).toBeCloseTo(0.0084, 4);
});
