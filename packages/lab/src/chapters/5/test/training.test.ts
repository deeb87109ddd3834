/** The figures that train: what they show is what the library measures in Node, and they can be stopped and gone on with. */

import { deepParity, gatesOf, shallowParity, thresholdParity } from "@nndl/book/experiments/ch5/parity-circuits";
import { mnist, network, train } from "nndl";
import { gradientFlow } from "nndl/analysis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { checkRecipe } from "../../../training/recipe.ts";
import { type Deep, ofTheBook } from "../deep/network.ts";
import { recordedRace } from "../race/recorded.ts";
import { measuredEpochs } from "../training/epochs.ts";
import { allAtOnce } from "../training/recipe.ts";
import { recorded } from "../training/recorded.built.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const within = (one: number, other: number, share: number) => Math.abs(one / other - 1) < share;

// Hundreds of steps of a thousand images take seconds, or many where much else goes on.
it.skipIf(isRound)(
  "speeds-in-training measures what Node does, stops, goes on, and begins again",
  async () => {
    const hands = await Hands.on(site, "speeds-in-training");
    const verdict = hands.island.locator("p.verdict");
    const step = async () => Number((await verdict.getAttribute("data-step")) || "-1");
    const speeds = async () => (await verdict.getAttribute("data-speeds"))!.split(" ").map(Number);
    expect(await verdict.innerText()).toMatch(/recorded run/);
    // The book's rings, of four layers at six moments.
    expect(await hands.island.locator(".plot circle").count()).toBe(24);
    await hands.press("Train");
    await expect.poll(step, { timeout: 60_000 }).toBeGreaterThan(10);
    const pause = hands.button("Pause");
    await pause.press("Space");
    await hands.button("Go on").waitFor();
    expect(await hands.button("Go on").evaluate((button) => document.activeElement === button)).toBe(true);
    const stopped = await step();
    expect(measuredEpochs).toContain(stopped);
    await hands.press("Go on");
    await expect.poll(step, { timeout: 100_000 }).toBeGreaterThanOrEqual(100);
    await hands.press("Pause");
    // From here on they hardly change.
    const [, ...there] = recorded[4]!.find(([epoch]) => epoch === 100)!;
    for (const [l, speed] of (await speeds()).entries()) expect(within(speed, there[l]!, 0.3)).toBe(true);
    await hands.press("Rewind");
    await expect.poll(step).toBe(-1);

    // Another network: what was measured is gone, and the same as in Node comes after its first epochs.
    await hands.type("Hidden layers", "2");
    await hands.choose("ReLU");
    await hands.choose("He’s");
    await hands.type("Seed", "5");
    await hands.press("Train");
    await expect.poll(step, { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
    await hands.press("Pause");
    const reached = await step();
    const deep: Deep = { ...ofTheBook, depth: 2, activation: "relu", start: "he", seed: 5 };
    const { network: input, training } = checkRecipe(allAtOnce(deep));
    const thousand = (await mnist()).training.take(1000);
    const net = network(input);
    for await (const _ of train(net, thousand, { ...training, epochs: reached, threads: 1 }));
    const { layers } = await gradientFlow(net, thousand, { threads: 1 });
    for (const [l, speed] of (await speeds()).entries()) expect(within(speed, layers[l]!.speed, 1e-3)).toBe(true);
    await hands.flip("Batch normalization");
    await hands.flip("Residual connections");
    await expect.poll(step).toBe(-1);
    await hands.press("Train");
    await expect.poll(step, { timeout: 60_000 }).toBeGreaterThanOrEqual(1);
    expect((await speeds()).every((speed) => speed > 0)).toBe(true);
    await hands.choose("tanh");
    await hands.choose("Glorot’s");
    await expect.poll(step).toBe(-1);
    await hands.refusesNonsense("Hidden layers", [1, 10]);
    await hands.leave();
  },
  150_000,
);

it.skipIf(isRound)("depth-race comes out as it was recorded in Node", async () => {
  const hands = await Hands.on(site, "depth-race");
  const of = async (depth: number, name: "percent" | "speed") => {
    const all = await hands.island.locator("p.verdict").getAttribute(`data-${name}s`);
    return Number(all!.split(" ")[depth - 1] || Number.NaN);
  };
  const epoch = async () => Number.parseInt(await hands.island.locator(".row .hint").innerText(), 10);
  await hands.type("Hidden layers, up to", "3");
  await hands.press("Start");
  await expect.poll(epoch, { timeout: 120_000 }).toBeGreaterThanOrEqual(1);
  await hands.press("Pause");
  await hands.button("Go on").waitFor();
  const places = [1, 2, 3];
  // Each stands at some epoch, with what was recorded there.
  for (const depth of places) {
    const [percent, speed] = [await of(depth, "percent"), await of(depth, "speed")];
    const known = recordedRace[depth]!.some(
      ([correct, recordedSpeed]) =>
        correct / 20 === Math.round(percent * 20) / 20 && within(speed, recordedSpeed, 5e-3),
    );
    expect([depth, percent, speed, known]).toEqual([depth, percent, speed, true]);
  }
  await hands.press("Rewind");
  await expect.poll(() => of(1, "percent")).toBeNaN();
  await hands.choose("ReLU");
  await hands.choose("He’s");
  await hands.type("Hidden layers, up to", "1");
  await hands.press("Start");
  await expect.poll(() => of(1, "percent"), { timeout: 60_000 }).toBeGreaterThan(80);
  await hands.press("Pause");
  await hands.choose("sigmoid");
  await hands.choose("1/√n");
  await hands.choose("50,000");
  await hands.drawing(/the book 96.48 %/).waitFor();
  expect(await hands.command()).toBe("npx nndl reproduce ch5/one-hidden-layer");
  await hands.type("Hidden layers, up to", "4");
  await hands.type("Seed", "3");
  expect(await hands.command()).toBe("npx nndl reproduce ch5/four-hidden-layers --seed 3");
  await hands.refusesNonsense("Hidden layers, up to", [1, 10]);
  await hands.refusesNonsense("Seed", [0, 999_999]);
  await hands.leave();
});

it("parity-circuits grow bit by bit, are counted, and are right", async () => {
  const hands = await Hands.on(site, "parity-circuits");
  const says = hands.island.locator("[data-says]");
  const input = [1, 0, 1, 1];
  const check = async () => {
    const n = input.length;
    await hands.shows({
      bits: n,
      "gates in two layers": gatesOf(shallowParity(n)),
      "gates of the tree": gatesOf(deepParity(n)),
      "perceptrons that count": gatesOf(thresholdParity(n)),
    });
    const odd = input.reduce((sum, bit) => sum + bit, 0) % 2;
    await expect.poll(() => says.getAttribute("data-says")).toBe(`${odd}`);
    // All gates are drawn, with the inputs.
    for (const [words, gates] of [
      [/of two layers for/, gatesOf(shallowParity(n))],
      [/tree of exclusive/, gatesOf(deepParity(n))],
    ] as const)
      expect(await hands.drawing(words).locator("circle").count()).toBe(n + gates);
  };
  await check();
  for (let more = 0; more < 4; more++) {
    await hands.press("One bit more");
    input.push(1);
    await check();
  }
  expect(await hands.button("One bit more").getAttribute("aria-disabled")).toBe("true");
  for (const bit of [1, 2, 8]) {
    await hands.button(`Bit ${bit}: ${input[bit - 1]}`).press("Space");
    input[bit - 1] = 1 - input[bit - 1]!;
    await check();
  }
  for (let fewer = 0; fewer < 6; fewer++) {
    await hands.press("One bit fewer");
    input.pop();
  }
  await check();
  expect(await hands.button("One bit fewer").getAttribute("aria-disabled")).toBe("true");
  await hands.leave();
});
