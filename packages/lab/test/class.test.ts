/** The class experiment, done: a teacher at a projector, pupils at a phone and at a keyboard, on a school's plain HTTP too. */
import { readFileSync } from "node:fs";
import { mnist, network, type TrainOptions, train } from "nndl";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { recipeOf } from "../src/class/experiment.ts";
import { writeLine } from "../src/class/hand-in.ts";
import { longestTask } from "./longest-task.ts";
import { alive, axeFindings, openSite, type Site } from "./site.ts";

const phone = { viewport: { width: 390, height: 844 } };
/** As a school's own machine serves: not this machine, and not over HTTPS, so that browsers allow pages less. */
const school = "http://lab.school/";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** What Node comes to with a seed, in one epoch on the class's images. */
async function inNode(seed: number): Promise<string> {
  const recipe = recipeOf({ seed, epochs: 1, images: 10_000 });
  const { training, test } = await mnist();
  const net = network(recipe.network);
  let correct = 0;
  const options = { ...recipe.training, evaluate: { test: test.take(2000) } } satisfies TrainOptions;
  for await (const { evaluations } of train(net, training.take(10_000), options)) correct = evaluations.test.correct;
  return writeLine({ seed, epochs: 1, images: 10_000, correct, of: 2000, hash: net.sha256() });
}

/** A window that has loaded nothing yet, as a pupil's; at the school's address, where one is given. */
async function newWindow(options: BrowserContextOptions, address?: string) {
  const context = await site.browser.newContext({ serviceWorkers: "block", reducedMotion: "reduce", ...options });
  if (address !== undefined)
    await context.route(`${address}**`, async (route) => {
      const url = route.request().url().replace(address, site.url);
      await route.fulfill({ response: await route.fetch({ url }) });
    });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  return { page, problems, close: () => context.close() };
}

const trained = (page: Page) => page.locator('dl[data-status="done"]').waitFor({ timeout: 60_000 });
const lineOf = (page: Page) => page.locator("[data-line]").innerText();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

/** Draws a 1, and waits until the pupil's network has read it. */
async function drawOne(page: Page): Promise<void> {
  const pad = page.getByRole("application", { name: "Draw a digit for your network" });
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await pad.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 4);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + (3 * height) / 4, { steps: 8 });
  await page.mouse.up();
  await page.locator('[data-read]:not([data-read=""])').waitFor();
}

it.skipIf(isRound)(
  "is done by a class from the first seed to the histogram",
  async () => {
    const [first, second] = await Promise.all([inNode(1), inNode(2)]);

    // The teacher sets it, with the keyboard alone.
    const teacher = await site.open("class/teacher/", { viewport: { width: 1280, height: 800 } });
    await alive(teacher.page, "class-teacher");
    for (const [label, value] of [
      ["Pupils", "3"],
      ["Epochs", "1"],
    ] as const) {
      await teacher.page.getByRole("spinbutton", { name: label }).fill(value);
      await teacher.page.keyboard.press("Enter");
    }
    const link = await teacher.page.locator("[data-link]").innerText();
    expect(link).toBe(`${site.url}class/#images=10000&epochs=1&pupils=3&first=1`);
    await teacher.page.getByRole("img", { name: "QR code of the link below" }).waitFor();

    // One pupil with a phone.
    const anna = await newWindow({ ...phone, serviceWorkers: "allow" });
    const sizes: Promise<{ responseBodySize: number; responseHeadersSize: number }>[] = [];
    // With what is kept for later, which a page of plain HTTP does without.
    anna.page.context().on("response", (response) => sizes.push(response.request().sizes()));
    await anna.page.goto(link);
    await alive(anna.page, "class");
    await anna.page.getByRole("button", { name: "Train", exact: true }).click({ force: true });
    expect(await anna.page.locator("dl[data-status]").getAttribute("data-status")).toBe("idle");
    await anna.page.getByRole("button", { name: "Take my seed" }).click();
    await anna.page.getByRole("button", { name: "Train", exact: true }).click();
    await trained(anna.page);
    await anna.page.locator("html[data-kept]").waitFor({ timeout: 30_000 });
    expect(await focused(anna.page)).toBe("Train");
    expect(await lineOf(anna.page)).toBe(first);
    const bytes = (await Promise.all(sizes)).reduce(
      (sum, each) => sum + each.responseBodySize + each.responseHeadersSize,
      0,
    );
    expect(bytes).toBeGreaterThan(1_400_000);
    expect(bytes).toBeLessThan(2_000_000);
    // Her own network reads what she draws.
    await drawOne(anna.page);
    expect(await anna.page.locator(".bars[data-outputs]").getAttribute("data-outputs")).toMatch(
      /^(0\.\d{4} ?|1\.0{4} ?){10}$/,
    );
    expect(await anna.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // After a reload her network is here again, with its line, and reads; until she has it forgotten.
    await anna.page.reload();
    await anna.page.locator('dl[data-status="done"][data-seed="1"]').waitFor({ timeout: 30_000 });
    expect(await lineOf(anna.page)).toBe(first);
    await anna.page.getByText("Your network is here again").waitFor();
    await drawOne(anna.page);
    await anna.page.getByRole("button", { name: "Forget it" }).click();
    await anna.page.getByText("It is forgotten").waitFor();
    expect(await lineOf(anna.page)).toBe(first);
    await anna.page.reload();
    await alive(anna.page, "class");
    await anna.page.getByText("No seed yet.").waitFor();
    expect(await anna.page.locator("dl[data-status]").getAttribute("data-status")).toBe("idle");
    expect(anna.problems).toEqual([]);

    // One at the school's own address, in the dark, by keyboard: first with her neighbour's seed, on purpose, then with his own.
    const ben = await newWindow({ viewport: { width: 360, height: 740 }, colorScheme: "dark" }, school);
    await ben.page.goto(link.replace(site.url, school));
    expect(await ben.page.evaluate(() => isSecureContext)).toBe(false);
    await alive(ben.page, "class");
    await ben.page.getByRole("radio", { name: "I choose one" }).press("Space");
    await ben.page.getByRole("button", { name: "Take this seed" }).press("Enter");
    await ben.page.getByRole("button", { name: "Train", exact: true }).press("Enter");
    await trained(ben.page);
    const shared = await lineOf(ben.page);
    expect(shared).toBe(first);
    await ben.page.getByRole("radio", { name: "My number in the class" }).press("Space");
    await ben.page.getByRole("spinbutton", { name: /^Your number/ }).fill("2");
    await ben.page.getByRole("button", { name: "Take my seed" }).press("Enter");
    await ben.page.getByText("It is that of seed 1").waitFor();
    await ben.page.getByRole("button", { name: "Train", exact: true }).press("Enter");
    await ben.page.locator('dl[data-status="done"][data-seed="2"]').waitFor({ timeout: 60_000 });
    expect(await lineOf(ben.page)).toBe(second);
    await ben.page.getByRole("button", { name: "Copy the line" }).press("Enter");
    await ben.page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await ben.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await axeFindings(ben.page)).toEqual([]);
    expect(ben.problems).toEqual([]);

    // What comes back is gathered, with all that a chat makes of it, and trained again.
    const made = writeLine({ seed: 2, epochs: 1, images: 10_000, correct: 1999, of: 2000, hash: "deadbeef" });
    const chat = [
      `[10:31] Anna: ${first} 🎉`,
      `Ben – ${second}`,
      `Ben and Anna on purpose: ${shared.toUpperCase()}`,
      "when is lunch?",
      `Cem ${second.replace("seed 2", "seed 3")}`,
      `<b onclick="alert(1)">Dora</b> ${made}`,
      "nndl class 1 · seed 3",
    ].join("\n");
    const { page } = teacher;
    await page.getByRole("textbox", { name: /^Paste/ }).fill(chat);
    const row = (line: number) => page.locator(`tr[data-row="${line}"]`);
    await expect.poll(() => page.locator("tr[data-row]").count()).toBe(4);
    expect(await row(1).innerText()).toContain("agrees with line 3");
    expect(await row(2).innerText()).toContain("contradicts line 6");
    expect(await page.locator('[data-refused="5"]').innerText()).toContain("mistyped");
    expect(await page.locator('[data-refused="7"]').innerText()).toContain("there must be “… epochs of … images”");
    expect(await page.locator("[data-missing]").innerText()).toBe("Not handed in yet: seed 3.");
    // Of two that contradict each other neither counts, until one is known to be right.
    expect(await page.locator("dl[data-count]").getAttribute("data-count")).toBe("1");
    await page.getByRole("button", { name: "Train seed 2 of line 2 again" }).press("Enter");
    await expect.poll(() => row(2).getAttribute("data-verdict"), { timeout: 60_000 }).toBe("right");
    await page.getByRole("button", { name: "Train them all again" }).press("Enter");
    await page.locator("[data-said]").getByText("1 line of 4 is not what the seed gives.").waitFor({ timeout: 60_000 });
    const verdicts = await page
      .locator("tr[data-row]")
      .evaluateAll((rows) => rows.map((each) => each.getAttribute("data-verdict")));
    expect(verdicts).toEqual(["right", "right", "right", "another count and hash"]);
    expect(await row(6).innerText()).toContain('<b onclick="alert(1)">Dora</b');
    expect(await page.locator("dl[data-count]").getAttribute("data-count")).toBe("2");
    const counts = await page
      .locator("rect[data-bin]")
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute("data-count"))));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as CSV" }).click();
    const csv = readFileSync(await (await downloading).path(), "utf8");
    expect(csv.trim().split("\r\n")).toHaveLength(5);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await axeFindings(page)).toEqual([]);
    expect(teacher.problems).toEqual([]);
    await Promise.all([teacher.close(), anna.close(), ben.close()]);
  },
  180_000,
);

it("explains a damaged link, and trains nothing until its reader says so", async () => {
  const { page, problems, close } = await site.open("class/#epochs=99&images=%3Cb%3E", phone);
  await alive(page, "class");
  const alert = page.getByRole("alert");
  expect(await alert.innerText()).toMatch(/Images in this link must be a whole number from 100 to 50000, received <b>/);
  expect(await page.getByRole("button", { name: "Train", exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Go on with the usual experiment" }).click();
  await page.getByText("pupil 1 gets seed 1, and so on to 30").waitFor();
  expect(problems).toEqual([]);
  await close();
});

it("answers its teacher while a class's lines are read", async () => {
  const { page, problems, close } = await site.open("class/teacher/", { viewport: { width: 1280, height: 800 } });
  await alive(page, "class-teacher");
  const lines = Array.from({ length: 30 }, (_, i) => {
    const handIn = { seed: i + 1, epochs: 10, images: 10_000, correct: 1700 + i, of: 2000, hash: "0123456789abcdef" };
    return `Pupil ${i + 1}: ${writeLine(handIn)}`;
  });
  const longest = await longestTask(site.browser, page);
  await page.getByRole("textbox", { name: /^Paste/ }).focus();
  await page.evaluate((text) => {
    document.execCommand("insertText", false, text);
  }, lines.join("\n"));
  await page.locator("dl[data-count='30']").waitFor();
  expect(await page.locator("tr[data-row]").count()).toBe(30);
  expect(await longest()).toBeLessThan(50);
  // Fewer lines, fewer rows; none, none.
  await page.getByRole("textbox", { name: /^Paste/ }).fill(lines.slice(0, 3).join("\n"));
  await expect.poll(() => page.locator("tr[data-row]").count()).toBe(3);
  await page.getByRole("textbox", { name: /^Paste/ }).fill("");
  await expect.poll(() => page.locator("tr[data-row]").count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

it("leads the lesson's teacher to figures in the very states that it speaks of", async () => {
  const window = await site.openWindow({ viewport: { width: 1280, height: 800 } });
  const { page, problems } = window;
  await window.goTo("teachers/");
  const links = await page
    .locator(".lesson .links a[href*='/figures/']")
    .evaluateAll((all) => all.map((link) => [link.textContent!, (link as HTMLAnchorElement).href] as const));
  const shown: Readonly<Record<string, string>> = {
    "With a threshold of 5": "exactly when the weather is good",
    "With a threshold of 3": "the weather is good, or somebody comes along and there is transport",
    "The gate NAND": "This perceptron is NAND",
    "OR, to compare with": "This perceptron is OR",
    "The step and the sigmoid": "c/4 = 0.25",
    "Hardly to be told apart": "c/4 = 7.5",
    "A seven, and a network that comes with the lab": "It reads 7",
    "The same seven, lying on its side": "It reads 4",
  };
  expect(links.map(([name]) => name)).toEqual(Object.keys(shown));
  for (const [name, href] of links) {
    await window.goTo(href.slice(site.url.length));
    const island = page.locator(".island[data-alive]");
    await island.waitFor();
    await expect.poll(async () => (await island.innerText()).replaceAll(/\s+/g, " ")).toContain(shown[name]!);
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(problems).toEqual([]);
  }
  await window.close();
});
