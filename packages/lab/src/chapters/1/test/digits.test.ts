/** The figures that hold MNIST: what they show, train and read is what the library does in Node. */

import { averageDarkness, type Mnist, mnist, network, train } from "nndl";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { Hands } from "../../../../test/hands.ts";
import { e11 } from "../../../../test/recipes.ts";
import { alive, openSite, type Site } from "../../../../test/site.ts";
import { readLink } from "../../../studio/link.ts";
import { checkRecipe } from "../../../training/recipe.ts";
import { recipeOf } from "../first-network/settings.ts";

let site: Site;
let digits: Mnist;
beforeAll(async () => {
  [site, digits] = await Promise.all([openSite(), mnist()]);
});
afterAll(() => site?.close());

it.skipIf(isRound)("digit-browser shows MNIST's digits as the library has them", async () => {
  const hands = await Hands.on(site, "digit-browser");
  const shown = hands.island.locator("p.reading[data-index]");
  const asked: string[] = [];
  hands.page.on("request", (request) => asked.push(request.url().split("/").at(-2)!));
  // At first there are the first test images, without any of the four files.
  await hands.page.reload();
  await hands.island.and(hands.page.locator("[data-alive]")).waitFor();
  await shown.waitFor();
  await hands.type("Number in the test set", "99");
  await expect.poll(() => shown.getAttribute("data-label")).toBe("9");
  await hands.refusesNonsense("Number in the test set", [0, 99]);
  expect(asked).toContain("samples");
  expect(asked).not.toContain("mnist");
  await hands.press("Load the digits");
  await hands.island.getByRole("radio", { name: "Training set" }).waitFor({ timeout: 30_000 });
  const isDigit = async (set: "training" | "test", index: number) => {
    await expect.poll(() => shown.getAttribute("data-index")).toBe(`${index}`);
    const { targets } = digits[set];
    // Both sets have an image of that number.
    const label = targets.kind === "classes" ? targets.labels[index] : "?";
    await expect.poll(() => shown.getAttribute("data-label")).toBe(`${label}`);
    const darkness = digits[set].input(index).reduce((sum, ink) => sum + ink, 0);
    expect(Number(await shown.getAttribute("data-darkness"))).toBeCloseTo(darkness, 3);
  };
  await hands.choose("Training set");
  await isDigit("training", 0);
  await hands.type("Number in the training set", "31234");
  await isDigit("training", 31234);
  await hands.press("Next");
  await isDigit("training", 31235);
  // By keys through the sheet: one to the left, one row up.
  const sheet = hands.island.getByRole("group", { name: "Digits", exact: true });
  await sheet.getByRole("button", { name: /^Training image 31235,/ }).press("ArrowLeft");
  await hands.page.keyboard.press("ArrowUp");
  await isDigit("training", 31224);
  await hands.refusesNonsense("Number in the training set", [0, 49_999]);

  await hands.choose("Test set");
  await isDigit("test", 0);
  await hands.choose("7", "Labelled");
  const { targets } = digits.test;
  const sevens = targets.kind === "classes" ? [...targets.labels.keys()].filter((i) => targets.labels[i] === 7) : [];
  await isDigit("test", sevens[0]!);
  await hands.press("Later");
  await isDigit("test", sevens[100]!);
  expect(await hands.island.innerText()).toContain(`101 to 200 of ${sevens.length.toLocaleString("en")}`);
  await hands.choose("Eighteen hard ones");
  await isDigit("test", 324);

  expect(await hands.island.locator(".tools code").innerText()).toBe("npx nndl data --set test --index 324");

  // The guess by darkness: 2,225 of the test images.
  const correct = hands.island.locator("output[data-correct]");
  await correct.waitFor();
  const guess = averageDarkness(digits.training);
  const right = Array.from({ length: digits.test.count }, (_, i) => i).filter(
    (i) => targets.kind === "classes" && guess.classify(digits.test.input(i)) === targets.labels[i],
  ).length;
  expect([right, await correct.getAttribute("data-correct")]).toEqual([2225, "2225"]);

  // The average of a digit is as dark as its mean.
  await hands.choose("The average of each digit");
  await hands.choose("Training set");
  await sheet.getByRole("button", { name: "The average 3", exact: true }).click();
  await expect.poll(() => shown.getAttribute("data-label")).toBe("3");
  await expect.poll(async () => Number(await shown.getAttribute("data-darkness"))).toBeCloseTo(guess.means[3]!, 2);
  await hands.leave();
});

/** Node's weights after the first mini-batch. */
async function afterOneStep(): Promise<string> {
  const net = network(e11.network);
  for await (const _ of train(net, digits.training, { ...e11.training, threads: 1, miniBatchEvents: 1 })) break;
  return net.sha256();
}

it("first-network trains as Node does, and goes back to where it began", async () => {
  const hands = await Hands.on(site, "first-network");
  const state = hands.island.locator("dl.state");
  const at = async (name: string) => (await state.getAttribute(`data-${name}`)) ?? "";
  const net = network(e11.network);
  const first = net.sha256();
  const afterOne = await afterOneStep();
  const run = train(net, digits.training, { ...e11.training, threads: 1, evaluate: { test: digits.test } });
  const events = run[Symbol.asyncIterator]();
  /** What Node has after an epoch. */
  const epochs: { readonly correct: number; readonly sha256: string }[] = [];
  const inNode = async (epoch: number) => {
    while (epochs.length < epoch) {
      const { value } = await events.next();
      epochs.push({ correct: value!.evaluations.test!.correct!, sha256: net.sha256() });
    }
    return epochs[epoch - 1]!;
  };

  // Until one of the reader's own is trained, the network that comes with the page can be looked at, without loading MNIST.
  const asked: string[] = [];
  hands.page.on("request", (request) => asked.push(request.url()));
  await hands.choose("Who votes for what");
  const weighted = hands.island.locator("output[data-weighted]");
  await weighted.waitFor();
  expect(Number(await weighted.getAttribute("data-weighted"))).toBeGreaterThan(0);
  await hands.choose("First weights");
  await hands.button("Neuron 30").waitFor();
  await hands.choose("Wrong digits");
  await hands.button("Load the digits").waitFor();
  expect(asked.filter((url) => url.includes("/mnist/"))).toEqual([]);
  await hands.choose("Accuracy");

  // What is no number, and what is none that can be.
  await hands.refusesNonsense("Hidden neurons", [0, 300]);
  await hands.refusesNonsense("Learning rate η", [0.0001, 1000]);
  await hands.refusesNonsense("Mini-batch", [1, 1000]);
  await hands.holds({ "Hidden neurons": 30, "Learning rate η": 3, "Mini-batch": 10, Epochs: 30, Seed: 1 });

  // Pressed by key, a button keeps the focus, whatever comes of it.
  const focused = () => hands.page.evaluate(() => document.activeElement?.textContent?.trim());
  await hands.button("One mini-batch").press("Space");
  await expect.poll(() => at("sha256"), { timeout: 30_000 }).toBe(afterOne);
  expect([await at("step"), await focused()]).toEqual(["1", "One mini-batch"]);
  await hands.press("Rewind");
  await expect.poll(() => at("sha256")).toBe(first);
  expect(await at("step")).toBe("0");
  await hands.press("One epoch");
  const { correct, sha256 } = await inNode(1);
  await expect.poll(() => at("sha256"), { timeout: 60_000 }).toBe(sha256);
  expect([await at("epoch"), await at("correct")]).toEqual(["1", `${correct}`]);

  await hands.button("Go on").press("Space");
  await expect.poll(async () => Number(await at("epoch")), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  expect(await focused()).toBe("Pause");
  await hands.page.keyboard.press("Space");
  await expect.poll(() => at("status")).toBe("paused");
  await expect.poll(focused).toBe("Go on");
  expect(await at("correct")).toBe(`${(await inNode(Number(await at("epoch")))).correct}`);
  await events.return?.();

  // The pictures are of this network: as many wrong digits as it has not right.
  await hands.choose("Wrong digits");
  const wrong = hands.island.locator("output[data-wrong]");
  await wrong.waitFor();
  const mistakes = Number(await wrong.getAttribute("data-wrong"));
  await hands.choose("Confusions");
  const cells = hands.island.locator(".view tbody td");
  await cells.first().waitFor();
  const counts = (await cells.allInnerTexts()).map((text) => Number(text.replace("·", "0").replace(",", "")));
  expect(counts).toHaveLength(100);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  const offDiagonal = counts.reduce((sum, count, i) => (i % 11 === 0 ? sum : sum + count), 0);
  expect(offDiagonal).toBe(mistakes);
  await hands.choose("First weights");
  await hands.choose("At the start");
  await hands.press("Neuron 7");
  const bias = network(e11.network).parameters.get("layers.0.biases")!.values[6]!;
  await expect.poll(() => hands.island.locator(".view p output").innerText()).toBe(bias.toFixed(2).replace("-", "−"));

  await hands.press("Rewind");
  await expect.poll(() => at("sha256")).toBe(first);
  expect([await at("step"), await at("correct")]).toEqual(["0", ""]);
  await hands.press("New weights");
  await hands.holds({ Seed: 2 });
  await expect.poll(() => at("sha256")).toBe(network({ ...e11.network, seed: 2 }).sha256());

  // A reload in the middle of training is harmless.
  await hands.press("Train");
  await expect.poll(async () => Number(await at("step")), { timeout: 30_000 }).toBeGreaterThan(0);
  await hands.page.reload();
  await hands.island.and(hands.page.locator("[data-alive]")).waitFor();
  expect([await at("status"), await at("step"), await at("sha256")]).toEqual(["idle", "0", ""]);
  await hands.holds({ Seed: 2 });
  await hands.type("Seed", "1");
  await hands.press("One mini-batch");
  await expect.poll(() => at("sha256"), { timeout: 30_000 }).toBe(afterOne);
  await hands.leave();
}, 240_000);

it("draw-digit reads what is drawn with the mouse, and with keys", async () => {
  const hands = await Hands.on(site, "draw-digit");
  const pad = hands.island.getByRole("application", { name: "Draw a digit here" });
  const answer = hands.island.locator("[data-read]");
  const bars = hands.island.locator("ol.bars");
  const draw = async (...strokes: (readonly (readonly [number, number])[])[]) => {
    const { width } = (await pad.boundingBox())!;
    for (const [first, ...others] of strokes)
      await hands.drag(
        pad,
        [first![0] * width, first![1] * width],
        ...others.map(([x, y]) => [x * width, y * width] as const),
      );
  };
  /** The ink of the picture that the network sees. */
  const seen = () =>
    hands.island.getByRole("img", { name: /scaled and centred/ }).evaluate((canvas) => {
      const copy = new OffscreenCanvas(28, 28).getContext("2d", { willReadFrequently: true })!;
      copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
      const { data } = copy.getImageData(0, 0, 28, 28);
      const [paper] = data;
      return Array.from({ length: 784 }, (_, i) => Math.abs(paper! - data[4 * i]!));
    });
  const isRead = async (digit: number) => {
    await expect.poll(() => answer.getAttribute("data-read"), { timeout: 60_000 }).toBe(`${digit}`);
    const outputs = (await bars.getAttribute("data-outputs"))!.split(" ").map(Number);
    expect(outputs.indexOf(Math.max(...outputs))).toBe(digit);
    // As MNIST's makers did: at most 20 pixels each way, the centre of mass in the middle.
    const ink = await seen();
    const inked = [...ink.keys()].filter((i) => ink[i]! > 8);
    const total = ink.reduce((sum, each) => sum + each, 0);
    for (const place of [(i: number) => i % 28, (i: number) => Math.floor(i / 28)]) {
      const places = inked.map(place);
      expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(20);
      expect(Math.abs(ink.reduce((sum, each, i) => sum + each * place(i), 0) / total - 13.75)).toBeLessThan(1);
    }
  };

  const asked: string[] = [];
  hands.page.on("request", (request) => asked.push(request.url()));
  const readBy = hands.island.locator("[data-reader]");
  expect(await readBy.getAttribute("data-reader")).toBe("shipped");
  expect(await readBy.innerText()).toContain("784–30–10, 95.23 % of the test images right");
  await draw([
    [0.52, 0.15],
    [0.48, 0.85],
  ]);
  await isRead(1);
  // Two side by side are looked at in a thread of their own, which asks the network in another.
  await draw([
    [0.82, 0.15],
    [0.78, 0.85],
  ]);
  await expect.poll(() => answer.getAttribute("data-read")).toBe("11");
  expect(await hands.island.locator("[data-several]").getAttribute("data-several")).toBe("2");
  await hands.press("Clear");
  await expect.poll(() => answer.getAttribute("data-read")).toBe("");
  // In a corner, and small: it is brought to the middle.
  await draw([
    [0.05, 0.05],
    [0.3, 0.05],
    [0.15, 0.4],
  ]);
  await isRead(7);
  await hands.press("Undo");
  await draw(
    Array.from(
      { length: 25 },
      (_, i) => [0.5 + 0.22 * Math.sin((i * Math.PI) / 12), 0.5 - 0.32 * Math.cos((i * Math.PI) / 12)] as const,
    ),
  );
  await isRead(0);
  // So far nothing of MNIST was asked for.
  expect(asked.filter((url) => url.includes("/mnist/"))).toEqual([]);
  await hands.press("Train a better reader");
  await expect
    .poll(() => readBy.innerText(), { timeout: 90_000 })
    .toMatch(/trained here for drawings: 784–100–10, 9\d\.\d\d % of the test images right/);
  await isRead(0);
  await hands.choose("The one that comes with this page");
  await expect.poll(() => readBy.getAttribute("data-reader")).toBe("shipped");
  await hands.choose("The better one, trained for this");
  await pad.press("Delete");
  await expect.poll(() => answer.getAttribute("data-read")).toBe("");
  await hands.keys(pad, "Space", ...Array<string>(5).fill("Shift+ArrowDown"), "Space");
  await isRead(1);
  // A dot, and a pad that is all black: it says something, and nothing breaks.
  await hands.press("Clear");
  await draw([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
  await expect.poll(() => answer.getAttribute("data-read")).not.toBe("");
  await hands.leave();
}, 180_000);

it("first-network leads to the studio, where its settings are, and the network that they make", async () => {
  const hands = await Hands.on(site, "first-network");
  const set = { "Hidden neurons": 20, "Learning rate η": 1.5, "Mini-batch": 25, Epochs: 4, Seed: 7 };
  for (const [label, value] of Object.entries(set)) await hands.type(label, `${value}`);
  await hands.island.getByRole("combobox", { name: "Cost" }).selectOption("cross-entropy");
  await hands.island.locator(".tools summary").click();
  const link = hands.island.getByRole("link", { name: "Open it in the studio" });
  // The settings follow while it is folded out.
  await hands.type("Seed", "8");
  await expect
    .poll(async () => (await readLink(new URL((await link.getAttribute("href"))!).hash.slice(1))).recipe)
    .toMatchObject({ network: { seed: 8 } });
  const own = { learningRate: 1.5, miniBatchSize: 25, epochs: 4, seed: 8, hidden: 20, cost: "cross-entropy" } as const;
  const recipe = checkRecipe(recipeOf(own));
  expect((await readLink(new URL((await link.getAttribute("href"))!).hash.slice(1))).recipe).toEqual(recipe);

  await link.click();
  const studio = await alive(hands.page, "studio");
  const field = (name: string) => studio.getByRole("spinbutton", { name, exact: true });
  await hands.page.locator(`[data-sha256="${network(recipe.network).sha256()}"]`).waitFor({ timeout: 30_000 });
  const shown = ["Learning rate η", "Mini-batch", "Epochs", "Seed"].map((name) => field(name).inputValue());
  expect((await Promise.all(shown)).map(Number)).toEqual([1.5, 25, 4, 8]);
  expect(await field("Neurons").first().inputValue()).toBe("20");
  const cost = studio.getByRole("combobox", { name: "Cost", exact: true }).locator("option:checked");
  expect(await cost.textContent()).toMatch(/^cross-entropy/);
  await hands.leave();
});

it.skipIf(isRound)(
  "chapter 1, read in order: who trains its network and then draws is answered by that network at once",
  async () => {
    const { page, problems, close } = await site.open("chapter-1/", { viewport: { width: 1280, height: 900 } });
    const training = await alive(page, "first-network");
    await training.getByRole("button", { name: "One epoch", exact: true }).click();
    const state = training.locator("dl.state");
    await expect.poll(() => state.getAttribute("data-epoch"), { timeout: 60_000 }).toBe("1");
    const correct = Number(await state.getAttribute("data-correct"));
    // It is told once the run stands still.
    await expect.poll(() => state.getAttribute("data-sha256")).toMatch(/^[\da-f]{64}$/);
    const sha256 = await state.getAttribute("data-sha256");
    const drawing = await alive(page, "draw-digit");
    const readBy = drawing.locator("[data-reader]");
    expect(await readBy.getAttribute("data-reader")).toBe("yours");
    expect(await readBy.innerText()).toContain(`784–30–10, ${(correct / 100).toFixed(2)} % of the test images right`);
    const pad = drawing.getByRole("application", { name: "Draw a digit here" });
    await pad.scrollIntoViewIfNeeded();
    const { x, y, width } = (await pad.boundingBox())!;
    const stroke = [
      [0.25, 0.2],
      [0.75, 0.2],
      [0.45, 0.85],
    ] as const;
    await page.mouse.move(x + stroke[0][0] * width, y + stroke[0][1] * width);
    await page.mouse.down();
    for (const [u, v] of stroke) await page.mouse.move(x + u * width, y + v * width, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => drawing.locator("[data-read]").getAttribute("data-read")).toMatch(/^\d$/);
    // By that network, and no other: the library's gives the same outputs for the same ink.
    const said = (await drawing.locator("ol.bars").getAttribute("data-outputs"))!.split(" ").map(Number);
    const net = network(e11.network);
    for await (const _ of train(net, digits.training, { ...e11.training, epochs: 30, threads: 1 })) break;
    expect(net.sha256()).toBe(sha256);
    const ink = await drawing.getByRole("img", { name: /scaled and centred/ }).evaluate((canvas) => {
      const copy = new OffscreenCanvas(28, 28).getContext("2d", { willReadFrequently: true })!;
      copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
      const { data } = copy.getImageData(0, 0, 28, 28);
      return Array.from({ length: 784 }, (_, i) => Math.abs(data[0]! - data[4 * i]!));
    });
    // The picture is painted in shades of the page's ink; the network saw the ink itself.
    const most = Math.max(...ink);
    const outputs = await net.predict(Float32Array.from(ink, (value) => value / most));
    expect(said.indexOf(Math.max(...said))).toBe(outputs.indexOf(Math.max(...outputs)));
    said.forEach((value, i) => {
      expect(Math.abs(value - outputs[i]!)).toBeLessThan(0.1);
    });
    await readBy.getByRole("radio", { name: "The one that comes with this page" }).press("Space");
    await expect.poll(() => drawing.locator("[data-read]").getAttribute("data-read")).toBe("7");
    expect(problems).toEqual([]);
    await close();
  },
  120_000,
);
