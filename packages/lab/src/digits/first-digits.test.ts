import { mnist } from "nndl";
import { expect, it } from "vitest";
import { firstDigits } from "./first-digits.ts";
import { pictureOf } from "./pictures.ts";

it("are the first training images of each digit", async () => {
  const { training } = await mnist();
  if (training.targets.kind !== "classes") throw new Error("MNIST has classes");
  const labels = [...training.targets.labels];
  expect(firstDigits.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { label, index, picture } of firstDigits) {
    expect(index).toBe(labels.indexOf(label));
    expect(picture).toEqual(pictureOf(training, index));
  }
});
