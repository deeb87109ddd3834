/** The cover: it has answered before any script runs, and reads what is drawn on it as the library does. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { mnist, Network } from "nndl";
import { layerOutputs } from "nndl/analysis";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { shippedFile } from "../src/digits/shipped-file.ts";
import { inputsOf } from "../src/drawing/inputs-of.ts";
import { build } from "./pages/good-to-read.ts";
import { alive, type OpenPage, openSite, type Site } from "./site.ts";

const network = Network.fromBytes(gunzipSync(readFileSync(join(build, shippedFile))), shippedFile);

let site: Site;
let opened: OpenPage;
let page: Page;
let cover: Locator;
beforeAll(async () => {
  site = await openSite();
  opened = await site.open("");
  ({ page } = opened);
  cover = (await alive(page, "cover")).locator(".cover");
});
afterAll(async () => {
  await opened?.close();
  await site?.close();
});

/** What the cover shows must be what the library computes, to a part in a billion, and what its fast engine predicts. */
async function saysAsTheLibrary(inputs: Float32Array): Promise<number> {
  const [hidden, outputs] = layerOutputs(network, inputs).map(({ values }) => [...values]) as [number[], number[]];
  const answer = outputs.indexOf(Math.max(...outputs));
  await expect.poll(() => cover.getAttribute("data-answer")).toBe(String(answer));
  await expect.poll(async () => Math.abs((await saidBy(".neurons button"))[0]! - hidden[0]!)).toBeLessThan(1e-9);
  const shown = [...(await saidBy(".neurons button")), ...(await saidBy("li"))];
  [...hidden, ...outputs].forEach((value, i) => {
    expect(shown[i]).toBeCloseTo(value, 9);
  });
  const predicted = (await network.predict(inputs)) as Float32Array;
  outputs.forEach((value, i) => {
    expect(value).toBeCloseTo(predicted[i]!, 5);
  });
  return answer;
}
const saidBy = (neurons: string) =>
  cover.locator(neurons).evaluateAll((all) => all.map((each) => Number(each.getAttribute("data-says"))));
const spoken = () => page.locator(".island [data-spoken]").innerText();
const button = (name: string) => cover.getByRole("button", { name, exact: true });

it("has read a test image before any script runs", async () => {
  const { test } = await mnist();
  const html = readFileSync(join(build, "index.html"), "utf8");
  expect(html).toContain(`data-answer="${test.targets.labels[0]}"`);
  const [, outputs] = layerOutputs(network, test.input(0));
  const said = [...html.matchAll(/data-says="([^"]+)"/g)].map(([, value]) => Number(value));
  expect(said).toHaveLength(40);
  outputs!.values.forEach((value, digit) => {
    expect(said[digit]).toBeCloseTo(value, 12);
  });
});

it("says nothing aloud before its reader has done something", async () => {
  const { test } = await mnist();
  expect(await saysAsTheLibrary(test.input(0))).toBe(7);
  expect(await spoken()).toBe("");
});

it("reads what is drawn with the mouse, over the test image", async () => {
  const box = (await cover.locator(".pad canvas").boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.5, 0.15));
  await page.mouse.down();
  for (const y of [0.3, 0.5, 0.7, 0.85]) await page.mouse.move(...at(0.5, y), { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => cover.getAttribute("data-answer")).toBe("1");
  expect(await cover.locator(".pad .ground").count()).toBe(0);
  await expect.poll(spoken).toBe("It is a 1.");
});

it("asks for its network with the page itself, beside its scripts", () => {
  const html = readFileSync(join(build, "index.html"), "utf8");
  expect(html).toContain(`<link rel="preload" href="./${shippedFile}" as="fetch" crossorigin>`);
});

it("goes on with a stroke that began before it came to life", async () => {
  await button("Clear").click();
  const box = (await cover.locator(".pad canvas").boundingBox())!;
  // The pad never sees where this one began.
  await page.mouse.move(box.x + box.width / 2, box.y - 5);
  await page.mouse.down();
  for (const y of [0.2, 0.35, 0.5, 0.7, 0.85])
    await page.mouse.move(box.x + box.width / 2, box.y + y * box.height, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => cover.getAttribute("data-answer")).toBe("1");
  await page.mouse.move(box.x + 5, box.y + 5);
  expect(await cover.locator(".pad canvas").getAttribute("data-strokes")).toBe("1");
});

it.skipIf(isRound)("goes on to the next test images, and is cleared; the focus stays on the buttons", async () => {
  const { test } = await mnist();
  await button("Another digit").press("Enter");
  await button("Another digit").press("Enter");
  expect(await saysAsTheLibrary(test.input(1))).toBe(2);
  await expect.poll(spoken).toBe("Test image 2, a 2. It is a 2.");
  await button("Clear").press("Enter");
  await expect.poll(() => cover.getAttribute("data-answer")).toBe("");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Clear");
  await expect.poll(spoken).toBe("Draw a digit.");
});

it("reads what is drawn by keys, layer by layer as the library", async () => {
  await button("Clear").press("Enter");
  const canvas = cover.locator(".pad canvas");
  await canvas.focus();
  await page.keyboard.press("Space");
  const stroke = [{ x: 0.5, y: 0.25 }];
  const draw = async (key: string, times: number, dx: number, dy: number) => {
    for (let i = 0; i < times; i++) {
      await page.keyboard.press(key);
      const { x, y } = stroke.at(-1)!;
      stroke.push({ x: x + dx / 40, y: y + dy / 40 });
    }
  };
  await draw("ArrowRight", 10, 1, 0);
  await draw("ArrowDown", 20, 0, 1);
  await page.keyboard.press("Space");
  const answer = await saysAsTheLibrary(inputsOf([stroke], { width: 28, height: 28 })!);
  await expect.poll(spoken).toMatch(new RegExp(`[Ii]t is an? ${answer}\\.`));
});

it("shows one of the hidden neurons, found by arrow keys", async () => {
  const neurons = cover.locator(".neurons button");
  await neurons.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  expect(await neurons.evaluateAll((all) => all.map((each) => each.getAttribute("aria-pressed")).indexOf("true"))).toBe(
    11,
  );
  const said = Number(await neurons.nth(11).getAttribute("data-says"));
  expect(await cover.locator(".note").innerText()).toContain(`Hidden neuron 12 says ${said.toFixed(2)}`);
  expect(await cover.getByRole("img", { name: /speak for hidden neuron 12/ }).count()).toBe(1);
  await page.keyboard.press("Escape");
  expect(await cover.getByRole("img", { name: /speak for hidden neuron/ }).count()).toBe(0);
  expect(opened.problems).toEqual([]);
});

it("has all that matters on the first screen, at a desk and on a phone", async () => {
  for (const [viewport, last] of [
    [{ width: 1280, height: 756 }, ".ways h2 + p"],
    [{ width: 390, height: 844 }, ".neurons-and-lines"],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => scrollTo(0, 0));
    const bottoms = await page
      .locator(`${last}, .pad canvas, .answer, .neurons button`)
      .evaluateAll((all) =>
        all.filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect().bottom),
      );
    expect(Math.max(...bottoms)).toBeLessThanOrEqual(viewport.height);
    expect(bottoms.length).toBeGreaterThan(30);
  }
});
