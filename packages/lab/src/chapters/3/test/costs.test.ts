/** Chapter 3's figures of costs: what they show is what the reading room computes, and what the book's pages come to. */
import { type Slope, train } from "@nndl/book/programs/saturation";
import { inverseSoftmax, logLikelihoodCost, softmax, softmaxDerivative } from "@nndl/book/programs/softmax";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axesOf, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const [quadratic, entropy] = ["quadratic cost", "cross-entropy"];
const sigma = (z: number) => 1 / (1 + Math.exp(-z));

it("one-neuron ends where the book's four animations end", async () => {
  const hands = await Hands.on(site, "one-neuron");
  await hands.shows({ [`${quadratic}: output`]: 0.2013, [`${entropy}: output`]: 0.012 }, 1e-4);
  await hands.choose("somewhat wrong", "The neuron begins");
  await hands.holds({ "weight w at first": 0.6, "bias b at first": 0.9 });
  await hands.shows({ [`${quadratic}: w`]: -1.284, [`${quadratic}: b`]: -0.984, [`${entropy}: output`]: 0.0116 }, 1e-3);
  // As in the book's page, whose slope is another.
  await hands.flip("step as the book’s page does");
  await hands.shows({ [`${entropy}: w`]: -1.739, [`${entropy}: output`]: 0.04 }, 1e-3);
  await hands.choose("badly wrong", "The neuron begins");
  await hands.shows({ [`${entropy}: w`]: -1.5, [`${entropy}: output`]: 0.0474, [`${quadratic}: w`]: -0.689 }, 1e-3);
  await hands.leave();
});

it("one-neuron is followed step by step, from any start and with any rate", async () => {
  const hands = await Hands.on(site, "one-neuron");
  await hands.type("weight w at first", "-1.5");
  await hands.keys(hands.field("bias b at first"), "ArrowUp", "ArrowUp");
  await hands.keys(hands.slider("weight w at first"), "ArrowRight");
  await hands.type("Learning rate η", "0.4");
  const start = { w: await hands.value("weight w at first"), b: await hands.value("bias b at first") };
  expect(start.b).toBeCloseTo(2.2, 9);
  const of = (slope: Slope, steps: number) => train(start, 0.4, slope, steps).at(-1)!;
  // The plot is pressed where a moment is.
  const plot = hands.drawing(/^After \d+ steps/);
  const axes = await axesOf(plot);
  await hands.click(plot, axes.to(100, 0.5));
  const step = Number(/after (\d+) steps/i.exec((await plot.getAttribute("aria-label"))!)![1]);
  expect(Math.abs(step - 100)).toBeLessThanOrEqual(1);
  for (const [name, slope] of [[quadratic, "quadratic"] as const, [entropy, "cross-entropy"] as const]) {
    const neuron = of(slope, step);
    await hands.shows({ [`${name}: w`]: neuron.w, [`${name}: output`]: sigma(neuron.w + neuron.b) });
  }
  await hands.keys(hands.island.getByRole("application"), "ArrowLeft");
  await hands.shows({ [`${quadratic}: w`]: of("quadratic", step - 3).w }, 0.1);
  await hands.choose("cost", "Seen");
  await hands.choose("quadratic cost", "It learns by");
  expect(await hands.island.locator(`output[data-name="${entropy}: w"]`).count()).toBe(0);
  await hands.press("Run");
  await expect.poll(() => plot.getAttribute("aria-label")).toContain("After 301 steps");
  await hands.refusesNonsense("bias b at first", [-6, 6]);
  expect(await hands.command()).toBeUndefined();
  await hands.leave();
});

it("slowdown has the slopes of both costs, and the paths' ends", async () => {
  const hands = await Hands.on(site, "slowdown");
  const isAt = async (w: number, b: number) => {
    const a = sigma(w + b);
    const end = (slope: Slope) => {
      const last = train({ w, b }, 0.15, slope).at(-1)!;
      return sigma(last.w + last.b);
    };
    await hands.shows({
      "quadratic cost: slope here": a * a * (1 - a),
      "cross-entropy: slope here": a,
      "quadratic cost: output in the end": end("quadratic"),
      "cross-entropy: output in the end": end("cross-entropy"),
    });
  };
  await isAt(2, 2);
  await hands.type("weight w", "0.6");
  await hands.keys(hands.field("bias b"), "ArrowDown");
  await isAt(0.6, 1.9);
  await hands.choose("its slope ∂C/∂w", "Height");
  const surface = hands.surface();
  await hands.keys(surface, "ArrowRight", "ArrowUp");
  // Both are turned together.
  const turned = await hands.island
    .locator(".surface canvas")
    .evaluateAll((all) => all.map((canvas) => canvas.getAttribute("data-azimuth")));
  expect(turned[0]).toBe(turned[1]);
  await hands.click(surface, [200, 150]);
  await isAt(await hands.value("weight w"), await hands.value("bias b"));
  await hands.type("Learning rate η", "1");
  await hands.refusesNonsense("weight w", [-3, 3]);
  await hands.leave();
});

it("softmax begins as the book's page does, and computes as the reading room does", async () => {
  const hands = await Hands.on(site, "softmax");
  const outputs = async (z: number[], c = 1) =>
    hands.shows(Object.fromEntries(softmax(z, c).map((a, j) => [`a${j + 1}`, a])));
  await hands.shows({ a1: 0.315, a2: 0.009, a3: 0.633, a4: 0.043 }, 5e-4);
  await outputs([2.5, -1, 3.2, 0.5]);
  await hands.type("z₂", "4.1");
  await hands.keys(hands.slider("z₄"), "ArrowLeft", "ArrowLeft");
  const z = [2.5, 4.1, 3.2, 0.3];
  await outputs(z);
  await hands.type("Scale c", "2");
  await outputs(z, 2);
  await hands.choose("who answers to whom");
  const derivatives = softmaxDerivative(z.map((each) => 2 * each));
  await hands.shows({ "a1 by z1": 2 * derivatives[0]![0]!, "a1 by z3": 2 * derivatives[0]![2]! });
  await hands.choose("the way back");
  await hands.type("C", "1.5");
  await hands.shows({ "back 2": inverseSoftmax(softmax(z, 2), 1.5)[1]! });
  await hands.choose("the cost");
  await hands.choose("neuron 3");
  const scaled = z.map((each) => 2 * each);
  await hands.shows({ cost: logLikelihoodCost(scaled, 2), "error 3": softmax(scaled)[2]! - 1, sum: 1 });
  await hands.flip("mark what sigmoid neurons would say");
  await hands.shows({ "sum of sigmoids": z.reduce((sum, each) => sum + sigma(each), 0) });
  await hands.refusesNonsense("z₁", [-5, 5]);
  await hands.leave();
});
