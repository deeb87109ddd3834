import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { averageDarkness, mnist } from "nndl";
import { describe, expect, it } from "vitest";
import { cropped, darknessOf, digitsBytes, largestAt, nearestMean, pictureOf } from "./pictures.ts";

describe("the darkness of a picture", () => {
  it("guesses as the library's classifier does", async () => {
    const { training, test } = await mnist();
    const some = training.take(2000);
    const { means, classify } = averageDarkness(some);
    for (let i = 0; i < 200; i++) {
      const picture = pictureOf(test, i);
      expect(picture).toEqual(test.input(i));
      expect(nearestMean(means, darknessOf(picture))).toBe(classify(picture));
    }
  });
});

describe("pictures", () => {
  it("are cropped at each edge", () => {
    const values = new Uint8Array(2 * 784);
    values[784 + 3 * 28 + 4] = 9;
    const small = cropped(values, 3);
    expect(small).toHaveLength(2 * 22 * 22);
    expect(small.indexOf(9)).toBe(22 * 22 + 1);
  });

  it("are as large a download as is said beforehand", () => {
    const folder = fileURLToPath(new URL("../../static/mnist", import.meta.url));
    // Written by the first build or the first development page.
    if (!existsSync(folder)) return;
    const all = readdirSync(folder).filter((name) => name.endsWith(".gz"));
    const bytes = all.reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0);
    expect(Math.abs(bytes - digitsBytes) / digitsBytes).toBeLessThan(0.02);
  });

  it("have one largest output, the first of equals", () => {
    expect(largestAt([0.1, 0.7, 0.7])).toBe(1);
  });
});
