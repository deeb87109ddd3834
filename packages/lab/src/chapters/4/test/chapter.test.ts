/** The figures of steps and bumps of one input: curves and weights are the library's, and follow the hand. */

import { sigmoid } from "@nndl/book/programs/sigmoid";
import { bumpNetwork, stepNeuron } from "nndl/universality";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axesOf, firstOutputs, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { graphOf } from "../one-input/steps.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

interface Bump {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}
/** Beyond the picture: where a step that is never taken back ends. */
const beyond = 10;
const steep = { steepness: 1000 } as const;
const upright = ({ from, to, height }: Bump) =>
  from <= to ? { from, to, height } : { from: to, to: from, height: -height };

/** The drawn graph is that of the library's network of these bumps. */
async function isGraph(hands: Hands, bumps: readonly Bump[]): Promise<void> {
  const places = bumps.flatMap(({ from, to }) => (to === beyond ? [from] : [from, to]));
  const xs = graphOf((x) => x, places)
    .map(([x]) => x)
    .filter((_, i) => i % 20 === 0);
  const outputs = await firstOutputs(
    bumpNetwork(bumps.map(upright), steep),
    xs.map((x) => [x]),
  );
  const drawn = hands.island.locator("[data-graph]");
  const graph = async () => ((await drawn.getAttribute("data-graph")) ?? "").split(" ").map(Number);
  await expect.poll(graph).toEqual(outputs.map((output) => expect.closeTo(output, 3)));
}

it("sigmoid-neuron is σ(wx + b), however it is moved", async () => {
  const hands = await Hands.on(site, "sigmoid-neuron");
  const isNeuron = (w: number, b: number) => hands.shows({ "at-0": sigmoid(b), "at-1": sigmoid(w + b) });
  await isNeuron(8, -4);
  await hands.type("Weight w", "-12.5");
  await hands.keys(hands.field("Bias b"), "PageUp", "ArrowDown");
  await isNeuron(-12.5, 5);
  await hands.keys(hands.slider("Weight w"), "ArrowRight");
  await isNeuron(await hands.value("Weight w"), 5);
  // By the curve it is moved sideways: ½ is then where the mouse is.
  await hands.type("Weight w", "10");
  await hands.type("Bias b", "-5");
  const plot = hands.drawing(/σ\(wx \+ b\)/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(0.5, 0.5), axes.to(0.2, 0.5));
  expect(Math.abs((await hands.value("Bias b")) + 2)).toBeLessThan(0.1);
  // By its shoulder it is made gentler, about the same middle.
  await hands.drag(plot, axes.to(0.4, sigmoid(2)), axes.to(0.6, sigmoid(2)));
  expect(Math.abs((await hands.value("Weight w")) - 5)).toBeLessThan(0.3);
  const [w, b] = [await hands.value("Weight w"), await hands.value("Bias b")];
  expect(Math.abs(-b / w - 0.2)).toBeLessThan(0.02);
  await isNeuron(w, b);
  await hands.refusesNonsense("Weight w", [-999, 999]);
  await hands.leave();
});

it("step-neuron and ideal-step stand at −b/w, as the library's step does", async () => {
  const hands = await Hands.on(site, "step-neuron");
  await hands.shows({ place: 0.4 });
  await hands.type("Weight w", "-250");
  await hands.type("Bias b", "100,5");
  await hands.shows({ place: 0.402 });
  await hands.press("▶ Watch it become a step");
  await hands.holds({ "Weight w": 300, "Bias b": -90 });
  await hands.shows({ place: 0.3 });
  await hands.type("Weight w", "0");
  expect(await hands.island.innerText()).toContain("nowhere");
  await hands.refusesNonsense("Bias b", [-999, 999]);
  await hands.leave();

  const ideal = await Hands.on(site, "ideal-step");
  const isStep = async (at: number) => {
    const { weights, bias } = stepNeuron(at, steep);
    await ideal.shows({ weight: weights[0]!, bias });
    await isGraph(ideal, [{ from: at, to: beyond, height: 1 }]);
  };
  await isStep(0.4);
  const plot = ideal.drawing(/The output is 0 where/);
  const axes = await axesOf(plot);
  await ideal.drag(plot, axes.to(0.4, 0.5), axes.to(0.75, 0.5));
  await ideal.holds({ "Step s": 0.75 });
  await isStep(0.75);
  await ideal.type("Step s", "0.123");
  await isStep(0.123);
  await ideal.refusesNonsense("Step s", [0, 1]);
  await ideal.leave();
});

it("two-steps adds up two of the library's steps", async () => {
  const hands = await Hands.on(site, "two-steps");
  const isPair = async (s1: number, w1: number, s2: number, w2: number) => {
    await hands.shows({ "first-level": s1 <= s2 ? w1 : w2, "second-level": w1 + w2 });
    await isGraph(hands, [
      { from: s1, to: beyond, height: w1 },
      { from: s2, to: beyond, height: w2 },
    ]);
  };
  await isPair(0.4, 0.6, 0.6, 1.2);
  await hands.type("w₂", "-0.9");
  await hands.keys(hands.field("s₁"), "ArrowUp", "Shift+ArrowUp");
  await isPair(0.51, 0.6, 0.6, -0.9);
  await hands.type("s₁", "0.8");
  await isPair(0.8, 0.6, 0.6, -0.9);
  // The edge at 0.6 is dragged to the left.
  const plot = hands.drawing(/The weighted sum is 0/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(0.6, -0.45), axes.to(0.3, -0.45));
  await hands.holds({ "s₂": 0.3 });
  await isPair(0.8, 0.6, 0.3, -0.9);
  await hands.refusesNonsense("w₁", [-9.9, 9.9]);
  await hands.refusesNonsense("s₁", [0, 1]);
  await hands.leave();
});

it("bump and two-bumps are the library's bumps, also when their ends change places", async () => {
  const hands = await Hands.on(site, "bump");
  await isGraph(hands, [{ from: 0.4, to: 0.6, height: 0.6 }]);
  const plot = hands.drawing(/The weighted sum is 0/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(0.5, 0.6), axes.to(0.5, 1.1));
  await hands.drag(plot, axes.to(0.6, 0.5), axes.to(0.9, 0.5));
  expect(Math.abs((await hands.value("h")) - 1.1)).toBeLessThan(0.02);
  await hands.holds({ "s₂": 0.9 });
  const h = await hands.value("h");
  await hands.shows({ "second-weight": -h });
  await isGraph(hands, [{ from: 0.4, to: 0.9, height: h }]);
  await hands.type("s₂", "0.1");
  await isGraph(hands, [{ from: 0.4, to: 0.1, height: h }]);
  await hands.refusesNonsense("h", [-9.9, 9.9]);
  await hands.leave();

  const two = await Hands.on(site, "two-bumps");
  await isGraph(two, [
    { from: 0.4, to: 0.6, height: -1.2 },
    { from: 0.7, to: 0.9, height: 0.3 },
  ]);
  await two.type("s₃", "0.5");
  await two.type("h₂", "0.75");
  await two.keys(two.field("h₁"), "ArrowUp", "ArrowUp");
  await isGraph(two, [
    { from: 0.4, to: 0.6, height: -1 },
    { from: 0.5, to: 0.9, height: 0.75 },
  ]);
  await two.refusesNonsense("s₄", [0, 1]);
  await two.leave();
});
