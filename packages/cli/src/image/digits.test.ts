/** A network reads real digits as well from pictures of all kinds as from MNIST itself. */
import { type Dataset, dense, type Mnist, mnist, network, type Session, train, wasmEngine } from "nndl";
import { decodePicture, type GreyImage, greyOf, seeDigit } from "nndl/images";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRound } from "../../../../testing/thorough.ts";
import { asJpeg, asPng, digitOf, inverted, painted, placed, scaled } from "../testing/digits.ts";

const field = { width: 28, height: 28 };
const count = 100;
let digits: Mnist;
let tested: Dataset;
let session: Session;
let answers: number[];

beforeAll(async () => {
  digits = await mnist();
  tested = digits.test.take(count);
  const net = network({ input: [784], layers: [dense(30), dense(10)], cost: "cross-entropy", seed: 1 });
  for await (const _ of train(net, digits.training.take(20_000), { epochs: 4, learningRate: 0.5, threads: 1 }));
  session = await wasmEngine.open(net, { threads: 1 });
  answers = Array.from({ length: count }, (_, i) => read(tested.input(i)));
});

afterAll(() => session.close());

function read(inputs: Float32Array): number {
  const outputs = session.predict(inputs);
  return outputs.indexOf(Math.max(...outputs));
}

const thick = (value: number) => Math.min(1, 2 * value);
const pictures: readonly (readonly [string, (digit: GreyImage, i: number) => Uint8Array])[] = [
  ["PNG, as it is", (digit) => asPng(digit)],
  ["PNG, dark on light", (digit) => asPng(inverted(digit))],
  ["PNG, shifted", (digit, i) => asPng(placed(digit, 28, 28, (i % 7) - 3, (i % 5) - 2))],
  ["PNG, 20 pixels wide", (digit) => asPng(scaled(digit, 20))],
  ["PNG, 100 pixels, dark on light", (digit) => asPng(inverted(scaled(digit, 100)))],
  ["PNG, in a corner of 400 × 150", (digit) => asPng(placed(scaled(digit, 90), 400, 150, 305, 50))],
  ["PNG, grey on grey", (digit) => asPng(painted(scaled(digit, 70), (value) => 0.6 - 0.3 * value))],
  ["PNG, a broad brush", (digit) => asPng(inverted(painted(scaled(digit, 120), thick)))],
  ["JPEG, as it is, quality 75", (digit) => asJpeg(digit, 75)],
  ["JPEG, 84 pixels, quality 50", (digit) => asJpeg(scaled(digit, 84), 50)],
  ["JPEG, 112 pixels, dark on light, quality 30", (digit) => asJpeg(inverted(scaled(digit, 112)), 30)],
  [
    "JPEG of paper in light from one side",
    (digit) =>
      asJpeg(
        painted(placed(scaled(digit, 100), 140, 140, 25, 15), (value, x) => (0.5 + x / 350) * (1 - 0.8 * value)),
        80,
      ),
  ],
];

describe("digits of the test set", () => {
  test("the network has learned to read them", () => {
    expect(answers.filter((answer, i) => answer === tested.label(i)).length).toBeGreaterThan(0.92 * count);
  });

  test.each(inRound(pictures))("%s", async (name, draw) => {
    // Writing a JPEG takes the encoder its time; fewer must do.
    const number = name.startsWith("JPEG") ? count / 4 : count;
    let correct = 0;
    let same = 0;
    for (let i = 0; i < number; i++) {
      const image = greyOf(await decodePicture(draw(digitOf(tested, i), i), "x"));
      const answer = read(seeDigit(image, field, "x").inputs);
      if (answer === tested.label(i)) correct++;
      if (answer === answers[i]) same++;
    }
    const original = answers.slice(0, number).filter((answer, i) => answer === tested.label(i)).length;
    expect(correct).toBeGreaterThanOrEqual(original - 0.025 * number);
    expect(same).toBeGreaterThanOrEqual(0.94 * number);
  });
});
