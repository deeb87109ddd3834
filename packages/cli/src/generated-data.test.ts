import { describe, expect, test } from "vitest";
import { openData, sourceOf } from "./data-sets.ts";
import { isGenerated } from "./generated-data.ts";
import { UsageError } from "./usage-error.ts";

describe("images made by rule", () => {
  test("have the size and the classes that are asked for, and others to test with", async () => {
    const { training, test: tests, validation, source } = await openData({ data: "generated:30:4:16" });
    expect([training.count, tests.count, validation, source]).toEqual([30, 3, undefined, "generated:30:4:16"]);
    expect([training.shape, training.targetSize]).toEqual([[3, 16, 16], 4]);
    expect(tests.input(0)).not.toEqual(training.input(0));
  });

  test("are divided as other data are", async () => {
    const sets = await openData({ data: "generated:30:4:16", needsValidation: true, limit: 7 });
    expect([sets.training.count, sets.validation?.count]).toEqual([7, 5]);
  });

  test("have no place on a disk", () => {
    expect(sourceOf("generated:5")).toBe("generated:5");
    expect(["generated", "generated:1:2:3", "generatedX", "./generated"].map(isGenerated)).toEqual([
      ...[true, true, false, false],
    ]);
  });

  test.each(["generated:", "generated:0", "generated:a", "generated:1:2:3:4", "generated:1.5", "generated:-1"])(
    "%s is refused",
    async (data) => {
      await expect(openData({ data })).rejects.toThrow(UsageError);
    },
  );
});
