/** The same picture gives the same bits at every door: the library's and the command line's. The lab tests its own. */
import { type Dataset, dense, mnist, type Network, network } from "nndl";
import { decodePicture, findDigits, greyOf, prepareImage, readPicture, seeDigit } from "nndl/images";
import { beforeAll, describe, expect, test } from "vitest";
import { asPng, digitOf, inverted, placed, scaled } from "../testing/digits.ts";
import { openReader } from "./network-reader.ts";

const field = { width: 28, height: 28 };
let digits: Dataset;
let net: Network;

beforeAll(async () => {
  digits = (await mnist()).test;
  net = network({ input: [784], layers: [dense(10)], seed: 1 });
});

/** What each door shows a network of a PNG file with one digit. */
async function shownAt(png: Uint8Array): Promise<Readonly<Record<string, Float32Array>>> {
  const picture = await decodePicture(png, "x.png");
  const grey = greyOf(picture);
  const ask = (inputs: readonly Float32Array[]) => net.predict(inputs);
  const reader = await openReader(net, false);
  const inputs = { kind: "images", channels: 1, ...field, polarity: "ink", fit: "mnist", scale: 1 / 256 } as const;
  const shown = {
    findDigits: findDigits(grey, field, "x.png").digits[0].seen.inputs,
    readPicture: (await readPicture(grey, field, ask, "x.png")).digits[0].seen.inputs,
    prepareImage: prepareImage({ inputs }, picture),
    predict: (await reader.read(picture, "x.png")).digits[0].seen.inputs,
  };
  reader.close();
  return shown;
}

describe("a PNG is seen alike at every door", () => {
  test("MNIST's digits as they are, and as they are but black on white: to the bit as MNIST has them", async () => {
    for (let i = 0; i < 40; i++)
      for (const image of [digitOf(digits, i), inverted(digitOf(digits, i))])
        for (const [door, shown] of Object.entries(await shownAt(asPng(image))))
          expect(shown, `${door}, test image ${i}`).toEqual(digits.input(i));
  });

  test("larger ones, elsewhere: to the bit as a plain digit is seen", async () => {
    for (let i = 0; i < 5; i++) {
      const png = asPng(inverted(placed(scaled(digitOf(digits, i), 80), 150, 120, 10 + 7 * i, 20)));
      const plain = seeDigit(greyOf(await decodePicture(png, "x.png")), field, "x.png").inputs;
      for (const [door, shown] of Object.entries(await shownAt(png))) expect(shown, door).toEqual(plain);
    }
  });
});
