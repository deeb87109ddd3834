/** Five bumps, by hand: the design challenge, and the ordinary network that comes of it. */
import { readFile } from "node:fs/promises";
import { Network } from "nndl";
import {
  bestDesign,
  bumpNetwork,
  designScore,
  equalBumps,
  goalFunction,
  measureApproximation,
} from "nndl/universality";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axesOf, firstOutputs, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { runCommand } from "./run-command.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const steep = { steepness: 1000 } as const;
const names = ["h₁", "h₂", "h₃", "h₄", "h₅"] as const;
const heightsIn = (hands: Hands) => Promise.all(names.map((name) => hands.value(name)));

it("five-bumps draws columns at one stroke", async () => {
  const hands = await Hands.on(site, "five-bumps");
  const plot = hands.drawing(/Five columns/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(0.1, 1), axes.to(0.9, -1));
  const heights = await heightsIn(hands);
  for (const [k, height] of heights.entries()) {
    // It is as high as the stroke was somewhere over the column.
    expect(height).toBeGreaterThan(1 - 2.5 * (k * 0.2 + 0.2) - 0.05 + 0.25);
    expect(height).toBeLessThan(1 - 2.5 * (k * 0.2) + 0.05 + 0.25);
  }
  expect(await plot.getAttribute("aria-label")).toContain(heights.join(", ").replaceAll("-", "−"));
  await hands.press("New heights");
  await hands.shows({ seed: 2 });
  expect(await heightsIn(hands)).not.toEqual(heights);
  await hands.refusesNonsense("h₃", [-9.9, 9.9]);
  await hands.leave();
});

it("design-challenge scores as the library does, and knows that 0.3717 is the best", async () => {
  const hands = await Hands.on(site, "design-challenge");
  const isScored = async () => {
    const heights = await heightsIn(hands);
    await hands.shows({ score: designScore(heights), "first-height": heights[0]! });
    return designScore(heights);
  };
  expect(await isScored()).toBeGreaterThan(0.405);
  expect(await hands.command()).toBeUndefined();
  for (const [i, height] of [-1.3, -1.6, -0.5, -1, 1].entries()) await hands.type(names[i]!, `${height}`);
  expect(await isScored()).toBeCloseTo(designScore([-1.3, -1.6, -0.5, -1, 1]), 12);
  const score = hands.island.locator(".score");
  const isSolved = async () => (await score.innerText()).includes("Success!");
  expect(await isSolved()).toBe((await isScored()) < 0.405);
  await hands.keys(hands.field("h₁"), "Shift+ArrowUp");
  expect(await isScored()).toBeGreaterThan(0.405);
  expect(await isSolved()).toBe(false);
  await hands.press("Best possible");
  expect(await isScored()).toBeCloseTo(0.3717, 4);
  expect(await isSolved()).toBe(true);
  expect((await hands.reading("best")).toFixed(4)).toBe("0.3717");
  await hands.shows({ best: bestDesign().score });
  // The command finds the same.
  interface Best {
    readonly challenge: { readonly score: number; readonly heights: readonly number[] };
  }
  const { challenge } = await runCommand<Best>((await hands.command())!);
  await hands.shows({ best: challenge.score });
  expect(await heightsIn(hands)).toEqual(challenge.heights.map((height) => expect.closeTo(height, 3)));
  // A column that is drawn elsewhere is worse.
  const plot = hands.drawing(/Five columns/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(0.5, 1), axes.to(0.5, 1.5));
  expect(Math.abs((await hands.value("h₃")) - 1.5)).toBeLessThan(0.05);
  expect(await isScored()).toBeGreaterThan(0.5);
  await hands.press("Reset");
  await isScored();
  await hands.refusesNonsense("h₂", [-9.9, 9.9]);
  await hands.leave();
});

it("standard-form is an ordinary network, which can be saved", async () => {
  const hands = await Hands.on(site, "standard-form");
  const isNetwork = async (network: Network) => {
    const { mean, largest } = await measureApproximation(network, goalFunction);
    await hands.shows({ parameters: network.parameterCount, mean, largest }, 1e-5);
  };
  const saved = async (button: string) => {
    const [download] = await Promise.all([hands.page.waitForEvent("download"), hands.press(button)]);
    return Network.fromBytes(new Uint8Array(await readFile(await download.path())));
  };
  const tenths = bestDesign().heights.map((height) => Math.round(height * 10) / 10);
  const network = bumpNetwork(equalBumps(tenths), { ...steep, output: "sigmoid" });
  await isNetwork(network);
  expect((await saved("Save as safetensors")).sha256()).toBe(network.sha256());

  await hands.type("Output weight of neuron 3", "2.5");
  await hands.type("Weight of neuron 1", "-40");
  await hands.keys(hands.field("Bias of the output neuron"), "ArrowUp", "ArrowUp");
  const changed = Network.fromBytes(network.toBytes());
  changed.parameters.get("layers.1.weights")!.values[2] = 2.5;
  changed.parameters.get("layers.0.weights")!.values[0] = -40;
  changed.parameters.get("layers.1.biases")!.values[0] = 0.2;
  await isNetwork(changed);
  const points = Array.from({ length: 50 }, (_, i) => [i / 49]);
  expect(await firstOutputs(await saved("Save as the book’s JSON"), points)).toEqual(
    await firstOutputs(changed, points),
  );
  await hands.press("Best heights");
  await isNetwork(network);
  await hands.refusesNonsense("Bias of neuron 10", [-9999, 9999]);
  await hands.leave();
});
