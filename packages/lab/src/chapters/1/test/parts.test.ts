/** Chapter 1's figures of networks made of parts: perceptrons at the limit, faces, quarters of a 0, bits, pieces, baselines. */

import { fourOutputs, outputLayer, worstError } from "@nndl/book/programs/four-outputs";
import { type Bit, perceptron } from "@nndl/book/programs/perceptrons";
import { sigmoid } from "@nndl/book/programs/sigmoid";
import { mnist, network, referenceEngine } from "nndl";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { Hands } from "../../../../test/hands.ts";
import { e11 } from "../../../../test/recipes.ts";
import { openSite, type Site } from "../../../../test/site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("perceptron-limit compares perceptrons with sigmoid neurons of c times their numbers", async () => {
  const hands = await Hands.on(site, "perceptron-limit");
  const shown = async () => {
    const output = hands.island.locator("output[data-perceptron]");
    return [Number(await output.getAttribute("data-perceptron")), Number(await output.getAttribute("data-sigmoid"))];
  };
  /** Exclusive or: OR and NAND, and AND of these. */
  const xor = (unit: (w: number[], b: number, x: number[]) => number, c: number, x: number[]) => {
    const hidden = [unit([2 * c, 2 * c], -c, x), unit([-2 * c, -2 * c], 3 * c, x)];
    return unit([2 * c, 2 * c], -3 * c, hidden);
  };
  const sharp = (w: number[], b: number, x: number[]) => perceptron(w, b, x as Bit[]);
  const smooth = (w: number[], b: number, x: number[]) =>
    sigmoid(w.reduce((sum, weight, k) => sum + weight * x[k]!, b));
  const isXor = async (c: number, x: number[]) => {
    const [p, s] = await shown();
    expect(p).toBe(xor(sharp, 1, x));
    expect(s).toBeCloseTo(xor(smooth, c, x), 9);
  };
  await isXor(1, [1, 0]);
  for (const [c, x1, x2] of [
    [4, 1, 1],
    [25, 0, 0],
    [25, 0.3, 0.9],
  ] as const) {
    await hands.type("Scale c of all numbers", `${c}`);
    await hands.type("Input x₁", `${x1}`);
    await hands.type("Input x₂", `${x2}`);
    await isXor(c, [x1, x2]);
  }
  // On its border a perceptron says 0, and a sigmoid neuron ½, whatever c.
  await hands.choose("x₁ > x₂");
  await hands.type("Input x₁", "0.9");
  expect(await shown()).toEqual([0, 0.5]);
  await hands.keys(hands.slider("Scale c of all numbers"), "End");
  expect(await shown()).toEqual([0, 0.5]);
  // Pressed in the lower right corner.
  const map = hands.island.locator(".map").first();
  const { width, height } = (await map.boundingBox())!;
  await hands.drag(map, [width * 0.5, height * 0.5], [width - 2, height - 2]);
  await hands.holds({ "Input x₁": 1, "Input x₂": 0 });
  expect((await shown())[0]).toBe(1);
  await hands.choose("random");
  await hands.type("Seed of the random network", "7");
  await hands.refusesNonsense("Seed of the random network", [1, 999]);
  await hands.leave();
});

it("face-parts decides by perceptrons that one can change", async () => {
  const hands = await Hands.on(site, "face-parts");
  const verdict = hands.island.locator("output[data-face]");
  const says = async () => `${await verdict.getAttribute("data-parts")} ${await verdict.getAttribute("data-face")}`;
  /** The face's own perceptron, of the five answers. */
  const face = (parts: string, bias = -6.5) =>
    `${parts} ${perceptron([3, 3, 2, 2, 1], bias, [...parts].map(Number) as Bit[])}`;
  expect(await says()).toBe(face("11111"));
  const unit = (name: RegExp) => hands.island.getByRole("button", { name }).first();
  // Without an iris, brow and lashes still make an eye; without brow, too, nothing does.
  await unit(/left eye: iris/).press("Enter");
  expect(await says()).toBe(face("11111"));
  await unit(/left eye: eyebrow/).press("Space");
  expect(await says()).toBe(face("01111"));
  await unit(/nose: bridge/).click();
  expect(await says()).toBe(face("01011"));
  expect(await says()).toBe("01011 0");
  await unit(/^Open the face/).press("Enter");
  await hands.type("Bias", "-5.5");
  expect(await says()).toBe(face("01011", -5.5));
  expect(await says()).toBe("01011 1");
  await hands.refusesNonsense("Bias", [-20, 20]);
  await hands.press("As at the start");
  expect(await says()).toBe(face("11111"));
  await hands.leave();
});

it("digit-parts hears each quarter of a 0 by its own neuron", async () => {
  const hands = await Hands.on(site, "digit-parts");
  const fires = () => hands.island.locator("[data-fires]").getAttribute("data-fires");
  const zs = () =>
    hands.island.locator("output[data-z]").evaluateAll((all) => all.map((z) => Number(z.getAttribute("data-z"))));
  // The part itself gives a weighted sum of 1, and the bias takes half of it away.
  expect(await zs()).toEqual([0.5, -0.5, -0.5, -0.5].map((z) => expect.closeTo(z, 5)));
  await hands.flip("The bottom right quarter");
  expect(await zs()).toEqual([0.5, -0.5, -0.5, 0.5].map((z) => expect.closeTo(z, 5)));
  expect(await fires()).toBe("2");
  await hands.choose("A digit");
  expect([await fires(), await hands.island.locator(".verdict").innerText()]).toEqual([
    "4",
    expect.stringContaining("calls it a 0"),
  ]);
  for (const digit of ["1", "2", "3", "4", "5", "6", "7", "8", "9"]) {
    await hands.choose(digit);
    expect(await fires()).not.toBe("4");
    expect(`${(await zs()).filter((z) => z > 0).length}`).toBe(await fires());
  }
  await hands.choose("Your drawing");
  expect(await fires()).toBe("0");
  await hands.leave();
});

it.skipIf(isRound)(
  "four-outputs turns ten outputs into bits as the reading room does, and learns them",
  async () => {
    const hands = await Hands.on(site, "four-outputs");
    const bits = () =>
      hands.island
        .locator("td[data-output]")
        .evaluateAll((all) => all.map((cell) => Number(cell.getAttribute("data-output"))));
    const isLayer = async (on: number, off: number, bias: number, digit: number, right: number, other: number) => {
      const layer = outputLayer(on, off, bias);
      const outputs = fourOutputs(
        layer,
        Array.from({ length: 10 }, (_, k) => (k === digit ? right : other)),
      );
      await expect.poll(bits).toEqual([3, 2, 1, 0].map((j) => expect.closeTo(outputs[j]!, 9)));
      const read = outputs.reduce((sum, output, j) => sum + (output > 0.5 ? 2 ** j : 0), 0);
      expect(await hands.island.locator("output[data-read]").getAttribute("data-read")).toBe(`${read}`);
      expect(Number(await hands.island.locator("output[data-worst]").getAttribute("data-worst"))).toBeCloseTo(
        worstError(layer),
        9,
      );
    };
    // What it begins with: 8 and 9 have the 8s bit, and two runs are drawn.
    await hands.island
      .getByRole("img", { name: /^The ink that 8 and 9 have in common, and no other digit: \d % of it$/ })
      .waitFor();
    await hands.drawing(/with ten outputs at best 95\.2 % of the test images right, with four 92\.7 %/).waitFor();
    await hands.island.getByText("For the exercise below").click();
    await isLayer(10, -10, 0, 6, 0.99, 0.009);
    await hands.choose("Only for");
    for (const digit of [0, 3, 8, 9]) {
      await hands.choose(`${digit}`, "Digit shown");
      await isLayer(10, 0, -5, digit, 0.99, 0.009);
    }
    await hands.type("Where the bit is 0", "-3");
    await hands.keys(hands.slider("Its old output"), "Home");
    await isLayer(10, -3, -5, 9, 0, 0.009);
    await hands.refusesNonsense("Bias", [-100, 100]);

    await hands.island.getByText("Train both here").click();
    // Before any training: the ten outputs of the network that comes with the page, and the bits that the layer makes of them.
    const made = hands.island.locator("output[data-bits]");
    await expect.poll(() => made.getAttribute("data-bits"), { timeout: 20_000 }).toBe("7");
    await hands.press("Train both networks");
    const right = async (which: "ten" | "four") =>
      Number(
        (await hands.island.locator(`[data-${which}]`).getAttribute(`data-${which}`, { timeout: 30_000 })) ||
          Number.NaN,
      );
    await expect.poll(() => right("ten"), { timeout: 60_000 }).toBeGreaterThan(85);
    await expect.poll(() => right("four"), { timeout: 60_000 }).toBeGreaterThan(70);
    await hands.press("Pause");
    await hands.press("Rewind both");
    // At first each reads as many as its first weights do in Node.
    const { test } = await mnist();
    const session = await referenceEngine.open(network(e11.network));
    const { correct } = session.evaluate(session.load(test));
    session.close();
    await expect.poll(() => right("ten"), { timeout: 20_000 }).toBeCloseTo(correct! / 100, 9);
    await hands.leave();
  },
  180_000,
);

it("segmentation cuts a row of digits where one says, and reads the pieces", async () => {
  const hands = await Hands.on(site, "segmentation");
  const pieces = hands.island.locator(".piece");
  const read = hands.island.locator("output[data-read]");
  const asked: string[] = [];
  hands.page.on("request", (request) => asked.push(request.url()));
  // Cut where there is no ink, and read by the network that comes with the page.
  await expect.poll(() => read.getAttribute("data-read"), { timeout: 30_000 }).toBe("504192");
  expect(await pieces.count()).toBe(6);
  const first = Number(await hands.island.locator("output[data-score]").getAttribute("data-score"));
  expect(first).toBeGreaterThan(0.8);
  await hands.press("No cuts");
  expect(await pieces.count()).toBe(1);
  await hands.type("Where to cut", "30");
  await hands.press("Cut here");
  expect(await pieces.count()).toBe(2);
  await hands.press("Remove this cut");
  expect(await pieces.count()).toBe(1);
  const strip = hands.island.locator(".strip");
  const { width, height } = (await strip.boundingBox())!;
  for (const part of [0.2, 0.5, 0.8]) await hands.click(strip, [width * part, height / 2]);
  expect(await pieces.count()).toBe(4);
  await hands.press("No cuts");
  expect(await pieces.count()).toBe(1);
  await hands.refusesNonsense("Columns between the digits", [-4, 6]);

  await hands.press("Try every way");
  await expect.poll(() => read.getAttribute("data-read"), { timeout: 30_000 }).toBe("504192");
  const digits = await hands.island
    .locator(".piece [data-digit]")
    .evaluateAll((all) => all.map((digit) => digit.getAttribute("data-digit")).join(""));
  expect(digits).toBe("504192");
  const score = Number(await hands.island.locator("output[data-score]").getAttribute("data-score"));
  const sure = (await hands.island.locator(".piece small").allInnerTexts()).map(Number);
  expect(score).toBeCloseTo(
    sure.reduce((product, confidence) => product * confidence, 1),
    2,
  );
  // Other digits are among those that come with the page, too.
  await hands.press("Other digits");
  await expect.poll(() => read.getAttribute("data-read")).not.toBe("504192");
  expect(asked.filter((url) => url.includes("/mnist/"))).toEqual([]);
  await hands.leave();
}, 180_000);

it("baselines shows the record's percentages", async () => {
  const hands = await Hands.on(site, "baselines");
  const numbers = (what: string) =>
    hands.island
      .locator(`[data-${what}]`)
      .evaluateAll((all, name) => all.map((bar) => Number(bar.getAttribute(name))), `data-${what}`);
  expect(await numbers("book")).toEqual(expect.arrayContaining([10, 22.25, 94.35, 95.42, 96.59, 98.5, 99.79]));
  expect(await numbers("ours")).toContain(22.25);
  await hands.button("Average darkness").press("Enter");
  expect(await hands.island.locator(".said").innerText()).toContain("22.25\u00a0% in the book, 7,775 errors");
  expect(await hands.island.locator(".tools code").innerText()).toBe("npx nndl reproduce ch1/average-darkness");
  const widths = () =>
    hands.island.locator(".bar.book").evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
  const stretched = await widths();
  await hands.choose("even");
  const even = await widths();
  expect(even[0]! / even.at(-1)!).toBeCloseTo(10 / 99.79, 2);
  expect(even).not.toEqual(stretched);
  await hands.leave();
});
