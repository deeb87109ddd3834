/** Chapter 1's figures of gradient descent: every step is the one that the formulas and the library take. */

import { bestStep, descend, type GradientOf, length } from "@nndl/book/programs/gradient-descent";
import { dense, Network, parameterName, referenceEngine, regression, train } from "nndl";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { axesOf, Hands, placeOnSurface } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { miniBatches, noisyLine } from "../descent/line-fit.ts";
import { solution } from "../descent/tiny-network.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

type Cost = (...v: number[]) => number;
/** The formulas as the figures print them; their gradients are taken by differences. */
const costs: Readonly<Record<string, Cost>> = {
  "C = v₁² + v₂²": (v1, v2) => v1! ** 2 + v2! ** 2,
  "C = 0.1 v₁² + 2 v₂²": (v1, v2) => 0.1 * v1! ** 2 + 2 * v2! ** 2,
  "C = 4 (v₁² − 0.3)² + 0.2 v₁ + 0.5 v₂² + 0.2": (v1, v2) =>
    4 * (v1! ** 2 - 0.3) ** 2 + 0.2 * v1! + 0.5 * v2! ** 2 + 0.2,
  "C = 0.5 + v₁² − v₂² + ½ v₂⁴": (v1, v2) => 0.5 + v1! ** 2 - v2! ** 2 + 0.5 * v2! ** 4,
  "C = v²": (v) => v! ** 2,
  "C = 3 (v² − 0.3)² + 0.3 v + 0.3": (v) => 3 * (v! ** 2 - 0.3) ** 2 + 0.3 * v! + 0.3,
  "C = 1 − e^(−12 (v − 0.4)²)": (v) => 1 - Math.exp(-12 * (v! - 0.4) ** 2),
};
function gradientOf(cost: Cost): GradientOf {
  const h = 1e-5;
  return (v) => v.map((_, i) => (cost(...v.with(i, v[i]! + h)) - cost(...v.with(i, v[i]! - h))) / (2 * h));
}
async function costOf(hands: Hands): Promise<Cost> {
  const formula = await hands.island.locator("div.reading").first().innerText();
  expect(Object.keys(costs)).toContain(formula);
  return costs[formula]!;
}

it.skipIf(isRound)("gradient-descent takes the path of each formula", async () => {
  const hands = await Hands.on(site, "gradient-descent");
  await hands.choose("contour lines");
  const plot = hands.drawing(/the ball is at/);
  const axes = await axesOf(plot);
  for (const name of ["bowl", "long valley", "two minima", "saddle"]) {
    await hands.choose(name);
    const cost = await costOf(hands);
    const gradient = gradientOf(cost);
    await hands.type("start v₁", "0.62");
    await hands.type("v₂", "-0.41");
    await hands.type("Learning rate η", "0.06");
    const path = descend(gradient, [0.62, -0.41], 0.06, 4);
    for (const [steps, v] of path.entries()) {
      if (steps > 0) await hands.press("Step");
      await hands.shows({ steps, C: cost(...v), "‖∇C‖": length(gradient(v)) });
      const said = (await plot.getAttribute("aria-label"))!.replaceAll("−", "-");
      const at = /at \((-?[\d.]+), (-?[\d.]+)\), where C = [\d.-]+, after (\d+) steps/.exec(said)!.slice(1).map(Number);
      expect(at).toEqual([expect.closeTo(v[0]!, 3), expect.closeTo(v[1]!, 3), steps]);
    }
    // The drawn path is that path.
    const circles = await plot
      .locator("circle")
      .evaluateAll((all) =>
        all.map((circle) => [Number(circle.getAttribute("cx")), Number(circle.getAttribute("cy"))]),
      );
    const drawn = circles.map(([x, y]) => axes.from(x!, y!));
    expect(drawn).toHaveLength(path.length);
    for (const [i, [v1, v2]] of drawn.entries())
      expect(Math.hypot(v1 - path[i]![0]!, v2 - path[i]![1]!)).toBeLessThan(0.01);
  }
  // A click drops the ball.
  await hands.click(plot, axes.to(-0.25, 0.75));
  await hands.shows({ steps: 0 });
  expect([await hands.value("start v₁"), await hands.value("v₂")]).toEqual([
    expect.closeTo(-0.25, 1),
    expect.closeTo(0.75, 1),
  ]);
  await hands.leave();
});

it.skipIf(isRound)("gradient-descent has momentum, overshoots, comes to rest, and is lost", async () => {
  const hands = await Hands.on(site, "gradient-descent");
  const gradient = gradientOf(costs["C = v₁² + v₂²"]!);
  await hands.flip("momentum");
  await hands.type("μ", "0.5");
  let [v, velocity] = [
    [0.8, -0.6],
    [0, 0],
  ];
  for (let step = 1; step <= 3; step++) {
    await hands.keys(hands.button("Step"), "Enter");
    const slopes = gradient(v);
    velocity = velocity.map((speed, i) => 0.5 * speed - 0.1 * slopes[i]!);
    v = v.map((place, i) => place + velocity[i]!);
    await hands.shows({ steps: step, C: v[0]! ** 2 + v[1]! ** 2 });
  }
  const said = hands.island.locator(".said");
  await hands.press("Back to the start");
  await hands.shows({ steps: 0, C: 0.8 ** 2 + 0.6 ** 2 });
  await hands.press("Run");
  await expect.poll(() => said.innerText()).toBe("It rests: the gradient is 0.");
  await hands.shows({ C: 0 });
  await hands.flip("momentum");
  await hands.press("Back to the start");
  await hands.type("Learning rate η", "1.1");
  await hands.press("Run");
  await expect.poll(() => said.innerText()).toContain("is lost");
  expect(await hands.button("Step").isDisabled()).toBe(true);
  // On the surface a click drops it where it was clicked.
  const surface = hands.surface();
  await hands.click(surface, await placeOnSurface(surface, [0.6, 0.4, (0.2 ** 2 + 0.2 ** 2) / 2]));
  await hands.shows({ steps: 0 });
  expect(await hands.value("start v₁")).toBeCloseTo(0.2, 1);
  expect(await hands.value("v₂")).toBeCloseTo(-0.2, 1);
  await hands.refusesNonsense("start v₁", [-1, 1]);
  await hands.refusesNonsense("Learning rate η", [0.001, 2]);
  await hands.leave();
});

it("gradient-1d goes against the slope", async () => {
  const hands = await Hands.on(site, "gradient-1d");
  for (const name of ["parabola", "two minima", "plateau"]) {
    await hands.choose(name);
    const cost = await costOf(hands);
    await hands.type("Learning rate η", "0.15");
    const path = descend(gradientOf(cost), [-0.8], 0.15, 3);
    for (const [steps, [v]] of path.entries()) {
      if (steps > 0) await hands.press("Step");
      const slope = gradientOf(cost)([v!])[0]!;
      const next = v! - 0.15 * slope;
      await hands.shows({
        steps,
        "C(v)": cost(v!),
        "slope dC/dv": slope,
        "Δv = −η · slope": next - v!,
        "ΔC, as the tangent has it": slope * (next - v!),
        "ΔC, as it will be": cost(next) - cost(v!),
      });
    }
  }
  const plot = hands.drawing(/the slope/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(-0.5, 0.5), axes.to(0.1, 0.5), axes.to(0.65, 0.5));
  await hands.shows({ steps: 0 });
  expect(await hands.value("v")).toBeCloseTo(0.65, 1);
  await hands.keys(hands.slider("v"), "ArrowLeft");
  const v = await hands.value("v");
  await hands.shows({ "C(v)": costs["C = 1 − e^(−12 (v − 0.4)²)"]!(v) });
  await hands.refusesNonsense("v", [-1, 1]);
  await hands.leave();
});

it("best-direction finds the reading room's best step", async () => {
  const hands = await Hands.on(site, "best-direction");
  const cost = costs["C = 0.1 v₁² + 2 v₂²"]!;
  const isStep = async (v: readonly [number, number], epsilon: number, degrees: number) => {
    const gradient = gradientOf(cost)([...v]);
    const step = [epsilon * Math.cos((degrees * Math.PI) / 180), epsilon * Math.sin((degrees * Math.PI) / 180)];
    await hands.shows({
      "∇C·Δv of your step": gradient[0]! * step[0]! + gradient[1]! * step[1]!,
      "the lowest, −ε‖∇C‖": -epsilon * length(gradient),
      "ΔC of your step (dashed)": cost(v[0] + step[0]!, v[1] + step[1]!) - cost(...v),
      "‖∇C‖": length(gradient),
      "η = ε/‖∇C‖": epsilon / length(gradient),
    });
  };
  await isStep([-0.6, 0.3], 0.2, 200);
  await hands.type("point v₁", "0.5");
  await hands.type("Length of the step, ε", "0.3");
  await hands.keys(hands.slider("Direction of the step"), "ArrowRight", "ArrowRight");
  await isStep([0.5, 0.3], 0.3, 200.2);
  await hands.press("Turn it along −∇C");
  const [d1, d2] = bestStep(gradientOf(cost)([0.5, 0.3]), 0.3) as [number, number];
  expect(await hands.value("Direction of the step")).toBeCloseTo(((Math.atan2(d2, d1) * 180) / Math.PI + 360) % 360, 1);
  const plot = hands.drawing(/A step of length/);
  const axes = await axesOf(plot);
  // By its end, the step is turned; anywhere else, the point is moved.
  await hands.drag(plot, axes.to(0.5 + d1, 0.3 + d2), axes.to(0.5, 0.75));
  expect(Math.abs((await hands.value("Direction of the step")) - 90)).toBeLessThanOrEqual(1);
  await hands.drag(plot, axes.to(0.5, 0.3), axes.to(-0.2, -0.6));
  const v = [await hands.value("point v₁"), await hands.value("v₂")] as const;
  expect(Math.hypot(v[0] + 0.2, v[1] + 0.6)).toBeLessThan(0.02);
  await isStep(v, 0.3, await hands.value("Direction of the step"));
  // On level ground no direction is the best.
  await hands.type("point v₁", "0");
  await hands.type("v₂", "0");
  expect(await hands.button("Turn it along −∇C").isDisabled()).toBe(true);
  await hands.refusesNonsense("Length of the step, ε", [0.01, 0.6]);
  await hands.leave();
});

it("tiny-network shows and descends the library's cost", async () => {
  const hands = await Hands.on(site, "tiny-network");
  const data = regression(
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    [[0], [1], [1], [0]],
  );
  const layers = [dense(2, "sigmoid"), dense(1, "sigmoid")];
  const networkOf = (w: readonly number[]) =>
    Network.fromParameters(
      { input: [2], layers, cost: "quadratic" },
      new Map([
        [parameterName(0, "weights"), { shape: [2, 2], values: w.slice(0, 4) }],
        [parameterName(0, "biases"), { shape: [2], values: w.slice(4, 6) }],
        [parameterName(1, "weights"), { shape: [1, 2], values: w.slice(6, 8) }],
        [parameterName(1, "biases"), { shape: [1], values: w.slice(8) }],
      ]),
    );
  const isNetwork = async (net: Network, steps: number) => {
    const session = await referenceEngine.open(net);
    const outputs = session.predict(Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1));
    const loaded = session.load(data);
    const { cost } = session.evaluate(loaded);
    const { parameters } = session.gradients(loaded, Uint32Array.of(0, 1, 2, 3));
    session.close();
    await hands.shows(
      {
        steps,
        "cost C": cost,
        "∂C/∂(x₁ → upper)": parameters.get(parameterName(0, "weights"))![0]!,
        "∂C/∂(upper → output)": parameters.get(parameterName(1, "weights"))![0]!,
      },
      1e-4,
    );
    for (const [i, output] of outputs.entries()) {
      const shown = await hands.island.locator(`[data-answer="${i}"]`).getAttribute("data-value");
      expect(Number(shown)).toBeCloseTo(output, 4);
    }
  };
  const start = (x: number, y: number) => solution.with(0, x).with(6, y);
  await isNetwork(networkOf(start(-2, 2)), 0);
  await hands.type("x₁ → upper", "2.5");
  await hands.type("upper → output", "-4");
  await isNetwork(networkOf(start(2.5, -4)), 0);
  // All nine move as the library trains.
  await hands.flip("all nine move, not only these two");
  await hands.type("Learning rate η", "5");
  const net = networkOf(start(2.5, -4));
  const run = train(net, data, { epochs: 3, miniBatchSize: 4, learningRate: 5, engine: referenceEngine });
  let steps = 0;
  for await (const _ of run) {
    await hands.press("Step");
    steps += 1;
    await hands.shows({ steps });
  }
  await isNetwork(net, 3);
  await hands.press("Back to the start");
  await isNetwork(networkOf(start(-2, 2)), 0);
  const surface = hands.surface();
  await hands.drag(surface, [40, 40], [90, 60]);
  expect(await surface.getAttribute("data-azimuth")).toBe("-3.033");
  await hands.refusesNonsense("upper → output", [-12, 12]);
  await hands.leave();
});

it("mini-batch shows the library's gradients, and its updates", async () => {
  const hands = await Hands.on(site, "mini-batch");
  const points = noisyLine(600, 0.35, 1);
  const data = regression(
    Array.from(points.x, (x) => [x]),
    Array.from(points.y, (y) => [y]),
  );
  const line = (a: number, b: number) =>
    Network.fromParameters(
      { input: [1], layers: [dense(1, "linear")], cost: "quadratic" },
      new Map([
        [parameterName(0, "weights"), { shape: [1, 1], values: [a] }],
        [parameterName(0, "biases"), { shape: [1], values: [b] }],
      ]),
    );
  const gradients = async (a: number, b: number, batches: readonly Uint32Array[]) => {
    const session = await referenceEngine.open(line(a, b));
    const loaded = session.load(data);
    const found = batches.map((batch) => {
      const { parameters } = session.gradients(loaded, batch);
      return [
        parameters.get(parameterName(0, "weights"))![0]!,
        parameters.get(parameterName(0, "biases"))![0]!,
      ] as const;
    });
    session.close();
    return found;
  };
  const shown = async (name: string) =>
    (await hands.island.locator(`output[data-name="${name}"]`).getAttribute("data-value"))!.split(",").map(Number);
  const isCloud = async (a: number, b: number, seed: number) => {
    const [full] = await gradients(a, b, [Uint32Array.from({ length: 600 }, (_, i) => i)]);
    for (const [i, value] of (await shown("full")).entries()) expect(value).toBeCloseTo(full![i]!, 5);
    for (const size of [1, 10, 100]) {
      await hands.type("Points in a mini-batch, m", `${size}`);
      const all = await gradients(a, b, miniBatches(600, size, seed));
      const off = Math.sqrt(
        all.reduce((sum, [da, db]) => sum + (da - full![0]) ** 2 + (db - full![1]) ** 2, 0) / all.length,
      );
      await hands.shows({ off }, 1e-4);
      for (const [i, value] of (await shown("own")).entries()) expect(value).toBeCloseTo(all[0]![i]!, 5);
    }
  };
  await isCloud(-0.6, 0.6, 1);
  await hands.press("Shuffle");
  const plot = hands.drawing(/lowest at/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(-0.6, 0.6), axes.to(1.2, 0.59));
  const start = (await plot.getAttribute("aria-label"))!.replaceAll("−", "-");
  const [a, b] = /paths from \((-?[\d.]+), (-?[\d.]+)\)/.exec(start)!.slice(1).map(Number) as [number, number];
  expect([a, b]).toEqual([expect.closeTo(1.2, 1), expect.closeTo(0.59, 1)]);
  await isCloud(a, b, 2);

  // An epoch of updates, one by one, as the library descends.
  await hands.type("Learning rate η", "0.3");
  const costAt = ([a, b]: readonly [number, number]) =>
    Array.from(points.x).reduce((sum, x, i) => sum + (a * x + b - points.y[i]!) ** 2, 0) / 1200;
  // Descent in full finds the line of least cost.
  let best: readonly [number, number] = [0, 0];
  const everything = [Uint32Array.from({ length: 600 }, (_, i) => i)];
  for (let step = 0; step < 100; step++) {
    const [[da, db]] = (await gradients(...best, everything)) as [readonly [number, number]];
    best = [best[0] - 0.9 * da, best[1] - 0.9 * db];
  }
  for (const size of [1, 20]) {
    let place: readonly [number, number] = [a, b];
    for (const batch of miniBatches(600, size, 2)) {
      const [[da, db]] = (await gradients(...place, [batch])) as [readonly [number, number]];
      place = [place[0] - 0.3 * da, place[1] - 0.3 * db];
    }
    await hands.shows({ [`cost ${size}`]: costAt(place) - costAt(best) }, 1e-5);
  }
  // The epoch again, from the start, and a little of it.
  await hands.press("Back to the start");
  expect(await hands.value("Points gone through")).toBe(0);
  await hands.press("Run an epoch");
  await expect.poll(() => hands.value("Points gone through"), { timeout: 20_000 }).toBe(600);
  await hands.button("Run an epoch").waitFor();
  await hands.type("Points gone through", "40");
  expect(await hands.drawing(/^After 40 points/).getAttribute("aria-label")).toMatch(
    /mini-batches of 1, 40 updates.*mini-batches of 20, 2 updates/,
  );
  await hands.refusesNonsense("Points in a mini-batch, m", [1, 600]);
  await hands.leave();
});
