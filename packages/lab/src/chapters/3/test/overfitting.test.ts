/** Chapter 3's figures of overfitting and first weights: the run in the page is the experiment's, and fits are least squares. */
import { dense, mnist, network, train } from "nndl";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axesOf, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { newPoints } from "../fit/new-points.ts";
import { bookPoints, distance, fitPolynomial } from "../fit/polynomial.ts";
import { type Layer, saturatedShare, spreadOf } from "../weighted-input/spread.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("overfitting trains as the library does, is stopped, goes on, and is changed", async () => {
  const hands = await Hands.on(site, "overfitting");
  const state = hands.island.locator("dl.state");
  const on = (name: string) => state.getAttribute(`data-${name}`);
  const status = () => on("status");
  // What is on record is there before anything is loaded.
  expect(Number(await on("best"))).toBeGreaterThan(82);
  expect(await hands.command()).toBe("npx nndl reproduce ch3/overfitting");
  await hands.type("Length, in thousands", "10");
  await hands.flip("L2");
  await hands.type("λ of L2", "0.2");
  await hands.keys(hands.button("Train"), "Enter");
  await expect.poll(status, { timeout: 60_000 }).toBe("done");
  const digits = await mnist();
  const images = digits.training.take(1000);
  const net = network({
    input: [784],
    layers: [dense(30), dense(10)],
    cost: "cross-entropy",
    initializer: "gaussian",
    seed: 1,
  });
  const run = train(net, images, {
    epochs: 10,
    miniBatchSize: 10,
    learningRate: 0.5,
    regularization: { l2: 0.2 },
    evaluate: { test: digits.test },
  });
  let best = 0;
  for await (const { evaluations } of run) best = Math.max(best, 100 * evaluations.test!.accuracy!);
  expect(await on("sha256")).toBe(net.sha256());
  expect(Number(await on("best"))).toBeCloseTo(best, 6);
  // The focus is where it was.
  expect(await hands.page.evaluate(() => document.activeElement?.textContent)).toContain("Train again");

  // Everything at once, paused and gone on with.
  await hands.type("Length, in thousands", "1000");
  await hands.flip("L1");
  await hands.type("λ of L1", "0.01");
  await hands.flip("dropout of half the hidden neurons");
  await hands.flip("images moved and turned, anew each time");
  await hands.flip("stop: epochs without improvement");
  await hands.type("epochs without improvement", "200");
  await hands.choose("100", "training images");
  expect(await hands.command()).toBeUndefined();
  await hands.press("Train");
  await expect.poll(async () => Number(await on("epoch")), { timeout: 60_000 }).toBeGreaterThan(2);
  await hands.press("Pause");
  await expect.poll(status).toBe("paused");
  const at = Number(await on("epoch"));
  await hands.press("Go on");
  await expect.poll(async () => Number(await on("epoch")), { timeout: 60_000 }).toBeGreaterThan(at);
  await hands.press("Pause");
  await expect.poll(status).toBe("paused");
  await hands.press("Rewind");
  await expect.poll(() => on("epoch")).toBe("0");
  await hands.refusesNonsense("Seed", [0, 999_999]);
  await hands.leave();
}, 180_000);

it("polynomial is the least-squares fit, of points that are moved", async () => {
  const hands = await Hands.on(site, "polynomial");
  const isFit = async (points: typeof bookPoints, degree: number, lambda: number, at: number) => {
    const fit = fitPolynomial(points, degree, lambda);
    const line = fitPolynomial(points, 1);
    await hands.shows({
      [`degree ${degree} says`]: fit.at(at),
      "the line says": line.at(at),
      [`degree ${degree}: off its points`]: distance(points, fit.at),
    });
  };
  await isFit(bookPoints, 9, 0, 5.5);
  await hands.shows({ "degree 9: off its points": 0 });
  expect(await hands.command()).toBe("npx nndl reproduce ch3/line-and-polynomial");
  await hands.flip("a price on large coefficients");
  await hands.type("λ", "0.01");
  await hands.keys(hands.field("Degree"), "ArrowDown");
  await isFit(bookPoints, 8, 0.01, 5.5);
  await hands.type("Ask at x", "3");
  await isFit(bookPoints, 8, 0.01, 3);
  await hands.flip("show new points, which neither has seen");
  await hands.shows({ "degree 8: off new points": distance(newPoints, fitPolynomial(bookPoints, 8, 0.01).at) });
  // One is dragged, another moved by keys.
  const plot = hands.drawing(/^Degree/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(2.6, 5), axes.to(2.6, 8));
  await hands.holds({ Point: 4 });
  await expect.poll(() => hands.reading("the line says")).toBeGreaterThan(fitPolynomial(bookPoints, 1).at(3) + 0.2);
  await hands.press("The book’s points");
  await isFit(bookPoints, 8, 0.01, 3);
  await hands.type("Point", "10");
  await hands.keys(hands.island.getByRole("application"), "ArrowDown");
  await expect.poll(() => hands.reading("the line says")).not.toBeCloseTo(fitPolynomial(bookPoints, 1).at(3), 6);
  await hands.refusesNonsense("Degree", [0, 15]);
  await hands.leave();
});

it("weighted-input is spread as the initializers say", async () => {
  const hands = await Hands.on(site, "weighted-input");
  const cell = (key: string) => hands.island.locator(`td[data-key="${key}"]`).innerText();
  const isLayer = async (layer: Layer) => {
    await expect.poll(() => cell("deviation other")).toBe(spreadOf(layer).deviation.toFixed(3));
    await expect
      .poll(async () => Number.parseFloat(await cell("saturated other")) / 100)
      .toBeCloseTo(saturatedShare(layer), 2);
  };
  expect([await cell("deviation wide"), await cell("deviation other")]).toEqual(["22.383", "1.225"]);
  expect(await hands.command()).toBe("npx nndl reproduce ch3/weighted-input");
  await hands.type("Inputs n", "400");
  await hands.type("Share of them that are 1", "0.25");
  await isLayer({ inputs: 400, on: 0.25, initializer: "scaled-gaussian" });
  expect(await cell("deviation wide")).toBe(Math.sqrt(101).toFixed(3));
  for (const initializer of ["he", "glorot", "network3", "narrow-gaussian-ones", "zeros"] as const) {
    await hands.island.getByRole("combobox").selectOption(initializer);
    await isLayer({ inputs: 400, on: 0.25, initializer });
  }
  const drawn = await cell("drawn wide");
  await hands.press("Draw others");
  await expect.poll(() => cell("drawn wide")).not.toBe(drawn);
  await hands.choose("what comes out");
  await hands.refusesNonsense("Inputs n", [10, 10_000]);
  await hands.leave();
});
