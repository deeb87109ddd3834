/** One paints points in the studio, and chooses what the network is shown of them; links and the library in Node agree. */
import { Network } from "nndl";
import { prepareRows } from "nndl/sources";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readLink } from "../src/studio/link.ts";
import type { PaintedChoice } from "../src/training/data-choice.ts";
import { countOf } from "../src/training/painted.ts";
import type { Recipe } from "../src/training/recipe.ts";
import { Workbench } from "../src/training/workbench.ts";
import { alive, axeFindings, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const soon = { timeout: 20_000 };
const noDigits = { digits: () => Promise.reject(new Error("not here")) };
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const radio = (page: Page, name: string) => page.getByRole("radio", { name, exact: true }).check({ force: true });
const linked = async (page: Page) => (await readLink(new URL(page.url()).hash)).recipe;
const painted = async (page: Page) => (await linked(page)).data as PaintedChoice;
const status = (page: Page) => page.getByRole("status").filter({ hasText: "point" }).innerText();

/** Presses in the plane that one paints in, and goes on to another place of it, both as shares of its width and height. */
async function stroke(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const plane = page.getByRole("img", { name: /^The plane that you paint in/ });
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}

async function inNode(recipe: Recipe, steps: number): Promise<{ sha256: string; network: Network }> {
  const workbench = await Workbench.open(recipe, noDigits);
  if (steps > 0) await workbench.step(steps);
  const network = Network.fromBytes(workbench.save("safetensors"));
  await workbench.close();
  return { sha256: network.sha256(), network };
}
/** On a phone they are not shown. */
const weightsAre = (page: Page, sha256: string) =>
  page.locator(`[data-sha256="${sha256}"]`).waitFor({ state: "attached", ...soon });

it("points are painted by mouse and by keys, taken back, and are the same from the link and in Node", async () => {
  const { page, problems, close } = await site.open("studio/", { viewport: { width: 1280, height: 900 } });
  await alive(page, "studio");
  await radio(page, "Painted");
  await page.getByRole("img", { name: /^The plane that you paint in/ }).waitFor();
  await button(page, "Clear").click();
  await expect.poll(() => status(page), soon).toBe("0 points.");
  expect(
    await page
      .getByText(/there must be a point/)
      .first()
      .isVisible(),
  ).toBe(true);
  await radio(page, "Orange");
  await stroke(page, [0.3, 0.3], [0.7, 0.3]);
  await radio(page, "Green");
  await stroke(page, [0.3, 0.7], [0.7, 0.7]);
  // The third class makes room for itself in the network, whose layers stay.
  await expect.poll(async () => (await painted(page)).points.length, soon).toBe(3);
  const two = await painted(page);
  expect(two.points.map((each) => each.length > 4)).toEqual([true, false, true]);
  const { layers } = (await linked(page)).network;
  expect([layers.length, layers.at(-1)]).toEqual([3, expect.objectContaining({ units: 3 })]);
  // By keys: one step to the right of where the last stroke ended.
  const keys = page
    .getByRole("application", { name: /^x = / })
    .filter({ has: page.getByRole("img", { name: /paint in/ }) });
  await keys.press("Home");
  await keys.press("ArrowRight");
  await keys.press("Enter");
  await expect.poll(async () => countOf((await painted(page)).points), soon).toBe(countOf(two.points) + 1);
  expect((await painted(page)).points[2]!.slice(-2)).toEqual([2, 0]);
  await keys.press("Delete");
  await button(page, "Undo").click();
  await button(page, "Undo").click();
  await expect.poll(async () => (await painted(page)).points, soon).toEqual(two.points);
  await radio(page, "Erase");
  await stroke(page, [0.3, 0.7], [0.7, 0.7]);
  await expect.poll(async () => (await painted(page)).points.length, soon).toBe(2);
  await button(page, "Undo").click();

  await button(page, "x²").click();
  await button(page, "x").click();
  await expect.poll(async () => (await painted(page)).features, soon).toEqual(["y", "x²"]);
  const recipe = await linked(page);
  expect(recipe.network.input).toEqual([2]);
  await weightsAre(page, (await inNode(recipe, 0)).sha256);
  await button(page, "Step one mini-batch").click();
  const { sha256, network } = await inNode(recipe, 1);
  await weightsAre(page, sha256);
  // What the plane says at a place, as the network's own description makes inputs of it.
  const plane = page
    .getByRole("application")
    .filter({ has: page.getByRole("img", { name: /as the network sees it/ }) });
  await plane.press("ArrowUp");
  const [output] = await network.predict(prepareRows(network.preparation, [{ x: 0, y: 0.02 }]));
  const said = `At 0.00, 0.02 it says ${Array.from(output!, (value) => value.toFixed(3)).join(", ")}.`;
  await expect.poll(() => page.getByText("At 0.00, 0.02").innerText(), soon).toBe(said);
  expect(await axeFindings(page)).toEqual([]);

  await page.reload();
  await alive(page, "studio");
  await weightsAre(page, sha256);
  await expect.poll(() => status(page), soon).toContain("green");
  expect(await linked(page)).toEqual(recipe);
  expect(problems).toEqual([]);
  await close();
});

it("a shape is chosen by its picture, and painted on", async () => {
  const { page, problems, close } = await site.open("studio/", { viewport: { width: 390, height: 844 } });
  await alive(page, "studio");
  await radio(page, "Points");
  await radio(page, "Four clouds");
  await page.getByRole("spinbutton", { name: "Points", exact: true }).fill("40");
  await page.keyboard.press("Enter");
  await button(page, "sin(πx)").click();
  await expect
    .poll(async () => (await linked(page)).data, soon)
    .toMatchObject({
      ...{ name: "clouds", count: 40, features: ["x", "y", "sin(πx)"] },
    });
  const recipe = await linked(page);
  expect([recipe.network.input, recipe.network.layers.length]).toEqual([[3], 3]);
  await weightsAre(page, (await inNode(recipe, 0)).sha256);
  await button(page, "Go on painting with these points").click();
  await expect.poll(async () => (await linked(page)).data.kind, soon).toBe("painted");
  const { points, features } = await painted(page);
  expect([points.length, countOf(points), features]).toEqual([4, 40, ["x", "y", "sin(πx)"]]);
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  // Back to the shape.
  await page.goBack();
  await expect.poll(async () => (await linked(page)).data.kind, soon).toBe("toy");
  expect(problems).toEqual([]);
  await close();
});
