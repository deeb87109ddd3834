/** Chapter 2: finite differences, ε, slow weights and matrices, in the page. */
import { backprop } from "@nndl/book/programs/backprop";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { firstDigits } from "../../../digits/first-digits.ts";
import { bestOf, caseOf, errorAt, errorsOf } from "../fast/measure.ts";
import { modelOf } from "../machine/model.ts";
import { start } from "../machine/start.ts";
import { darkInputs, learningOf, saturatedBelow, untrained } from "../slow/neurons.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("finite-differences counts passes, and races both in the page", async () => {
  const hands = await Hands.on(site, "finite-differences");
  await hands.shows({ slow: 23_861, fast: 2 });
  await hands.press("a million");
  await hands.shows({ slow: 1_000_001, fast: 2 });
  await hands.press("chapter 1’s network");
  await hands.keys(hands.slider("weights and biases"), "End");
  await hands.shows({ slow: 10_000_001 });
  await hands.refusesNonsense("weights and biases", [1, 10_000_000]);
  await hands.press("Race them here");
  await expect.poll(() => hands.island.locator("tr[data-passes]").count(), { timeout: 60_000 }).toBe(4);
  const passes = await hands.island
    .locator("tr[data-passes]")
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-passes"))));
  expect(passes).toEqual([166, 631, 2491, 9931]);
  await hands.button("Race them here").waitFor();
  expect(await hands.command()).toBe("npx nndl reproduce ch2/finite-differences");
  await hands.leave();
}, 90_000);

it("epsilon shows both errors, and where they are least", async () => {
  const hands = await Hands.on(site, "epsilon");
  const shows = async (sizes: readonly number[], seed: number, power: number) => {
    const example = caseOf(sizes, seed);
    await hands.shows({
      "now-float64": errorAt(10 ** power, example, "float64"),
      "now-float32": errorAt(10 ** power, example, "float32"),
      "best-float64": bestOf(errorsOf("float64", example))[0],
      "best-float32": bestOf(errorsOf("float32", example))[0],
    });
  };
  await shows([4, 5, 3], 3, -1);
  await hands.type("power of ten of ε", "-7.3");
  await shows([4, 5, 3], 3, -7.3);
  await hands.keys(hands.slider("power of ten of ε"), "Home");
  // So small an ε leaves nothing but rounding, which depends on how the browser computes e^z.
  expect(await hands.reading("now-float64")).toBeGreaterThan(0.01);
  await hands.keys(hands.slider("power of ten of ε"), "End");
  await hands.choose("3-5-5-2");
  await hands.type("Seed of its weights", "8");
  await shows([3, 5, 5, 2], 8, 0);
  await hands.refusesNonsense("Seed of its weights", [1, 9999]);
  await hands.leave();
});

it("learns-slowly shows every weight’s derivative, before training and after", async () => {
  const hands = await Hands.on(site, "learns-slowly");
  const first = untrained(1);
  const shows = async (digit: number, neuron: number, row: number, column: number) => {
    const { picture } = firstDigits[digit]!;
    const { gradient, hidden } = learningOf(first, picture, digit);
    await hands.shows({
      slope: gradient[neuron - 1]![(row - 1) * 28 + column - 1]!,
      dark: darkInputs(picture),
      saturated: hidden.filter(({ slope }) => slope < saturatedBelow).length,
    });
  };
  await shows(5, 29, 8, 15);
  await hands.choose("3");
  await hands.type("Hidden neuron", "4");
  await hands.type("Row", "1");
  await hands.type("Column", "1");
  await shows(3, 4, 1, 1);
  expect(await hands.reading("slope")).toBe(0);
  const picture = hands.island.locator(".picture").last();
  const { width, height } = (await picture.boundingBox())!;
  await hands.click(picture, [(width * 13.5) / 28, (height * 9.5) / 28]);
  await hands.holds({ Row: 10, Column: 14 });
  await shows(3, 4, 10, 14);
  // A dot of the plot is its neuron.
  await hands.island.locator(".dot").nth(17).click({ force: true });
  await hands.holds({ "Hidden neuron": 18 });
  await hands.refusesNonsense("Hidden neuron", [1, 30]);
  await hands.choose("trained for 30 epochs");
  const untrainedCount = learningOf(first, firstDigits[3]!.picture, 3).hidden.filter(
    ({ slope }) => slope < saturatedBelow,
  ).length;
  await expect.poll(() => hands.reading("saturated"), { timeout: 20_000 }).not.toBe(untrainedCount);
  await hands.leave();
});

it("matrices shows the three ways to write it, and measures the gain", async () => {
  const hands = await Hands.on(site, "matrices");
  const { net, x, y } = modelOf({ ...start, kinds: "" });
  await hands.drawing(/^δ²: −0\.040; 0\.040; 0\.017$/).waitFor();
  await hands.choose("with diagonal matrices");
  await hands.drawing(/^Σ′\(z³\): 0\.227, 0; 0, 0\.246$/).waitFor();
  await hands.type("Row of the result", "3");
  const errors = backprop(net, [...x], [...y]).nablaB[0]!;
  await hands.island.getByText(`Lit is δ², row 3: ${errors[2]!.toFixed(5)}.`).waitFor();
  await hands.choose("a mini-batch at once");
  await hands.type("Examples", "6");
  await hands.keys(hands.slider("Column of the result"), "End");
  await hands.island.getByText(/the sum of all ∂C\/∂w², row 3, column 2: /).waitFor();
  await hands.press("Measure the gain");
  await expect.poll(() => hands.reading("gain"), { timeout: 60_000 }).toBeGreaterThan(1);
  expect(await hands.command()).toBe("npx nndl reproduce ch2/matrix-form");
  await hands.leave();
}, 90_000);
