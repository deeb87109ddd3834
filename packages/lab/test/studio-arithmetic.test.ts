/** One points at a value in the studio, by mouse and by keyboard, and reads its arithmetic: the library's own numbers. */

import { conv2d, convPool2d, dense, maxPool2d, mnist, Network, network } from "nndl";
import { type Arithmetic, arithmeticOf } from "nndl/analysis";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { inputName, inWords } from "../src/studio/arithmetic/words.ts";
import { writeLink } from "../src/studio/link.ts";
import { checkRecipe } from "../src/training/recipe.ts";
import { Workbench } from "../src/training/workbench.ts";
import { alive, axeFindings, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const digits = mnist();
const recipe = checkRecipe({
  network: {
    input: [1, 28, 28],
    layers: [
      conv2d(4, 5, "relu", { padding: "same", stride: 2 }),
      convPool2d(6, 3, 2, "sigmoid", { groups: 2 }),
      maxPool2d([3, 2]),
      dense(12, "tanh"),
      dense(10, "softmax"),
    ],
    cost: "log-likelihood",
    seed: 11,
  },
  data: { kind: "mnist", training: 1000, test: 100 },
  training: { epochs: 1, miniBatchSize: 10, learningRate: 0.1 },
});
const net = network(recipe.network);
const soon = { timeout: 20_000 };

/** Opens the network above, shows it the first test digit, and looks inside. */
async function openInside() {
  const opened = await site.open(`studio/#${await writeLink({ recipe })}`, { viewport: { width: 1280, height: 1000 } });
  const { page } = opened;
  page.setDefaultTimeout(30_000);
  await alive(page, "studio");
  await page.locator(`[data-sha256="${net.sha256()}"]`).waitFor({ timeout: 60_000 });
  const radio = (name: string) => page.getByRole("radio", { name, exact: true }).check({ force: true });
  await radio("From the test set");
  await radio("Inside");
  await maps(page, 0).first().waitFor();
  const { test } = await digits;
  return { ...opened, input: test.input(0) };
}

const maps = (page: Page, layer: number) =>
  page.getByRole("group", { name: `The maps of layer ${layer + 1}` }).getByRole("button");
const row = (page: Page, layer: number) =>
  page.getByRole("application", { name: new RegExp(`values of layer ${layer + 1},`) });
const panelOf = (page: Page) => page.getByRole("region", { name: /^The arithmetic of one value/ });
const field = (panel: Locator, name: string) => panel.getByRole("spinbutton", { name, exact: true });

/** The numbers in the cells of a table; those of padding are NaN. */
async function cells(table: Locator): Promise<number[]> {
  const texts = await table
    .locator("td[data-value]")
    .evaluateAll((all) => all.map((cell) => (cell as HTMLElement).dataset.value ?? ""));
  return texts.map((text) => (text === "" ? Number.NaN : Number(text)));
}

/** The same numbers, but for what the exponential functions of two engines differ in. */
function near(numbers: readonly number[], expected: readonly number[]): void {
  expect(numbers.length).toBe(expected.length);
  const differ = (value: number, i: number) =>
    !Object.is(value, expected[i]) && !(Math.abs(value - expected[i]!) < 1e-12);
  expect(numbers.filter(differ)).toEqual([]);
}

/** Waits until the panel tells of this place, and compares its sum with the library's. */
async function tells(page: Page, explained: Arithmetic): Promise<void> {
  const panel = panelOf(page);
  await expect.poll(() => panel.locator("[data-reading=sentence]").innerText(), soon).toBe(inWords(explained));
  const reading = async (name: string) =>
    Number(await panel.locator(`output[data-reading=${name}]`).last().getAttribute("data-value"));
  expect(await reading("value")).toBeCloseTo(explained.value, 12);
  if (explained.activation !== "linear") expect(await reading("z")).toBeCloseTo(explained.z, 12);
  if ("bias" in explained.origin && explained.origin.kind !== "divided")
    expect(await reading("bias")).toBe(explained.origin.bias);
}

/** The window, the filter and their products, channel by channel as far as they are seen. */
async function tellsProducts(page: Page, explained: Arithmetic): Promise<void> {
  if (!("window" in explained.origin)) throw new Error(explained.origin.kind);
  const { window } = explained.origin;
  const area = window.extent[0] * window.extent[1];
  const strongest = window.sums.reduce((best, sum, i, all) => (Math.abs(sum) > Math.abs(all[best]!) ? i : best), 0);
  const seen = (values: Float64Array, isPadded: boolean) =>
    [...values.subarray(strongest * area, (strongest + 1) * area)].map((value, i) =>
      isPadded && window.inside[i] === 0 ? Number.NaN : value,
    );
  const table = (name: RegExp) => panelOf(page).getByRole("table", { name });
  near(await cells(table(/^The window/)), seen(window.inputs, true));
  near(await cells(table(/^times the filter/)), seen(window.weights, false));
  near(await cells(table(/^makes, all together/)), seen(window.products, true));
}

/** The largest products, and the others together. */
async function tellsTerms(page: Page, { origin, inputShape }: Arithmetic): Promise<void> {
  if (origin.kind !== "dense") throw new Error(origin.kind);
  const table = panelOf(page).getByRole("table");
  const names = await table.locator("tr[data-input] th").allInnerTexts();
  expect(names).toEqual(origin.largest.map(({ input }) => inputName(input, inputShape, false)));
  const numbers = origin.largest.flatMap(({ weight, value, product }) => [weight, value, product]);
  near(await cells(table), [...numbers, ...(origin.others.count > 0 ? [origin.others.sum] : [])]);
}

describe("the arithmetic of one value", () => {
  it.skipIf(isRound)("of a convolution, with its padding, by mouse and by keyboard", async () => {
    const { page, problems, close, input } = await openInside();
    const explained = (map: number, y: number, x: number) =>
      arithmeticOf(net, input, { layer: 0, index: (map * 14 + y) * 14 + x });
    // In the corner of a small map: row 0, column 5.
    const small = maps(page, 0).nth(2).locator("canvas");
    const { width } = (await small.boundingBox())!;
    await small.click({ position: { x: (5.5 / 14) * width, y: (0.5 / 14) * width } });
    await tells(page, explained(2, 0, 5));
    await tellsProducts(page, explained(2, 0, 5));
    // In the large one.
    const large = panelOf(page).getByRole("application");
    const box = (await large.boundingBox())!;
    await large.click({ position: { x: (7.5 / 14) * box.width, y: (6.5 / 14) * box.height } });
    await tells(page, explained(2, 6, 7));
    await tellsProducts(page, explained(2, 6, 7));
    // The arrow keys go to its neighbours, and no further than its edge.
    await large.focus();
    for (const key of ["ArrowLeft", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
    await tells(page, explained(2, 8, 6));
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowRight");
    await tells(page, explained(2, 8, 13));
    expect(await field(panelOf(page), "Column").getAttribute("aria-valuenow")).toBe("13");
    // From map to map.
    await maps(page, 0).nth(2).focus();
    await page.keyboard.press("ArrowRight");
    await tells(page, explained(3, 8, 13));
    // Typed.
    await field(panelOf(page), "Row").fill("13");
    await page.keyboard.press("Enter");
    await tells(page, explained(3, 13, 13));
    await tellsProducts(page, explained(3, 13, 13));
    await field(panelOf(page), "Map").fill("99");
    await page.keyboard.press("Enter");
    await tells(page, explained(3, 13, 13));
    expect(await axeFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(isRound)(
    "of a convolution with pooling, in the book's order, and of a pooling layer, by keyboard alone",
    async () => {
      const { page, problems, close, input } = await openInside();
      await maps(page, 1).first().focus();
      await page.keyboard.press("Enter");
      const panel = panelOf(page);
      await panel.waitFor();
      for (const [name, value] of [
        ["Map", 4],
        ["Row", 3],
        ["Column", 1],
      ] as const) {
        await field(panel, name).fill(String(value));
        await page.keyboard.press("Enter");
      }
      const place = { layer: 1, index: (4 * 6 + 3) * 6 + 1 };
      const explained = arithmeticOf(net, input, place);
      if (explained.origin.kind !== "pooled convolution") throw new Error(explained.origin.kind);
      await tells(page, explained);
      await tellsProducts(page, explained);
      const pool = panel.getByRole("table", { name: /^The filter's sums/ });
      near(await cells(pool), [...explained.origin.pool.values]);
      expect(await pool.locator("td.marked").count()).toBe(1);
      expect(
        await pool.getByRole("button", { name: /the largest, which is taken$/ }).getAttribute("aria-pressed"),
      ).toBe("true");
      // The products of a place that is not taken.
      const other = (explained.origin.part + 1) % 4;
      await pool.getByRole("button").nth(other).press("Enter");
      await expect.poll(() => pool.getByRole("button").nth(other).getAttribute("aria-pressed"), soon).toBe("true");
      await tellsProducts(page, arithmeticOf(net, input, { ...place, part: other }));
      await tells(page, explained);

      await maps(page, 2).nth(5).focus();
      await page.keyboard.press("Space");
      await field(panel, "Row").fill("1");
      await page.keyboard.press("Enter");
      await field(panel, "Column").fill("2");
      await page.keyboard.press("Enter");
      const pooled = arithmeticOf(net, input, { layer: 2, index: (5 * 2 + 1) * 3 + 2 });
      if (pooled.origin.kind !== "pooling") throw new Error(pooled.origin.kind);
      await tells(page, pooled);
      near(await cells(panel.getByRole("table")), [...pooled.origin.pool.values]);
      await panel.getByRole("button", { name: "Close" }).press("Enter");
      expect(await panel.count()).toBe(0);
      expect(await maps(page, 2).evaluateAll((all) => all.includes(document.activeElement as HTMLElement))).toBe(true);
      expect(problems).toEqual([]);
      await close();
    },
  );

  it("of dense layers, and again when their weights have changed; on a phone, too", async () => {
    const { page, problems, close, input } = await openInside();
    const units = row(page, 3);
    const box = (await units.boundingBox())!;
    await units.click({ position: { x: (7.5 / 12) * box.width, y: box.height / 2 } });
    const explained = arithmeticOf(net, input, { layer: 3, index: 7 });
    await tells(page, explained);
    await tellsTerms(page, explained);
    await units.press("ArrowLeft");
    await tells(page, arithmeticOf(net, input, { layer: 3, index: 6 }));
    await tellsTerms(page, arithmeticOf(net, input, { layer: 3, index: 6 }));
    // A first arrow key opens it, where nothing was pointed at.
    await row(page, 4).press("ArrowRight");
    await tells(page, arithmeticOf(net, input, { layer: 4, index: 0 }));
    await row(page, 4).press("ArrowRight");
    await tells(page, arithmeticOf(net, input, { layer: 4, index: 1 }));
    expect(await panelOf(page).count()).toBe(1);

    await page.getByRole("button", { name: "Step one mini-batch", exact: true }).click();
    const workbench = await Workbench.open(recipe, { digits: () => digits });
    await workbench.step();
    const trained = Network.fromBytes(workbench.save("safetensors"));
    await workbench.close();
    const later = arithmeticOf(trained, input, { layer: 4, index: 1 });
    expect(later.value).not.toBe(arithmeticOf(net, input, { layer: 4, index: 1 }).value);
    await tells(page, later);
    await tellsTerms(page, later);
    await page.setViewportSize({ width: 360, height: 800 });
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    await expect.poll(fits, soon).toBe(true);
    await maps(page, 1).first().click();
    await panelOf(page).getByRole("table").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    // Another network has other layers: there is nothing left to point at.
    await page.getByRole("button", { name: "Digits, as in chapter 1", exact: true }).click();
    await expect.poll(() => panelOf(page).count(), soon).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});
