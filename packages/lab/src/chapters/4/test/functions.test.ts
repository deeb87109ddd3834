/** The figures that approximate functions of one number: formulas, drawings, bends and windows of failure. */

import { readFileSync } from "node:fs";
import { parseFormula } from "@nndl/book/formulas";
import { sigmoid } from "@nndl/book/programs/sigmoid";
import { type Network, regression, train } from "nndl";
import {
  approximateByBumps,
  approximateByReLU,
  bumpsFor,
  goalFunction,
  inverseSigmoid,
  measureApproximation,
  wobblySigmoid,
} from "nndl/universality";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { axesOf, firstOutputs, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { furtherTraining } from "../one-input/recipe.ts";
import { runCommand, wordsOf } from "./run-command.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** Types formulas with mistakes: each is pointed at, and the figure stays as it was. */
async function pointsAtMistakes(
  hands: Hands,
  ...texts: readonly (readonly [text: string, position: number])[]
): Promise<void> {
  const field = hands.island.getByRole("textbox", { name: "f(x) =", exact: true });
  const problem = hands.island.locator("pre.error");
  for (const [text, position] of texts) {
    await field.fill(text);
    await expect
      .poll(
        async () => {
          const lines = ((await problem.textContent({ timeout: 5000 })) ?? "").split("\n");
          const mark = lines.findIndex((line) => /^\s*\^$/.test(line));
          return lines[mark]!.indexOf("^") - 2;
        },
        { message: text },
      )
      .toBe(position);
    expect(await field.getAttribute("aria-invalid")).toBe("true");
  }
}
const mistakes = [
  ["0.5 + foo(x)", 6],
  ["0.5 + * x", 6],
  ["(x + 0.5", 0],
  ["alert(1)", 0],
  ["x.constructor", 1],
] as const;

it("goal-function and inverse-sigmoid show f, σ⁻¹ of it, and the way back", async () => {
  const hands = await Hands.on(site, "goal-function");
  await hands.shows({ value: goalFunction(0.68) });
  await hands.type("x", "0.333");
  await hands.shows({ value: goalFunction(0.333) });
  const plot = hands.drawing(/f on \[0, 1\]/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(0.333, 0.5), axes.to(0.8, 0.5));
  await hands.shows({ value: goalFunction(await hands.value("x")) });
  expect(await hands.value("x")).toBeCloseTo(0.8, 1);
  const written = "3x^2 - sqrt(x)";
  await hands.write("f(x) =", written);
  await hands.type("x", "0.25");
  await hands.shows({ value: parseFormula(written, ["x"])(0.25) });
  await pointsAtMistakes(hands, ...mistakes);
  await hands.write("f(x) =", "1/(x - 0.5)");
  await expect.poll(() => hands.island.locator("pre.error").innerText()).toContain("no value at x = 0.5");
  await hands.shows({ value: parseFormula(written, ["x"])(0.25) });
  await hands.refusesNonsense("x", [0, 1]);
  await hands.leave();

  const inverse = await Hands.on(site, "inverse-sigmoid");
  const isAt = (f: (x: number) => number, x: number) =>
    inverse.shows({ f: f(x), inverse: inverseSigmoid(f(x)), back: f(x) });
  await isAt(goalFunction, 0.31);
  await inverse.keys(inverse.slider("x"), "ArrowRight", "ArrowRight");
  await isAt(goalFunction, 0.33);
  await inverse.write("f(x) =", "0.1 + 0.8x");
  await isAt((x) => 0.1 + 0.8 * x, 0.33);
  await inverse.write("f(x) =", "2x");
  await expect.poll(() => inverse.island.locator("pre.error").innerText()).toContain("only numbers between 0 and 1");
  await isAt((x) => 0.1 + 0.8 * x, 0.33);
  await inverse.leave();
});

const text = readFileSync(new URL("../chapter.md", import.meta.url), "utf8");
interface Table {
  readonly rows: readonly {
    readonly bumps: number;
    readonly ideal: { readonly inside: number; readonly output: number };
    readonly network: { readonly mean: number; readonly largest: number };
  }[];
}
/** The figure's command builds what it shows. */
async function isAsItsCommand(hands: Hands): Promise<void> {
  const { mean, largest } = (await runCommand((await hands.command())!)).deviation.output;
  await hands.shows({ mean, largest }, 1e-5);
}
const errorsOf = async (network: Network, f: (x: number) => number) => {
  const { mean, largest } = await measureApproximation(network, f);
  return { mean, largest };
};

it.skipIf(isRound)("many-bumps builds the library's network, with the errors that are derived for it", async () => {
  const hands = await Hands.on(site, "many-bumps");
  const built = async (f: (x: number) => number, bumps: number, factor: number, output: "linear" | "sigmoid") => {
    const network = approximateByBumps(f, { bumps, output, steepness: factor * bumps });
    await hands.shows(await errorsOf(network, f), 1e-5);
  };
  await built(goalFunction, 10, 200, "sigmoid");
  await isAsItsCommand(hands);
  // The chapter's table, row by row, is what the command says of it.
  const { rows } = await runCommand<Table>("npx nndl approximate --table");
  for (const { bumps, ideal, network } of rows) {
    const row = new RegExp(`^\\| ${bumps} \\|(.*)\\|$`, "m").exec(text)![1]!;
    const [inner, outer, mean, largest] = row.split("|").map(Number) as [number, number, number, number];
    for (const [said, measured] of [
      [inner, ideal.inside],
      [outer, ideal.output],
      [largest, network.largest],
    ] as const)
      expect(Math.abs(said - measured)).toBeLessThan(6e-4);
    expect(Number(network.mean.toPrecision(2))).toBe(mean);
  }
  await hands.type("Bumps N", "7");
  await built(goalFunction, 7, 200, "sigmoid");
  await isAsItsCommand(hands);
  // It learns from gentle steps.
  await hands.choose("Let it learn");
  await built(goalFunction, 7, 20, "sigmoid");
  await isAsItsCommand(hands);
  await hands.choose("Build it");
  // What no sigmoid outputs is said, and another output neuron offered.
  const wave = "3*sin(9x) - 5x";
  await hands.press(wave);
  await expect.poll(() => hands.island.getByRole("alert").innerText()).toContain("only numbers between 0 and 1");
  await hands.choose("the sum itself");
  await built(parseFormula(wave, ["x"]), 7, 200, "linear");
  await pointsAtMistakes(hands, ...mistakes);
  await built(parseFormula(wave, ["x"]), 7, 200, "linear");
  await hands.refusesNonsense("Bumps N", [1, 200]);
  await hands.leave();
});

/** What Node's training makes of the network that the figure trains further, measured as the figure does. */
async function trainedInNode(network: Network, formula: string, bumps: number): Promise<number> {
  const f = parseFormula(formula, ["x"]);
  const xs = Array.from({ length: 201 }, (_, i) => i / 200);
  const { training } = furtherTraining(network, formula, bumps);
  for await (const _ of train(
    network,
    regression(
      xs.map((x) => [x]),
      xs.map((x) => [f(x)]),
    ),
    { ...training, threads: 1 },
  ));
  const places = Array.from({ length: 1001 }, (_, i) => i / 1000);
  const outputs = await firstOutputs(
    network,
    places.map((x) => [x]),
  );
  return outputs.reduce((sum, output, i) => sum + Math.abs(output - f(places[i]!)), 0) / places.length;
}

it.skipIf(isRound)("draw-function builds what is drawn, and trains it further as Node would", async () => {
  const hands = await Hands.on(site, "draw-function");
  const formula = async () => wordsOf((await hands.command())!)[3]!;
  const networkOf = async (drawn: string) => {
    const bumps = await hands.value("Bumps N");
    return approximateByBumps(parseFormula(drawn, ["x"]), { bumps, output: "sigmoid", steepness: 20 * bumps });
  };
  const built = async () => {
    const drawn = await formula();
    const errors = await errorsOf(await networkOf(drawn), parseFormula(drawn, ["x"]));
    await hands.shows(errors, 1e-5);
    return errors.mean;
  };
  const first = await formula();
  await built();
  const plot = hands.drawing(/hidden neurons, and f/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(0.1, 0.2), axes.to(0.5, 0.8), axes.to(0.9, 0.3));
  await expect.poll(formula).not.toBe(first);
  const drawn = parseFormula(await formula(), ["x"]);
  for (const [x, y] of [
    [0.3, 0.5],
    [0.5, 0.8],
    [0.7, 0.55],
  ] as const)
    expect(Math.abs(drawn(x) - y)).toBeLessThan(0.06);
  await hands.type("Bumps N", "9");
  await built();
  // By keyboard alone.
  await hands.type("Place x", "0.25");
  await hands.type("Height there", "0.9");
  await expect.poll(async () => parseFormula(await formula(), ["x"])(0.25)).toBeGreaterThan(0.6);
  const [asBuilt, drawnLast] = [await built(), await formula()];
  await isAsItsCommand(hands);

  await hands.press("Let it learn");
  await hands.island.locator('[data-status="done"]').waitFor({ timeout: 60_000 });
  const inNode = await trainedInNode(await networkOf(drawnLast), drawnLast, 9);
  // What has learned is no longer what the command builds.
  expect(await hands.command()).toBeUndefined();
  await hands.shows({ mean: inNode, "built-mean": asBuilt }, 1e-4);
  expect(inNode).toBeLessThan(asBuilt);
  await hands.press("As built");
  await built();
  await hands.refusesNonsense("Height there", [0.03, 0.97]);
  await hands.leave();
});

it("linear-only is one weight and one bias, whatever its layers", async () => {
  const hands = await Hands.on(site, "linear-only");
  const fields = (group: Locator) =>
    group.getByRole("spinbutton").evaluateAll((all) => all.map((field) => Number(field.getAttribute("aria-valuenow"))));
  /** The composition of all layers, from the numbers in the fields: each neuron's weights, then its bias. */
  const composed = async () => {
    const groups = hands.island.locator(".weights fieldset");
    let rows = [[1, 0]];
    for (const group of await groups.all()) {
      const numbers = await fields(group);
      const size = rows.length + 1;
      rows = Array.from({ length: numbers.length / size }, (_, k) => {
        const neuron = numbers.slice(k * size, (k + 1) * size);
        const sum = (part: 0 | 1) => rows.reduce((total, row, j) => total + neuron[j]! * row[part]!, 0);
        return [sum(0), sum(1) + neuron.at(-1)!];
      });
    }
    return { weight: rows[0]![0]!, bias: rows[0]![1]! };
  };
  await hands.shows(await composed(), 1e-5);
  await hands.type("Hidden layers", "5");
  await hands.shows(await composed(), 1e-5);
  const seed = await hands.reading("seed");
  await hands.press("New weights");
  await hands.shows({ seed: seed + 1, ...(await composed()) }, 1e-5);
  expect(await hands.reading("difference")).toBeLessThan(1e-4);
  await hands.press("Nearest to x²");
  await hands.shows({ weight: 1, bias: -0.125, off: 0.125 });
  await hands.keys(hands.slider("Hidden layers"), "Home");
  await hands.shows(await composed(), 1e-5);
  await hands.type("Hidden layers", "1");
  await hands.choose("σ");
  await expect.poll(() => hands.island.innerText()).toContain("No single weight and bias do the same");
  await hands.refusesNonsense("Hidden layers", [0, 5]);
  await hands.leave();
});

it("relu-pieces is the library's line through points", async () => {
  const hands = await Hands.on(site, "relu-pieces");
  const isLine = async (f: (x: number) => number, pieces: number) => {
    const { mean, largest } = await errorsOf(approximateByReLU(f, pieces), f);
    await hands.shows({ mean, largest }, 1e-4);
  };
  await isLine(goalFunction, 8);
  await isAsItsCommand(hands);
  await hands.type("Pieces, and hidden neurons", "30");
  await isLine(goalFunction, 30);
  const bumps = await errorsOf(approximateByBumps(goalFunction, { bumps: 50 }), goalFunction);
  await hands.shows({ "bumps-mean": bumps.mean, "bumps-largest": bumps.largest }, 1e-5);
  await hands.write("f(x) =", "abs(2x - 1)");
  await hands.type("Pieces, and hidden neurons", "2");
  await hands.shows({ mean: 0, largest: 0 });
  // A point that is moved takes the line along: the triangle below is half of what it is moved by.
  await hands.type("Point", "2");
  await hands.type("height", "0.4");
  await hands.shows({ mean: 0.2, largest: 0.4 }, 1e-3);
  expect(await hands.command()).toBeUndefined();
  await hands.press("Back to f");
  await hands.shows({ mean: 0 });
  const plot = hands.drawing(/straight pieces/);
  const axes = await axesOf(plot);
  await hands.drag(plot, axes.to(0.5, 0), axes.to(0.5, 0.6));
  await expect.poll(() => hands.reading("largest")).toBeCloseTo(0.6, 1);
  // Without its second unit the line goes on straight.
  await hands.press("Back to f");
  await hands.press("2");
  await hands.shows({ largest: 2 }, 1e-3);
  await pointsAtMistakes(hands, ...mistakes.slice(0, 2));
  await hands.refusesNonsense("Pieces, and hidden neurons", [1, 60]);
  await hands.leave();
});

it.skipIf(isRound)("other-activations shows each of them, and which make steps", async () => {
  const hands = await Hands.on(site, "other-activations");
  const all = {
    wriggle: [wobblySigmoid, true],
    σ: [sigmoid, true],
    tanh: [Math.tanh, true],
    ReLU: [(z: number) => Math.max(0, z), false],
    linear: [(z: number) => z, false],
    hill: [(z: number) => Math.exp(-z * z), false],
  } as const;
  for (const [name, [activation, steps]] of Object.entries(all)) {
    await hands.choose(name);
    await hands.press("Back");
    await hands.type("Weight w", "-1.5");
    await hands.type("Bias b", "0.7");
    await hands.shows({ "at-0": activation(0.7), "at-1": activation(-0.8) });
    await hands.press("Largest weight");
    await hands.shows({ "at-0": activation(-499.5), "at-1": activation(499.5) });
    expect(await hands.island.locator(".verdict").getAttribute("data-steps")).toBe(`${steps}`);
    // A step is another number on its two sides.
    expect(Math.abs(activation(499.5) - activation(-499.5)) > 0.5 && Math.abs(activation(499.5)) <= 1).toBe(steps);
  }
  const plot = hands.drawing(/s\(wx \+ b\)/);
  const axes = await axesOf(plot);
  await hands.press("Back");
  await hands.drag(plot, axes.to(0.5, 0.5), axes.to(0.25, 0.5));
  expect(Math.abs((await hands.value("Bias b")) + 1.5)).toBeLessThan(0.1);
  await hands.refusesNonsense("Weight w", [-999, 999]);
  await hands.leave();
});

it("failure-windows magnifies a step, and measures the library's overlapping rows", async () => {
  const hands = await Hands.on(site, "failure-windows");
  await hands.shows({ width: (2 * Math.log(99)) / 300 });
  await hands.choose("One row");
  const isRow = async (bumps: number, steepness: number) => {
    const { mean, largest } = await errorsOf(
      approximateByBumps(goalFunction, { bumps, steepness, output: "sigmoid" }),
      goalFunction,
    );
    await hands.shows({ "single-mean": mean, "single-largest": largest }, 1e-5);
  };
  await isRow(5, 300);
  const alone = await runCommand((await hands.command())!);
  expect(await hands.reading("single-largest")).toBeCloseTo(alone.deviation.output.largest, 5);
  const measured = async (bumps: number, overlap: number, steepness: number) => {
    const options = { bumps, steepness, output: "sigmoid" } as const;
    await isRow(bumps, steepness);
    await hands.shows(await errorsOf(approximateByBumps(goalFunction, { ...options, overlap }), goalFunction), 1e-5);
  };
  await hands.choose("Several rows");
  await measured(5, 2, 300);
  await isAsItsCommand(hands);
  // At the place that one points at, it is said which row fails.
  const said = () => hands.island.locator(".said").innerText();
  expect(await said()).toMatch(/^Row 1 fails here, by 0\.55; row 2 is right/);
  const plot = hands.drawing(/2 rows, added up/);
  const axes = await axesOf(plot);
  await hands.click(plot, axes.to(0.9, 1.5));
  await expect.poll(said).toMatch(/^Row 2 fails here, by .*half the error/);
  await hands.type("Rows M", "6");
  await hands.type("Bumps N in a row", "20");
  await hands.type("Steepness of the steps", "2500");
  await measured(20, 6, 2500);
  await hands.refusesNonsense("Steepness of the steps", [30, 10_000]);
  await hands.leave();
  expect(bumpsFor(goalFunction, { bumps: 5, overlap: 2 })).toHaveLength(11);
  // What the chapter says of one, two and four copies of 50 bumps.
  for (const [copies, largest] of [
    [1, "0.065"],
    [2, "0.031"],
    [4, "0.014"],
  ] as const) {
    const { deviation } = await runCommand(`npx nndl approximate --bumps 50 --overlap ${copies}`);
    expect([deviation.output.largest.toFixed(3), text.includes(largest)]).toEqual([largest, true]);
  }
});
