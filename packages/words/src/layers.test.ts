import { expect, test } from "vitest";
import { layers } from "./layers.ts";
import { UsageError } from "./usage-error.ts";

test.each([
  ["784-30-10", "784-30-10"],
  ["2-1", "2-1"],
  [" 28x28  conv20x5\n pool2 dense10 ", "28x28 conv20x5 pool2 dense10"],
])("%j", (text, expected) => expect(layers(text, "--layers")).toBe(expected));

test.each(["", "784", "784-", "-10", "784--10", "784-3.5-10", "784-1e3-10", "784,30,10", "a-b", "28x28 conv20"])(
  "refuses %j",
  (text) => {
    try {
      layers(text, "--layers");
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect(error).toMatchObject({
        code: "option.layers",
        message: expect.stringMatching(/^--layers: .*(784|conv20x5)/),
      });
      return;
    }
    throw new Error("nothing was refused");
  },
);
