/** The studio, as its reader uses it; what it shows is compared with the library in Node. */
import { mnist } from "nndl";
import { activationNames, initializerNames, optimizerNames, scheduleNames } from "nndl/functions";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRound, isRound } from "../../../testing/thorough.ts";
import { readLink, writeLink } from "../src/studio/link.ts";
import { presets } from "../src/studio/presets.ts";
import { checkRecipe, type Recipe } from "../src/training/recipe.ts";
import { Workbench } from "../src/training/workbench.ts";
import { forgetRuns } from "./forget-runs.ts";
import { longestTask } from "./longest-task.ts";
import { alive, axeFindings, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const digits = mnist();

/** The SHA-256 of a preset's weights after some steps, in Node. */
async function sha256InNode(preset: number | Recipe, steps: number): Promise<string> {
  const recipe = typeof preset === "number" ? presets[preset]!.recipe : preset;
  const workbench = await Workbench.open(recipe, { digits: () => digits });
  if (steps > 0) await workbench.step(steps);
  const sha256 = workbench.sha256();
  await workbench.close();
  return sha256;
}

async function openStudio(fragment = "") {
  const opened = await site.open(`studio/${fragment}`, { viewport: { width: 1280, height: 900 } });
  await alive(opened.page, "studio");
  return opened;
}

/** The studio, on digits. */
async function openDigits() {
  const opened = await openStudio();
  await button(opened.page, presets[0]!.name).click();
  await weightsAre(opened.page, await sha256InNode(0, 0));
  return opened;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const radio = (page: Page, name: string) => page.getByRole("radio", { name, exact: true }).check({ force: true });
const message = (page: Page) => page.locator(".message p").innerText();

/** Draws a 1 on the pad. */
async function drawOne(page: Page): Promise<void> {
  const pad = page.getByLabel("Draw a digit here");
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  const to = (x: number, y: number) => page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 6 });
  await to(0.5, 0.15);
  await page.mouse.down();
  await to(0.5, 0.85);
  await page.mouse.up();
}

/** Until it is so. */
const soon = { timeout: 20_000 };

const step = async (page: Page) => Number((await page.locator("[data-reading=step]").innerText()).replaceAll(",", ""));

/** In the page: whether it has been trained for so many mini-batches from one of them on. */
const trainedFor = ([from, count]: readonly [number, number]) =>
  Number(document.querySelector<HTMLElement>("[data-reading=step]")!.innerText.replaceAll(",", "")) >= from + count;

/** Waits until the weights are those. */
async function weightsAre(page: Page, sha256: string): Promise<void> {
  await page.locator(`[data-sha256="${sha256}"]`).waitFor({ timeout: 60_000 });
}

describe("the studio", () => {
  it("steps, rewinds to the same weights and draws new ones, with Node's bits", async () => {
    const { page, problems, close } = await openDigits();
    const first = await sha256InNode(0, 0);
    await weightsAre(page, first);
    await button(page, "Step one mini-batch").click();
    await weightsAre(page, await sha256InNode(0, 1));
    await button(page, "Step one mini-batch").click();
    await weightsAre(page, await sha256InNode(0, 2));
    await button(page, "Rewind").click();
    await weightsAre(page, first);
    await button(page, "New weights").click();
    await page.waitForFunction(
      (before) =>
        ![undefined, "", before].includes(document.querySelector<HTMLElement>("[data-sha256]")?.dataset.sha256),
      first,
    );
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(isRound)("clips gradients and says how often, until it is told otherwise", async () => {
    const { page, problems, close } = await openStudio();
    await button(page, "A spiral").click();
    await weightsAre(page, await sha256InNode(3, 0));
    const { recipe } = presets[3]!;
    await page.getByText("Clip long gradients").click();
    const length = page.getByLabel("Gradient clipped at length (0: never)");
    await length.fill("0.01");
    await length.press("Enter");
    await button(page, "Step one mini-batch").click();
    const optimizer = { type: "adam", clipNorm: 0.01 } as const;
    await weightsAre(page, await sha256InNode({ ...recipe, training: { ...recipe.training, optimizer } }, 1));
    await button(page, "Train").click();
    await page.getByText("Of the last epoch’s steps 100.00 % were clipped.").waitFor(soon);
    await length.fill("0");
    await length.press("Enter");
    await expect.poll(() => page.getByText("were clipped").count(), soon).toBe(0);
    expect(await page.locator(".changes").innerText()).toContain("from mini-batch");
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(isRound)("asks for no digits until something needs them", async () => {
    const { page, problems, close } = await openDigits();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/mnist/")) asked.push(request.url());
    });
    const speed = page.locator("[data-reading=speed]");
    await expect.poll(() => new URL(page.url()).hash.length, soon).toBeGreaterThan(10);
    await page.reload();
    await alive(page, "studio");
    await weightsAre(page, await sha256InNode(0, 0));
    // First weights read nothing: until they are trained, what is drawn is read by the network that comes with the lab.
    await drawOne(page);
    await expect.poll(() => page.locator(".says").innerText(), soon).toBe("1");
    expect(await page.getByText("Yours has only its first weights").isVisible()).toBe(true);
    await button(page, "A spiral").click();
    await weightsAre(page, await sha256InNode(3, 0));
    expect(await speed.innerText()).toBe("–");
    const pace = page.locator(".pace select");
    expect(await pace.inputValue()).toBe("1000");
    await button(page, "Train").click();
    await expect.poll(() => speed.innerText(), soon).toMatch(/^[\d,]+ points\/s$/);
    await button(page, "Pause").click();
    await expect.poll(() => speed.innerText(), soon).toBe("–");
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      await writeLink({ recipe: checkRecipe(presets[0]!.recipe) }),
    );
    await weightsAre(page, await sha256InNode(0, 0));
    // As slowly as points are shown, the digits of a link would take half an hour.
    expect(await pace.inputValue()).toBe("");
    expect(asked).toEqual([]);
    await button(page, "Step one mini-batch").click();
    await weightsAre(page, await sha256InNode(0, 1));
    expect(asked).toHaveLength(4);
    // From its first mini-batch on the reader's own network answers.
    await expect.poll(() => page.getByText("Yours has only its first weights").count(), soon).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(isRound)(
    "does what is pressed before its address is read, and while the run is made, to the run of the address",
    async () => {
      const { page, problems, close } = await openStudio();
      const spiral = presets[3]!.recipe;
      const recipe = checkRecipe({ ...spiral, training: { ...spiral.training, epochs: 2 } });
      const sha256 = await sha256InNode(recipe, 20);
      const link = await writeLink({ recipe, step: 20, sha256 });
      await page.addInitScript(() => {
        if (window.name !== "hasty") return;
        new MutationObserver((_, observer) => {
          if (document.querySelector(".island[data-alive]") === null) return;
          observer.disconnect();
          document.querySelector<HTMLButtonElement>("button.main")?.click();
        }).observe(document, { subtree: true, childList: true, attributes: true });
      });
      await page.evaluate(() => {
        window.name = "hasty";
      });
      await page.goto(`${site.url}studio/#${link}`);
      await page.reload();
      await weightsAre(page, await sha256InNode(recipe, 90));
      await page.evaluate(() => {
        window.name = "";
      });
      // The finger goes down before the run is made, and up after it.
      await forgetRuns(page);
      await page.goto(`${site.url}studio/`);
      await page.goto(`${site.url}studio/#${link}`);
      await page.reload();
      const box = (await button(page, "Train to there").boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await weightsAre(page, await sha256InNode(recipe, 0));
      await page.mouse.up();
      await weightsAre(page, sha256);
      // One button, which keeps the focus.
      await button(page, "Train").press("Space");
      await weightsAre(page, await sha256InNode(recipe, 90));
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Train");
      expect(problems).toEqual([]);
      await close();
    },
  );

  it.each(inRound([2, 3, 4]))("comes from a link to the same network, to the last bit: preset %i", async (preset) => {
    const recipe = checkRecipe(presets[preset]!.recipe);
    const sha256 = await sha256InNode(preset, 150);
    const { page, problems, close } = await openStudio(`#${await writeLink({ recipe, step: 150, sha256 })}`);
    await button(page, "Train to there").click();
    await weightsAre(page, sha256);
    await expect.poll(() => message(page), soon).toBe("The same network as in the link, to the last bit.");
    expect(await readLink(new URL(page.url()).hash)).toEqual({ recipe, step: 150, sha256 });
    expect(problems).toEqual([]);
    await close();
  });

  it("shows on a phone the whole of each preset that Tab comes to", async () => {
    const { page, problems, close } = await site.open("studio/", { viewport: { width: 412, height: 823 } });
    await alive(page, "studio");
    const buttons = page.locator(".presets .row button");
    await buttons.first().focus();
    for (const { name } of presets) {
      const seen = await page.evaluate(() => {
        const { left, right } = document.activeElement!.getBoundingClientRect();
        return { name: document.activeElement!.textContent, cut: Math.max(0, -left, right - innerWidth) };
      });
      expect(seen).toEqual({ name, cut: 0 });
      await page.keyboard.press("Tab");
    }
    expect(problems).toEqual([]);
    await close();
  });

  it("draws what is in sight while it trains, and the rest when its reader comes, or when it rests", async () => {
    const { page, problems, close } = await site.open("studio/", { viewport: { width: 412, height: 823 } });
    await alive(page, "studio");
    const drawn = page.locator(".curves path[clip-path]").first();
    const path = () => drawn.getAttribute("d");
    const step = async () => Number((await page.locator("[data-reading=step]").innerText()).replace(/\D/g, ""));
    const isBeyond = async (from: number) => expect.poll(step, { timeout: 20_000 }).toBeGreaterThan(from);
    await page.evaluate(() => scrollTo(0, 0));
    await button(page, "Train").click();
    await isBeyond(20);
    const before = await path();
    await isBeyond((await step()) + 200);
    expect(await path()).toBe(before);
    await drawn.scrollIntoViewIfNeeded();
    await expect.poll(path).not.toBe(before);
    await page.evaluate(() => scrollTo(0, 0));
    const left = await path();
    await isBeyond((await step()) + 200);
    await button(page, "Pause").click();
    await expect.poll(path).not.toBe(left);
    expect(problems).toEqual([]);
    await close();
  });

  it("says so when a link's hash is not that of its network", async () => {
    const recipe = checkRecipe(presets[3]!.recipe);
    const { page, close } = await openStudio(`#${await writeLink({ recipe, step: 10, sha256: "0".repeat(64) })}`);
    await button(page, "Train to there").click();
    await expect.poll(() => message(page), soon).toMatch(/another/);
    await close();
  });

  it("remarks on what is probably a mistake, as the command line does", async () => {
    const { recipe } = presets.find(({ name }) => name === "A function")!;
    const steep: Recipe = { ...recipe, data: { kind: "function", formula: "1000*x" } };
    const { page, close } = await openStudio(`#${await writeLink({ recipe: checkRecipe(steep) })}`);
    await page
      .getByRole("region", { name: "Worth a look" })
      .getByText(/^Targets are as large as/)
      .waitFor();
    await close();
  });

  it("explains links that it cannot open, and changes nothing", async () => {
    const { page, problems, close } = await openStudio();
    const first = await sha256InNode(3, 0);
    await weightsAre(page, first);
    const good = await writeLink({ recipe: checkRecipe(presets[0]!.recipe) });
    for (const [fragment, sentence] of [
      [good.slice(0, -3), /missing or changed/],
      [good.replace(/^1/, "7"), /newer lab/],
      ["1.abcdef.<script>alert(1)</script>", /whole link/],
      ["A".repeat(20_000), /characters/],
    ] as const) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, fragment);
      await expect.poll(() => message(page), soon).toMatch(sentence);
      expect(await page.locator("[data-sha256]").getAttribute("data-sha256")).toBe(first);
      expect(await button(page, presets[3]!.name).getAttribute("aria-pressed")).toBe("true");
      await button(page, "Go on without it").click();
      // What was damaged is out of the address, so that a reload does not bring it back.
      expect(new URL(page.url()).hash).toBe("");
    }
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(isRound)("writes one network in three ways, and tells mistakes where they are", async () => {
    const { page, close } = await openDigits();
    await page.getByLabel("Kind of layer to add").selectOption("convPool2d");
    await button(page, "Add the layer").click();
    expect(await page.locator("[data-reading=parameters]").innerText()).toBe("87,260");
    await radio(page, "Short");
    const short = page.getByLabel("The network in the short notation");
    expect(await short.inputValue()).toBe("28x28 convpool20x5x2:relu dense30 sigmoid10");
    await short.fill("784 dense100 dropuot0.5 softmax10");
    expect(await page.locator("#network-text").innerText()).toMatch(/Did you mean dropout0.5/);
    await short.fill("784 dense100 dropout0.5 softmax10");
    await radio(page, "JSON");
    expect(JSON.parse(await page.getByLabel("The network as JSON").inputValue())).toMatchObject({
      input: [784],
      layers: [{ units: 100 }, { rate: 0.5 }, { activation: "softmax" }],
    });
    await radio(page, "Layers");
    await page.getByRole("spinbutton", { name: "Neurons" }).last().fill("7");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.getByText("The data have 10 classes, the network gives 7 outputs.").first().isVisible())
      .toBe(true);
    await button(page, "Fit it to the data").click();
    await expect.poll(() => message(page), soon).toBe("These are its first weights.");
    expect(await axeFindings(page)).toEqual([]);
    await close();
  });

  it.skipIf(isRound)("shows a first visitor a network that learns, which is no run of theirs", async () => {
    const { page, problems, close } = await site.open("studio/", { reducedMotion: "no-preference" });
    await page.evaluate(() =>
      indexedDB.databases().then((all) => all.map(({ name }) => indexedDB.deleteDatabase(name!))),
    );
    await page.reload();
    await alive(page, "studio");
    await page.waitForFunction(trainedFor, [0, 50] as const);
    await button(page, "Pause").press("Space");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), soon).toBe("Train");
    const at = await step(page);
    expect(new URL(page.url()).hash).toBe("");
    // It stands still, and is nowhere kept.
    expect(await step(page)).toBe(at);
    await page.reload();
    await alive(page, "studio");
    await page.waitForFunction(trainedFor, [0, 1] as const);
    expect(await page.getByText("Kept in this browser").count()).toBe(0);
    // Who turns to the digits has not asked for 11 MB of them.
    await button(page, "Digits, as in chapter 1").click();
    await weightsAre(page, await sha256InNode(0, 0));
    await expect.poll(() => message(page), soon).toBe("These are its first weights.");
    await page.goto(`${site.url}studio/`);
    await page.reload();
    await alive(page, "studio");
    await page.waitForFunction(trainedFor, [0, 1] as const);
    // A plus gives it a neuron more, and it goes on from first weights.
    await button(page, "One neuron more in layer 1").click();
    await expect.poll(() => page.locator("[data-unit^='1,']").count(), soon).toBe(9);
    await button(page, "Pause").click();
    expect(await page.getByRole("spinbutton", { name: "Neurons" }).first().inputValue()).toBe("9");
    expect(problems).toEqual([]);
    await close();
  });

  it("draws every neuron and every weight, says them in words, and lets layers be added where one sees them", async () => {
    const { page, problems, close } = await openStudio();
    await weightsAre(page, await sha256InNode(3, 0));
    const unit = (column: number, index: number) => page.locator(`[data-unit="${column},${index}"]`);
    const workbench = await Workbench.open(presets[3]!.recipe, { digits: () => digits });
    const { tensors } = await workbench.ask({ about: "weights", names: ["layers.1.weights", "layers.1.biases"] });
    await workbench.close();
    const lines = page.locator(".stage [data-lines]");
    expect(await lines.getAttribute("data-lines")).toBe(String(2 * 8 + 8 * 8 + 8 * 8 + 8 * 2));
    // What one chooses from is written in words for people: "leaky ReLU", not leaky-relu.
    const offered = await page.locator("option").evaluateAll((all) => all.map((option) => option.textContent!));
    expect(offered).toEqual(expect.arrayContaining(["leaky ReLU", "RMSProp", "in one cycle", "narrow (0.01)"]));
    const raw = [activationNames, optimizerNames, scheduleNames, initializerNames].flat();
    const same = ["sigmoid", "tanh", "linear", "softmax", "momentum", "constant"];
    expect(offered.filter((name) => raw.some((each) => each === name && !same.includes(name)))).toEqual([]);
    await expect.poll(async () => Number(await lines.getAttribute("data-negative")), soon).toBeGreaterThan(20);
    // No button stands upon another, however wide the window is.
    for (const width of [1280, 1000, 720, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const boxes = await page
        .locator(".network .tools button")
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect()));
      expect(boxes.length).toBeGreaterThan(9);
      const touching = boxes.filter((a, i) =>
        boxes.some((b, j) => j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
      );
      expect(touching, `${width} px`).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    // By the keyboard: one way in, then the arrow keys.
    await unit(0, 0).focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("neuron 5 of layer 2");
    await page.keyboard.press("Enter");
    const bias = tensors["layers.1.biases"]!.values[4]!;
    await expect.poll(() => page.locator(".closer dl").innerText(), soon).toContain(bias.toFixed(3).replace("-", "−"));
    await page.keyboard.press("Escape");
    expect(await page.locator(".closer h3").innerText()).toBe("The output");
    // A layer more before the third, as its neighbour is; then without it again.
    await button(page, "Add a layer before layer 3").press("Enter");
    await expect.poll(() => page.locator("[data-unit]").count(), soon).toBe(2 + 4 * 8 + 2);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Add a layer before layer 3",
    );
    await button(page, "Take layer 3 away").click();
    await weightsAre(page, await sha256InNode(3, 0));
    // What is meant by a word is said beside it.
    const term = button(page, "What is meant: epoch");
    await term.first().click();
    await page.getByText("One pass through all training examples").waitFor();
    await page.keyboard.press("Escape");
    expect(await axeFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(isRound)(
    "leaves the focus where it was after each of its buttons, and says calmly what happens",
    async () => {
      const { page, problems, close } = await openStudio();
      await weightsAre(page, await sha256InNode(3, 0));
      await page.evaluate(() => {
        const said: string[] = [];
        Object.assign(window, { said });
        const isLive = (node: Node | null) =>
          (node instanceof Element ? node : node?.parentElement)?.closest("[aria-live=polite], [role=status], output");
        new MutationObserver((changes) => {
          for (const { target } of changes) {
            const live = isLive(target);
            if (live !== null && live !== undefined && live.getAttribute("aria-live") !== "off")
              said.push(live.textContent ?? "");
          }
        }).observe(document, { subtree: true, childList: true, characterData: true });
      });
      const focused = () => page.evaluate(() => document.activeElement?.textContent);
      let steps = 0;
      for (const [name, then] of [
        ["Step one mini-batch", "Stepone mini-batch"],
        ["Step one mini-batch", "Stepone mini-batch"],
        ["Train", "Pause"],
        ["Pause", "Train"],
        ["Keep this run", "Keep this run"],
        ["Rewind", "Rewind"],
        ["New weights", "New weights"],
      ] as const) {
        await button(page, name).focus();
        await page.keyboard.press("Space");
        await expect.poll(focused, soon).toBe(then);
        // A step is done before the next thing is pressed.
        if (name.startsWith("Step")) await expect.poll(() => step(page), soon).toBe(++steps);
        if (name === "Train") await page.waitForFunction(trainedFor, [2, 300] as const);
      }
      const heard = (await page.evaluate("window.said")) as string[];
      // Hundreds of numbers changed meanwhile; each sentence is said once.
      expect(heard.length).toBeLessThan(20);
      // The run bar is the one voice; its plots' labels are for who comes to them.
      expect(heard.filter((sentence) => /^The cost over/.test(sentence))).toEqual([]);
      expect(problems).toEqual([]);
      await close();
    },
  );

  it("refuses a network that is too big, with its size", async () => {
    const { page, close } = await openDigits();
    await radio(page, "Short");
    await page.getByLabel("The network in the short notation").fill("784 dense16000 dense16000 dense10");
    await expect.poll(() => message(page), soon).toMatch(/needs [\d.]+ GB/);
    expect(await button(page, "Train").isDisabled()).toBe(true);
    await close();
  });

  it.skipIf(isRound)("tells files of the wrong kind what they are", async () => {
    const { page, close } = await openStudio();
    await radio(page, "Your files");
    const strange = { name: "notes.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") };
    await page.locator(".drop input[type=file]").first().setInputFiles(strange);
    await expect.poll(() => page.locator(".drop p").last().innerText()).toMatch(/notes.pdf, a PDF/);
    await radio(page, "Digits");
    await weightsAre(page, await sha256InNode(0, 0));
    await page.locator('input[accept^=".safetensors"]').setInputFiles(strange);
    await expect.poll(() => message(page), soon).toMatch(/notes.pdf, a PDF/);
    await close();
  });

  it("saves a network that it opens again", async () => {
    const { page, close } = await openStudio();
    await button(page, "A spiral").click();
    await weightsAre(page, await sha256InNode(3, 0));
    await button(page, "Step one mini-batch").click();
    const trained = await sha256InNode(3, 1);
    await weightsAre(page, trained);
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save network").click()]);
    const path = await download.path();
    await button(page, "Rewind").click();
    await weightsAre(page, await sha256InNode(3, 0));
    await page.locator('input[accept^=".safetensors"]').setInputFiles(path);
    await weightsAre(page, trained);
    await close();
  });

  it.skipIf(isRound)("keeps the page alive while it trains, and reads a digit drawn meanwhile", async () => {
    const { page, problems, close } = await openDigits();
    await weightsAre(page, await sha256InNode(0, 0));
    const longest = await longestTask(site.browser, page);
    await button(page, "Train").click();
    await page
      .locator("[data-reading=epoch]")
      .getByText(/^[2-9]|\d\d/)
      .waitFor({ timeout: 60_000 });
    for (const view of ["Weights", "Mistakes", "Gradients and histograms"]) {
      await radio(page, view);
      await page.waitForFunction(trainedFor, [await step(page), 2000] as const);
    }
    expect(await longest()).toBeLessThan(50);
    await drawOne(page);
    await expect.poll(() => page.locator(".says").innerText(), soon).toBe("1");
    await button(page, "Pause").click();
    expect(problems).toEqual([]);
    await close();
  });
});
