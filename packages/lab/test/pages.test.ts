/** Every page, as a reader meets it: whole without a script, without an error, on a phone and on a wide screen. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, openSite, type Site } from "./site.ts";

const folder = fileURLToPath(new URL("../build", import.meta.url));
const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("index.html"))
  .map((file) =>
    relative(folder, join(folder, file))
      .replaceAll("\\", "/")
      .replace(/index\.html$/, ""),
  )
  .sort();

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("has the pages that it should", () => {
  expect(paths).toEqual(expect.arrayContaining(["", "chapter-1/", "chapter-4/", "studio/", "figures/", "programs/"]));
  expect(paths.length).toBeGreaterThan(40);
});

// On wide screens the pages of single figures and programs are all alike.
it.each(paths.filter((path) => !/^(figures|programs)\/./.test(path)))(
  "/%s is good to read, wide and light",
  async (path) => {
    const { page, problems, close } = await site.open(path, {
      viewport: { width: 1280, height: 900 },
      colorScheme: "light",
    });
    await wakeAll(page);
    expect(await axeFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  },
);

it.each(paths)("/%s is good to read, narrow and dark", async (path) => {
  const { page, problems, close } = await site.open(path, {
    viewport: { width: 360, height: 740 },
    colorScheme: "dark",
  });
  await wakeAll(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await axeFindings(page)).toEqual([]);
  expect(problems).toEqual([]);
  await close();
});

describe.each(["chapter-1/", "chapter-4/", "studio/"])("the page /%s", (path) => {
  it("can be read before any script runs", async () => {
    const { page, close } = await site.open(path, { javaScriptEnabled: false });
    const before = await page.locator("body").innerText();
    await close();
    const { page: scripted, close: closeScripted } = await site.open(path);
    const words = (text: string) => new Set(text.match(/\p{L}{4,}/gu));
    const missing = [...words(await scripted.locator("main").innerText())].filter((word) => !words(before).has(word));
    await closeScripted();
    expect(missing.length).toBeLessThan(20);
    expect(before.length).toBeGreaterThan(200);
  });

  it("loads less than 200 KB of compressed script at first", async () => {
    const context = await site.browser.newContext({ serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const scripts: string[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith(".js")) scripts.push(response.url());
    });
    await page.goto(site.url + path, { waitUntil: "networkidle" });
    await context.close();
    const bytes = scripts.map((url) => gzipSync(readFileSync(join(folder, url.slice(site.url.length)))).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
    expect(scripts.length).toBeGreaterThan(0);
  });
});

it("says so where there is nothing", async () => {
  const { page, close } = await site.open("nowhere");
  expect(await page.locator("h1").innerText()).toBe("There is nothing here");
  await close();
});

it("keeps the colours that its reader chose, and nothing else", async () => {
  const { page, close } = await site.open("chapter-4/", { colorScheme: "light" });
  const button = page.locator("button[data-theme-switch]");
  await button.click();
  await button.click();
  expect(await button.innerText()).toBe("Colours: dark");
  await page.reload();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(20, 22, 26)");
  expect(await page.evaluate(() => [Object.keys(localStorage), document.cookie])).toEqual([["nndl-lab-theme"], ""]);
  await close();
});

/** Brings every figure of the page to life, as a reader does who scrolls through it. */
async function wakeAll(page: import("playwright-core").Page): Promise<void> {
  for (const island of await page.locator(".island").all()) {
    if (!(await island.isVisible())) continue;
    await island.scrollIntoViewIfNeeded();
    await island.and(page.locator("[data-alive]")).waitFor();
  }
  await page.evaluate(() => scrollTo(0, 0));
}
