/** A person's own data in the studio, from the files to the answer; what it learns is compared with the library in Node. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mnist, Network } from "nndl";
import { openSource } from "nndl/sources";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonLines, nndl } from "../../cli/src/testing/spawn.ts";
import { readLink } from "../src/studio/link.ts";
import { readSource } from "../src/training/read-source.ts";
import { Workbench } from "../src/training/workbench.ts";
import { forgetRuns } from "./forget-runs.ts";
import { strokePng, strokes, writeStrokes } from "./own-pictures.ts";
import { alive, axeFindings, openSite, type Site } from "./site.ts";

const folder = mkdtempSync(join(tmpdir(), "studio-own-data-"));
const mine = join(folder, "mine");
let site: Site;
beforeAll(async () => {
  writeStrokes(mine, 60);
  writeFileSync(join(mine, "notes.txt"), "dear diary");
  writeFileSync(join(mine, "bar", "broken.png"), "no picture");
  site = await openSite();
});
afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true });
});

const soon = { timeout: 30_000 };
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const radio = (page: Page, name: string) => page.getByRole("radio", { name, exact: true });
const message = (page: Page) => page.locator(".message p").innerText();
const says = (page: Page) => page.locator(".says").innerText();

async function openStudio() {
  const opened = await site.open("studio/", { viewport: { width: 1280, height: 900 } });
  await alive(opened.page, "studio");
  await radio(opened.page, "Your files").check({ force: true });
  return opened;
}

/** Draws one stroke on the pad, which is empty. */
async function draw(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const pad = page.getByLabel("Draw here");
  await pad.scrollIntoViewIfNeeded();
  if (await button(page, "Clear").isEnabled()) await button(page, "Clear").click();
  const box = (await pad.boundingBox())!;
  const go = ([x, y]: readonly [number, number], steps = 1) =>
    page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps });
  await go(from);
  await page.mouse.down();
  await go(to, 8);
  await page.mouse.up();
}

/** Trains to the end, and gives the hash. */
async function trained(page: Page): Promise<string> {
  await button(page, "Train").click();
  await expect.poll(() => message(page), { timeout: 60_000 }).toMatch(/^All epochs are done\./);
  return (await page.locator("[data-sha256]").getAttribute("data-sha256"))!;
}

async function saved(page: Page, name: string, file: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  const path = join(folder, file);
  await download.saveAs(path);
  return path;
}

describe("a folder of pictures, black on white", () => {
  it("is said what it is, learned to Node's bits, and drawn ones are read right", async () => {
    const { page, problems, close } = await openStudio();
    await page.locator("input[webkitdirectory]").setInputFiles(mine);
    const found = page.locator("[data-found=pictures]");
    await expect
      .poll(() => found.innerText(), soon)
      .toContain("180 pictures, 3 classes: 150 to learn from, 30 to test");
    const text = await found.innerText();
    for (const stroke of strokes) expect(text).toMatch(new RegExp(`${stroke}\\s*60`));
    expect(text).toContain("2 files were left out");
    expect(text).toMatch(/notes\.txt: /);
    expect(text).toMatch(/bar\/broken\.png: /);
    expect(text).toContain("dark on light. They were turned round");
    expect(await radio(page, "dark on light").isChecked()).toBe(true);
    // Seen as they are: black ink on white paper.
    const corner = await found
      .locator("canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) => [...canvas.getContext("2d")!.getImageData(0, 0, 1, 1).data]);
    expect(Math.min(...corner)).toBeGreaterThan(240);
    expect(await axeFindings(page)).toEqual([]);

    const sha256 = await trained(page);
    expect(await page.getByRole("group", { name: "Start from" }).innerText()).toMatch(
      /holds them, but not the files that are learned from: in another browser these must be given again\.$/,
    );
    const { recipe } = await readLink(new URL(page.url()).hash);
    const there = readdirSync(mine, { recursive: true, withFileTypes: true });
    const files = there
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: path.slice(mine.length + 1), read: async () => new Uint8Array(readFileSync(path)) }));
    const workbench = await Workbench.open(recipe, {
      digits: () => Promise.reject(new Error("no digits")),
      files: (await readSource(files, { name: "mine" })).files,
    });
    await workbench.train();
    expect(sha256).toBe(workbench.sha256());

    // A closed tab loses neither the run nor what it learned from.
    await expect.poll(() => page.getByText(/Kept in this browser: 1 run/).count(), soon).toBe(1);
    await page.reload();
    await alive(page, "studio");
    await page.locator(`[data-sha256="${sha256}"]`).waitFor(soon);
    expect(await found.innerText()).toContain("To read them otherwise, choose the files again.");

    await draw(page, [0.5, 0.15], [0.5, 0.85]);
    await expect.poll(() => says(page), soon).toBe("bar");
    await draw(page, [0.15, 0.5], [0.85, 0.5]);
    await expect.poll(() => says(page), soon).toBe("dash");

    // What is saved carries how its inputs are made: another door has the same answer to the same picture.
    const network = await Network.load(await saved(page, "Save network", "own.safetensors"));
    expect(network.preparation).toEqual((await openSource(mine)).training.preparation);
    const asked = strokes.map((stroke) => join(folder, `${stroke}.png`));
    for (const [i, path] of asked.entries()) writeFileSync(path, strokePng(strokes[i]!, 77, 31));
    const { stdout } = await nndl(["predict", join(folder, "own.safetensors"), ...asked, "--json"], folder);
    const byCommand = jsonLines(stdout) as { readonly class: string; readonly outputs: readonly number[] }[];
    expect(byCommand.map((answer) => answer.class)).toEqual([...strokes]);
    await radio(page, "A picture").check({ force: true });
    for (const [at, stroke] of strokes.entries()) {
      await page.locator(".input input[type=file]").setInputFiles(asked[at]!);
      await expect.poll(() => says(page), soon).toBe(stroke);
      const shown = await page.locator(".answer li output").allInnerTexts();
      expect(shown).toHaveLength(3);
      for (const [i, value] of shown.entries()) expect(Number(value)).toBeCloseTo(byCommand[at]!.outputs[i]!, 2);
    }

    // The data are opened again as what they were.
    const npz = await saved(page, "Save the data", "own.npz");
    await page.locator('input[accept^=".safetensors"]').setInputFiles(npz);
    await expect.poll(() => page.locator("[data-found=npz]").innerText(), soon).toContain("180 examples");
    const again = await openSource(npz);
    expect(again.training.preparation).toEqual(network.preparation);

    // Read otherwise, they are other data.
    await page.locator("input[webkitdirectory]").setInputFiles(mine);
    await expect.poll(() => found.count(), soon).toBe(1);
    await radio(page, "light on dark").check({ force: true });
    await expect.poll(() => found.innerText(), soon).not.toContain("They were turned round");
    await radio(page, "one digit, cut out and centred as MNIST's").check({ force: true });
    await expect.poll(() => radio(page, "light on dark").count(), soon).toBe(0);
    await radio(page, "taken whole").check({ force: true });
    await expect.poll(() => radio(page, "dark on light").isChecked(), soon).toBe(true);

    // Where they are not, what is drawn is answered all the same.
    await forgetRuns(page);
    await page.goto(`${site.url}studio/`);
    await alive(page, "studio");
    await page.locator('input[accept^=".safetensors"]').setInputFiles(join(folder, "own.safetensors"));
    await page.locator(`[data-sha256="${sha256}"]`).waitFor(soon);
    await draw(page, [0.15, 0.5], [0.85, 0.5]);
    await expect.poll(() => says(page), soon).toBe("dash");
    await radio(page, "From the test set").check({ force: true });
    await page
      .getByText(/choose them\.$/)
      .nth(1)
      .waitFor(soon);
    expect(problems).toEqual([]);
    await close();
  });
});

describe("a table", () => {
  it("is learned, and answers rows that are typed", async () => {
    const { page, problems, close } = await openStudio();
    const lines = Array.from({ length: 120 }, (_, i) => {
      const kind = i % 3;
      return `${(kind * 2 + ((i * 7) % 10) / 10).toFixed(1)};${["red", "blue"][i % 2]};by pupil ${i};${["rose", "iris", "aster"][kind]}`;
    });
    const table = `petal;colour;drawn;kind\n${lines.join("\n")}\n`.replaceAll(".", ",");
    await page
      .locator(".drop input[type=file]")
      .first()
      .setInputFiles({ name: "flowers.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    const found = page.locator("[data-found=table]");
    // What keeps it from being read can be left out at once.
    await button(page, "Read it without drawn").click(soon);
    await expect.poll(() => found.innerText(), soon).toContain("120 rows of a table, 3 classes");
    expect(await found.innerText()).toMatch(/colour: 2 words, an input each/);
    // After a refusal the controls say how what is here was read.
    await radio(page, "values").check({ force: true });
    await page.getByText("What was read before stays.").waitFor(soon);
    expect(await radio(page, "classes").isChecked()).toBe(true);
    await trained(page);
    for (const [petal, kind] of [
      ["0.4", "rose"],
      ["2.5", "iris"],
      ["4.5", "aster"],
    ] as const) {
      await page.getByRole("spinbutton", { name: "petal" }).fill(petal);
      await expect.poll(() => says(page), soon).toBe(kind);
    }
    // Nonsense is said so in place, and the row stays as it was; an empty field is no row.
    const petal = page.getByRole("spinbutton", { name: "petal" });
    await petal.fill("four");
    await petal.press("Enter");
    expect(await page.getByRole("alert").filter({ hasText: "“four”" }).innerText()).toBe(
      "“four” is no number, and nothing has changed. Type one, with a point or a comma for its decimals.",
    );
    expect([await petal.inputValue(), await says(page)]).toEqual(["4.5", "aster"]);
    await petal.fill("2,5");
    await expect.poll(() => says(page), soon).toBe("iris");
    await petal.press("ArrowUp");
    expect(await petal.inputValue()).toBe("3.5");
    await petal.fill("");
    await page.getByText("It answers once every field of the row holds a number.").waitFor(soon);
    await petal.fill("4.5");
    // A number as the target is answered in its own units.
    await page.getByLabel("What is learned").selectOption("petal");
    await expect.poll(() => found.innerText(), soon).toContain("Learned: petal");
    await button(page, "Train anew").click();
    await expect.poll(() => message(page), { timeout: 60_000 }).toMatch(/^All epochs are done\./);
    await page.getByRole("combobox", { name: "kind", exact: true }).selectOption("aster");
    await expect.poll(async () => Number(await says(page)), soon).toBeGreaterThan(3.5);
    expect(Number(await says(page))).toBeLessThan(5.5);
    for (const view of ["Inside", "Weights", "Gradients and histograms"])
      await radio(page, view).check({ force: true });
    expect(await axeFindings(page)).toEqual([]);

    // What this browser keeps need not be given again with the network that learned from it.
    const weights = page.locator("[data-sha256]");
    const sha256 = (await weights.getAttribute("data-sha256"))!;
    const network = await saved(page, "Save network", "petal.safetensors");
    await page.goto(`${site.url}studio/`);
    await alive(page, "studio");
    await page.locator('input[accept^=".safetensors"]').setInputFiles(network);
    await page.locator(`[data-sha256="${sha256}"]`).waitFor(soon);
    expect(await message(page)).toContain("The network in petal.safetensors is here");
    // Where it is forgotten, it is asked for, read as it was, and compared.
    await forgetRuns(page);
    // The address was that of the first settings, and is soon that of the network.
    const linked = async () => (await readLink(new URL(page.url()).hash)).recipe.from?.name;
    await expect.poll(linked, soon).toBe("petal.safetensors");
    await page.reload();
    await alive(page, "studio");
    const give = page.locator(".message input[type=file]").first();
    await expect.poll(() => message(page), soon).toMatch(/^It learns from files .* flowers\.csv, .*: choose them\.$/);
    await give.setInputFiles({ name: "flowers.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await expect.poll(() => message(page), soon).toMatch(/^It starts from the weights of petal\.safetensors/);
    await give.setInputFiles(network);
    await page.locator(`[data-sha256="${sha256}"]`).waitFor(soon);
    expect(await message(page)).toBe("These are the examples of flowers.csv, to the last bit.");

    // Without them the network answers all the same, by its own description; only training asks for them.
    await page.goto(`${site.url}studio/`);
    await alive(page, "studio");
    await page.locator('input[accept^=".safetensors"]').setInputFiles(network);
    await page.locator(`[data-sha256="${sha256}"]`).waitFor(soon);
    expect(await message(page)).toMatch(
      /^The network in petal\.safetensors is here, .*\. It learns from files .* flowers\.csv, .*: choose them\.$/,
    );
    const kind = page.getByRole("combobox", { name: "kind", exact: true });
    await kind.selectOption("aster");
    await expect.poll(async () => Number(await says(page)), soon).toBeGreaterThan(3.5);
    await kind.selectOption("rose");
    await expect.poll(async () => Number(await says(page)), soon).toBeLessThan(1.5);
    expect(await page.locator(".input p.hint").innerText()).toMatch(/choose them\.$/);
    expect(await button(page, "Train").getAttribute("aria-disabled")).toBe("true");
    await give.setInputFiles({ name: "flowers.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await expect.poll(() => message(page), soon).toBe("These are the examples of flowers.csv, to the last bit.");
    const isTrainOff = () => button(page, "Train").getAttribute("aria-disabled");
    await expect.poll(isTrainOff, soon).toBe("false");

    // While they are read otherwise, nothing is trained on the old reading.
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/read-source\.worker/, async (route) => {
      await released;
      await route.continue();
    });
    await page.getByLabel("What is learned").selectOption("kind");
    await expect.poll(() => message(page), soon).toBe("Your files are being read: then it can train.");
    expect(await isTrainOff()).toBe("true");
    release();
    await expect.poll(() => page.locator("[data-found=table]").innerText(), soon).toContain("3 classes");
    await expect.poll(isTrainOff, soon).toBe("false");
    expect(problems).toEqual([]);
    await close();
  });
});

it("draws the plane of points whose inputs were made of x and y, and says why where it cannot", async () => {
  const { page, problems, close } = await openStudio();
  const give = async (features: readonly ("x" | "y" | "xy" | "x²" | "y²")[], name: string) => {
    const data = { kind: "toy", name: "rings", count: 120, noise: 0.02, features, testShare: 0 } as const;
    const layers = [{ type: "dense", units: 3, activation: "softmax" }] as const;
    const network = { input: [features.length], layers, seed: 1 };
    const bench = await Workbench.open(
      { network, data, training: { epochs: 1, learningRate: 0.1 } },
      { digits: () => mnist() },
    );
    const buffer = Buffer.from(await bench.saveData());
    await bench.close();
    await page
      .locator(".drop input[type=file]")
      .first()
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  };
  await give(["x", "y", "x²", "xy"], "rings.npz");
  const plane = page.getByRole("img", { name: /^The plane as the network sees it, with 120 points/ });
  await plane.waitFor(soon);
  expect(await page.locator("[data-unit^='0,']").count()).toBe(4);
  expect(await page.locator("[data-unit='0,2']").getAttribute("aria-label")).toMatch(/x²/);
  // A point is shown where it lies, and typed as x and y.
  await expect.poll(() => page.locator(".row-fields label").allInnerTexts(), soon).toEqual(["x", "y"]);
  await give(["x", "y²"], "half.npz");
  await page.getByText("Where an example lies cannot be drawn: y is not among its inputs").waitFor(soon);
  await expect.poll(() => plane.count(), soon).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

it("a link that cannot be opened is not in the address any more, once it was read", async () => {
  const { page, close } = await site.open("studio/#1.abcdef.nothing", { viewport: { width: 1280, height: 900 } });
  await alive(page, "studio");
  await button(page, "Go on without it").click();
  await expect.poll(() => new URL(page.url()).hash, soon).not.toContain("nothing");
  await page.reload();
  await alive(page, "studio");
  await expect.poll(() => message(page), soon).not.toMatch(/not opened/);
  await close();
});
