/** The figures that build networks of two and more inputs from formulas: their numbers are the library's. */

import { readFileSync } from "node:fs";
import { parseFormula } from "@nndl/book/formulas";
import type { Network } from "nndl";
import {
  approximateByBumps,
  approximateByDirections,
  approximateByTowers,
  circularTower,
  glue,
  measureApproximation,
  towerNetwork,
} from "nndl/universality";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { firstOutputs, Hands, outputsOf, placeOnSurface } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { runCommand } from "./run-command.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** The errors that a figure should show, as they are measured in Node. */
async function isAsMeasured(hands: Hands, network: Network, formula: string): Promise<void> {
  const { mean, largest } = await measureApproximation(network, parseFormula(formula, ["x", "y"]));
  await hands.shows({ mean, largest }, 1e-5);
}

const text = readFileSync(new URL("../chapter.md", import.meta.url), "utf8");
/** The figure's command builds what it shows, and what the chapter says of it. */
async function isAsItsCommand(hands: Hands, ...said: readonly string[]): Promise<void> {
  const { formula, deviation } = await runCommand((await hands.command())!);
  await hands.shows({ mean: deviation.output.mean, largest: deviation.output.largest }, 1e-5);
  expect(await hands.island.getByRole("textbox", { name: "f(x, y) =" }).inputValue()).toBe(formula);
  const shown = [deviation.output.mean.toFixed(3), deviation.output.largest.toFixed(3)];
  for (const number of said) expect([text.includes(number), shown]).toEqual([true, expect.arrayContaining([number])]);
}

it.skipIf(isRound)("many-towers builds the library's towers for any formula", async () => {
  const hands = await Hands.on(site, "many-towers");
  const built = async (formula: string, perSide: number, output: "linear" | "sigmoid", overlap = 1) => {
    const network = approximateByTowers(parseFormula(formula, ["x", "y"]), { inputs: 2, perSide, overlap, output });
    await hands.shows({ parameters: network.parameterCount });
    await isAsMeasured(hands, network, formula);
  };
  await built("0.5 + 0.4*sin(6x)*cos(6y)", 10, "sigmoid");
  await isAsItsCommand(hands, "0.040");
  await hands.choose("adds up");
  await hands.press("x*y");
  await hands.type("N towers along each side", "3");
  await built("x*y", 3, "linear");
  await hands.write("f(x, y) =", "0.9 - 0.5(x-y)^2");
  await hands.choose("σ of the sum");
  await hands.keys(hands.field("N towers along each side"), "ArrowUp");
  await built("0.9 - 0.5(x-y)^2", 4, "sigmoid");

  // What a sigmoid cannot output is refused by the library, in its own sentence.
  await hands.write("f(x, y) =", "1 + x");
  await expect.poll(() => hands.island.getByRole("alert").innerText()).toContain("sigmoid");
  // A mistake is pointed at, and the last formula stays.
  await hands.choose("adds up");
  await hands.write("f(x, y) =", "x*y");
  await built("x*y", 4, "linear");
  await hands.write("f(x, y) =", "x + foo(y)");
  const problem = hands.island.locator("pre.error");
  await problem.waitFor();
  const lines = (await problem.textContent())!.split("\n");
  const formula = lines.findIndex((line) => line.includes("x + foo(y)"));
  expect(formula).toBeGreaterThanOrEqual(0);
  expect(lines[formula + 1]!.indexOf("^")).toBe(lines[formula]!.indexOf("foo"));
  await built("x*y", 4, "linear");
  await hands.refusesNonsense("N towers along each side", [1, 20]);
  // Several laid over one another fail less where they fail; of each there are at most ten along a side.
  const alone = await hands.reading("largest");
  await hands.keys(hands.field("M approximations laid over one another"), "ArrowUp");
  await built("x*y", 4, "linear", 2);
  expect(await hands.reading("largest")).toBeLessThan(alone);
  expect(await hands.island.innerText()).toContain("Only 1/2 of the whole is missing there");
  await hands.refusesNonsense("N towers along each side", [1, 10]);
  await hands.refusesNonsense("M approximations laid over one another", [1, 3]);
  await hands.keys(hands.slider("M approximations laid over one another"), "Home");
  await hands.type("N towers along each side", "17");
  await hands.keys(hands.slider("M approximations laid over one another"), "End");
  await hands.holds({ "N towers along each side": 10 });
  await built("x*y", 10, "linear", 3);
  await hands.leave();
});

it("three-inputs is the library's tower of m inputs", async () => {
  const hands = await Hands.on(site, "three-inputs");
  const side = { from: 0.3, to: 0.7 };
  const isTower = async (height: number, z: number) => {
    const of = (m: number) =>
      towerNetwork(
        Array.from({ length: m }, () => side),
        { height, steepness: 500 },
      );
    const [middle] = await firstOutputs(of(3), [[0.5, 0.5, z]]);
    await hands.shows({ middle: middle! });
    for (const m of [1, 2, 3, 4, 5]) {
      const outside = (out: number) => Array.from({ length: m }, (_, k) => (k < out ? 0.9 : 0.5));
      const [inside, one, all] = await firstOutputs(of(m), [outside(0), outside(1), outside(m)]);
      await hands.shows({ [`inside ${m}`]: inside!, [`one ${m}`]: one!, [`all ${m}`]: all! });
    }
  };
  await isTower(10, 0.5);
  await hands.type("Where we look: z", "0.299");
  await isTower(10, 0.299);
  await hands.type("Height h (weights h, −h)", "3");
  await hands.keys(hands.slider("Height h (weights h, −h)"), "ArrowRight");
  await isTower(3.5, 0.299);
  await hands.keys(hands.slider("Where we look: z"), "End");
  await isTower(3.5, 1);
  await hands.refusesNonsense("Where we look: z", [0, 1]);
  await hands.leave();
});

it("vector-output is two of the library's networks, glued together", async () => {
  const hands = await Hands.on(site, "vector-output");
  const isPath = async (first: string, second: string, bumps: number) => {
    const goals = [first, second].map((text) => parseFormula(text, ["t"]));
    const network = glue(goals.map((f) => approximateByBumps(f, { bumps, samples: 20 })));
    const times = Array.from({ length: 601 }, (_, i) => i / 600);
    const outputs = await outputsOf(
      network,
      times.map((t) => [t]),
    );
    const distances = outputs.map(([x, y], i) => Math.hypot(x! - goals[0]!(times[i]!), y! - goals[1]!(times[i]!)));
    await hands.shows({
      "mean distance": distances.reduce((sum, distance) => sum + distance, 0) / distances.length,
      "largest distance": Math.max(...distances),
    });
  };
  await isPath("0.5 + 0.4*cos(2*pi*t)", "0.5 + 0.4*sin(4*pi*t)", 20);
  await hands.write("f₁(t) =", "3*t - 1");
  await hands.write("f₂(t) =", "exp(t)");
  await hands.type("N bumps for each output", "7");
  await isPath("3*t - 1", "exp(t)", 7);
  await hands.write("f₂(t) =", "exp(t");
  await hands.island.locator("pre.error").waitFor();
  await isPath("3*t - 1", "exp(t)", 7);
  await hands.write("f₂(t) =", "1/(t - t)");
  await hands.island.getByRole("alert").waitFor();
  await hands.refusesNonsense("N bumps for each output", [1, 100]);
  await hands.leave();
});

it.skipIf(isRound)("directions adds up the library's steps in many directions", async () => {
  const hands = await Hands.on(site, "directions");
  const built = async (formula: string, options: { directions: number; steps: number; towers: number }) => {
    const network = approximateByDirections(parseFormula(formula, ["x", "y"]), options);
    await hands.shows({ units: network.layers[0]!.output[0]! });
    await isAsMeasured(hands, network, formula);
  };
  const first = "exp(-8((x-0.5)^2+(y-0.5)^2))";
  await built(first, { directions: 64, steps: 64, towers: 24 });
  await isAsItsCommand(hands, "0.011", "0.048");
  await hands.type("K directions", "5");
  await hands.type("Steps in each direction", "9");
  await hands.keys(hands.slider("Round towers along each side"), "Home");
  await built(first, { directions: 5, steps: 9, towers: 4 });
  await hands.press("abs(x-y)");
  await built("abs(x-y)", { directions: 5, steps: 9, towers: 4 });
  // No command has all of these numbers.
  expect(await hands.command()).toBeUndefined();
  await hands.refusesNonsense("K directions", [1, 64]);
  await hands.leave();
});

it("circular-tower is the library's round tower, wherever it is put", async () => {
  const hands = await Hands.on(site, "circular-tower");
  const isTower = async (
    [cx, cy]: readonly [number, number],
    radius: number,
    directions: number,
    steepness: number,
  ) => {
    const network = circularTower([cx, cy], radius, { directions, steepness });
    const angles = Array.from({ length: 720 }, (_, i) => ((i + 0.5) * Math.PI) / 360);
    const around = angles.map((angle) => [cx + 2 * radius * Math.cos(angle), cy + 2 * radius * Math.sin(angle)]);
    const outputs = await firstOutputs(network, around);
    const twice = hands.island.locator('[data-name="twice"]');
    for (const [name, expected] of [
      ["least", Math.min(...outputs)],
      ["most", Math.max(...outputs)],
    ] as const)
      await expect
        .poll(async () => Number(await twice.getAttribute(`data-${name}`)))
        .toSatisfy((shown: number) => Math.abs(shown - expected) < 1e-5, `≈ ${expected}`);
  };
  await isTower([0.5, 0.5], 0.2, 24, 500);
  await hands.type("K directions", "11");
  await hands.keys(hands.field("Radius r"), "ArrowUp", "ArrowUp");
  await hands.type("Weight of each step", "60");
  await isTower([0.5, 0.5], 0.22, 11, 60);
  // A click on the surface moves it to the place that was clicked.
  const surface = hands.surface();
  const before = circularTower([0.5, 0.5], 0.22, { directions: 11, steepness: 60 });
  const [height] = await firstOutputs(before, [[0.7, 0.35]]);
  await hands.click(surface, await placeOnSurface(surface, [0.7, 0.35, (height! + 0.5) / 1.5]));
  await expect.poll(() => hands.value("Centre x")).not.toBe(0.5);
  const centre = [await hands.value("Centre x"), await hands.value("Centre y")] as const;
  expect(Math.hypot(centre[0] - 0.7, centre[1] - 0.35)).toBeLessThan(0.03);
  await isTower(centre, 0.22, 11, 60);
  await hands.refusesNonsense("Weight of each step", [10, 5000]);
  await hands.leave();
});
