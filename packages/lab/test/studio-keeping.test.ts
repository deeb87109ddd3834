/** A run in the studio outlives what happens to a page, and can be changed while it goes on. */
import { readFileSync } from "node:fs";
import { mnist } from "nndl";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRound, isRound } from "../../../testing/thorough.ts";
import { readLink, writeLink } from "../src/studio/link.ts";
import { presets } from "../src/studio/presets.ts";
import { checkRecipe } from "../src/training/recipe.ts";
import { Workbench } from "../src/training/workbench.ts";
import { forgetRuns } from "./forget-runs.ts";
import { alive, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const spiral = checkRecipe(presets[3]!.recipe);
/** It is over at once. */
const brief = checkRecipe({ ...spiral, training: { ...spiral.training, epochs: 2 } });
/** It is not over before something can happen to it. */
const long = checkRecipe({ ...spiral, training: { ...spiral.training, epochs: 10_000 } });

/** The SHA-256 of a recipe's weights after some steps, in Node. */
async function sha256InNode(recipe: unknown, steps: number): Promise<string> {
  const workbench = await Workbench.open(recipe, { digits: () => mnist() });
  if (steps > 0) await workbench.step(steps);
  const sha256 = workbench.sha256();
  await workbench.close();
  return sha256;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const message = (page: Page) => page.locator(".message p").innerText();
const step = async (page: Page) => Number((await page.locator("[data-reading=step]").innerText()).replaceAll(",", ""));
const hash = (page: Page) => page.locator("[data-sha256]").getAttribute("data-sha256");
const soon = { timeout: 20_000 };
const weightsAre = (page: Page, sha256: string) =>
  page.locator(`[data-sha256="${sha256}"]`).waitFor({ timeout: 60_000 });

async function openStudio(fragment = "") {
  const opened = await site.open(`studio/${fragment}`, { viewport: { width: 1280, height: 900 } });
  await alive(opened.page, "studio");
  return opened;
}

async function openSpiral(steps: number, recipe = spiral) {
  const opened = await openStudio(`#${await writeLink({ recipe, step: steps })}`);
  if (steps > 0) await button(opened.page, "Train to there").click();
  await weightsAre(opened.page, await sha256InNode(spiral, steps));
  return opened;
}

describe("a run in the studio", () => {
  it.skipIf(isRound)("is changed from the next mini-batch on, and its link leads to the same weights", async () => {
    const { page, problems, close } = await openSpiral(40);
    const rate = page.getByRole("spinbutton", { name: "Rate η" });
    await rate.fill("0.123");
    await page.keyboard.press("Enter");
    await expect.poll(() => message(page), soon).toBe("η 0.123 from mini-batch 41 on.");
    expect(await button(page, "Train anew").count()).toBe(0);
    for (let i = 0; i < 3; i++) {
      await button(page, "Step one mini-batch").click();
      await expect.poll(() => step(page), soon).toBe(41 + i);
    }
    await expect.poll(() => hash(page), soon).toMatch(/^[\da-f]{64}$/);
    const sha256 = (await hash(page))!;
    await expect.poll(async () => (await readLink(new URL(page.url()).hash)).sha256, soon).toBe(sha256);
    const { recipe } = await readLink(new URL(page.url()).hash);
    expect(recipe.training.changes).toEqual([{ atMiniBatch: 40, settings: { learningRate: 0.123 } }]);
    expect(await sha256InNode(recipe, 43)).toBe(sha256);
    expect(problems).toEqual([]);
    await close();
  });

  it("comes back after a reload, and is forgotten when asked to", async () => {
    const { page, problems, close } = await openSpiral(60);
    const sha256 = (await hash(page))!;
    await page.getByText("Kept in this browser: 1 run").waitFor();
    await page.reload();
    await weightsAre(page, sha256);
    await expect.poll(() => message(page), soon).toMatch(/^Your run is here again, as it was after mini-batch 60/);
    // The curve, too.
    await button(page, "Step one mini-batch").click();
    await weightsAre(page, await sha256InNode(spiral, 61));
    await page.goto(`${site.url}studio/`);
    await alive(page, "studio");
    await button(page, "Go on with your last run").click();
    await weightsAre(page, await sha256InNode(spiral, 61));
    await forgetRuns(page);
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(isRound)("is undone by Back, when another preset took its place", async () => {
    const { page, problems, close } = await openSpiral(30);
    const sha256 = (await hash(page))!;
    await page.getByText("Kept in this browser: 1 run").waitFor();
    // The address is written a moment after the run stands still.
    await expect.poll(async () => (await readLink(new URL(page.url()).hash)).sha256, soon).toBe(sha256);
    await button(page, "A function").click();
    await weightsAre(page, await sha256InNode(presets.find(({ name }) => name === "A function")!.recipe, 0));
    await expect.poll(async () => (await readLink(new URL(page.url()).hash)).recipe.data.kind, soon).toBe("function");
    await page.goBack();
    await weightsAre(page, sha256);
    await expect.poll(() => step(page), soon).toBe(30);
    expect(problems).toEqual([]);
    await close();
  });

  const left = [
    ["the moment that it ends", brief, true],
    ["while it trains", long, false],
  ] as const;
  it.each(left)("is undone by Back as it was left %s", async (_, recipe, isAtEnd) => {
    // The address says where it stood still before.
    const { page, problems, close } = await openSpiral(30, recipe);
    await page.getByText("Kept in this browser: 1 run").waitFor();
    await page.getByRole("combobox", { name: "Speed" }).selectOption("");
    // Sooner than the address is written, and than anything is kept.
    const reached = await page.evaluate(
      (atItsEnd) =>
        new Promise<number>((done) => {
          const find = (name: string) =>
            [...document.querySelectorAll("button")].find(({ textContent }) => textContent?.trim().startsWith(name));
          const step = () =>
            Number(document.querySelector("[data-reading=step]")!.textContent!.replaceAll(/[^\d]/g, ""));
          find("Train")!.click();
          const look = () => {
            if (atItsEnd ? find("Pause") !== undefined || step() === 30 : step() < 80)
              return requestAnimationFrame(look);
            done(step());
            find("A function")!.click();
          };
          requestAnimationFrame(look);
        }),
      isAtEnd,
    );
    await expect.poll(async () => (await readLink(new URL(page.url()).hash)).recipe.data.kind, soon).toBe("function");
    await page.goBack();
    await expect.poll(() => message(page), soon).toMatch(/^Your run is here again/);
    expect(await step(page)).toBeGreaterThanOrEqual(reached);
    if (isAtEnd) expect(await step(page)).toBe(90);
    await weightsAre(page, await sha256InNode(spiral, await step(page)));
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(isRound)(
    "goes on as a file in a fresh studio, which knows its data and how long it was trained",
    async () => {
      const { page, close } = await openSpiral(50);
      const sha256 = (await hash(page))!;
      const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save network").click()]);
      const path = await download.path();
      await close();
      const fresh = await openStudio();
      await fresh.page.locator('input[accept^=".safetensors"]').setInputFiles({
        name: "spiral.safetensors",
        mimeType: "application/octet-stream",
        buffer: readFileSync(path),
      });
      await weightsAre(fresh.page, sha256);
      await expect.poll(() => message(fresh.page), soon).toMatch(/trained before for 50 mini-batches \(seed 1\)/);
      expect(fresh.problems).toEqual([]);
      await fresh.close();
    },
  );

  it.skipIf(isRound)(
    "starts from the weights of a kept run, with layers frozen, and asks for them where only the link is",
    async () => {
      // It is not over before one can pause it.
      const { page, problems, close } = await openSpiral(20, long);
      await button(page, "Keep this run").click();
      await page.getByRole("combobox", { name: "Weights to start from" }).selectOption({ label: "run A" });
      await page.getByRole("checkbox", { name: "1, Fully connected 8" }).check();
      await button(page, "Train anew").click();
      await button(page, "Pause").click();
      await expect
        .poll(async () => (await readLink(new URL(page.url()).hash)).sha256 === (await hash(page)), soon)
        .toBe(true);
      const link = page.url();
      const { recipe, step: reached, sha256 } = await readLink(new URL(page.url()).hash);
      expect(recipe).toMatchObject({ training: { freeze: [0] }, from: { name: "run A" } });
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        button(page, "Save run-a.safetensors").click(),
      ]);
      const buffer = readFileSync(await download.path());
      // Nobody else has the weights, once the run at hand was kept, too, and all of them are forgotten.
      await button(page, "Remove run A").click();
      await page.getByText("Kept in this browser: 2 runs").waitFor(soon);
      await forgetRuns(page);
      await page.goto(`${site.url}studio/`);
      await page.goto(link);
      await page.reload();
      await page.getByText("It starts from the weights of run A, which no link can hold: give that file.").waitFor();
      const give = page.getByLabel("Give run A");
      const file = { name: "mine.safetensors", mimeType: "application/octet-stream" };
      const other = await Workbench.open(spiral, { digits: () => mnist() });
      await give.setInputFiles({ ...file, buffer: Buffer.from(other.save("safetensors")) });
      await other.close();
      await page.getByText("The weights in mine.safetensors are not those of run A").waitFor();
      await give.setInputFiles({ ...file, buffer });
      await button(page, "Train to there").click();
      await weightsAre(page, sha256!);
      await expect.poll(() => step(page), soon).toBe(reached);
      expect(problems).toEqual([]);
      await close();
    },
  );

  it.each(
    inRound([
      ["dies", "self.close()"],
      // As one that spins for ever, without the heat.
      ["hangs", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"],
    ]),
  )("goes on within seconds when its worker %s", async (_, fate) => {
    const { page, close } = await openSpiral(200, long);
    await button(page, "Train").click();
    await expect.poll(() => step(page), soon).toBeGreaterThan(300);
    const worker = page.workers().find((each) => each.url().includes("trainer.worker"));
    void worker!.evaluate(fate).catch(() => {});
    await page.getByText(/^The worker stopped; training (went on|began again)/).waitFor({ timeout: 30_000 });
    const before = await step(page);
    await expect.poll(() => step(page), soon).toBeGreaterThan(before);
    await button(page, "Pause").click();
    // The address is written last, and has both.
    const reached = async () => readLink(new URL(page.url()).hash);
    await expect.poll(async () => (await reached()).sha256 === (await hash(page)), soon).toBe(true);
    const { step: last, sha256 } = await reached();
    expect(await sha256InNode(long, last!)).toBe(sha256);
    await close();
  });
});
