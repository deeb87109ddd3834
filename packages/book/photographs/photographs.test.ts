import { type Mnist, mnist, type Session, wasmEngine } from "nndl";
import { readPicture } from "nndl/images";
import { stream } from "nndl/random";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readerNetwork, tallied, together } from "./measure.ts";
import { disturbedPictures, inkOf } from "./pictures.ts";
import { photograph, sceneOf } from "./scene.ts";

let digits: Mnist;
let session: Session;

beforeAll(async () => {
  digits = await mnist();
  session = await wasmEngine.open(await readerNetwork(digits, 3), { threads: 1 });
});
afterAll(() => session.close());

const ask = (inputs: readonly Float32Array[]) => inputs.map((input) => session.predict(input).slice());

describe("photographs of digits", () => {
  test("of every second kind: nine in ten are read as when plain, and none wrongly without a word", async () => {
    const pictures = disturbedPictures(digits.test, 1, 3, 0.5).filter((_, i) => i % 2 === 0);
    const all = together(await tallied(pictures, digits.test, session), "all");
    expect(all.pictures).toBeGreaterThan(14);
    expect(all.right).toBeGreaterThanOrEqual(0.9 * all.pictures);
    expect(all.wrongInSilence).toBe(0);
    expect(all.rightButDoubted).toBeLessThanOrEqual(0.25 * all.pictures);
  });

  test("are the same for the same seed", () => {
    const [one, again] = [0, 1].map(() => disturbedPictures(digits.test, 1, 5, 0.3)[7]!.draw());
    expect(one).toEqual(again);
  });

  test("of two digits are read one by one, and said to be two", async () => {
    let right = 0;
    for (let i = 0; i < 5; i++) {
      const indices = [3 + 2 * i, 4 + 2 * i];
      const written = indices.map((index, k) => ({
        ink: inkOf(digits.test, index),
        x: 130 + 110 * k,
        y: 120,
        side: 110,
      }));
      const image = photograph(sceneOf(370, 240, written), stream(1, "two digits", i));
      const { digits: found, remarks } = await readPicture(image, { width: 28, height: 28 }, ask, "two");
      const [read, labels] = [
        found.map(({ prediction }) => prediction),
        indices.map((index) => digits.test.label(index)),
      ];
      if (read.join() === labels.join()) right++;
      expect(remarks.some(({ about }) => about === "several")).toBe(true);
    }
    expect(right).toBeGreaterThanOrEqual(4);
  });
});
