/** Finding one's way: the search on its page and over any other, and words that lead to the glossary and back. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeFindings, openSite, type Site } from "../site.ts";
import { build } from "./good-to-read.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("has an index that is small enough to be fetched on a phone", () => {
  expect(gzipSync(readFileSync(join(build, "search.json"))).length).toBeLessThan(240_000);
});

it("finds what the address asks for, by keys alone, and keeps the address right", async () => {
  const { page, problems, close } = await site.open("search/?q=eq%206");
  const links = page.locator("a[data-hit]");
  const field = page.getByRole("searchbox");
  await links.first().waitFor();
  expect(await field.inputValue()).toBe("eq 6");
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual([
    "../chapter-1/#eq-6",
  ]);
  expect(await links.first().locator("math").count()).toBe(1);
  expect(await page.locator(".all-there-is").isVisible()).toBe(false);

  await field.fill("saturated neuron");
  await page.waitForURL(/\?q=saturated%20neuron$/);
  await page
    .getByText(/^\d+ places$/)
    .first()
    .waitFor();
  expect(await links.locator("mark").allInnerTexts()).toEqual(expect.arrayContaining(["saturated", "neuron"]));
  expect(await axeFindings(page)).toEqual([]);
  await field.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(await page.evaluate(() => document.activeElement === document.querySelectorAll("a[data-hit]")[1])).toBe(true);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);

  // The pages for a class are found as well, the teacher's lesson by what is done in it.
  for (const [question, href] of [
    ["class experiment", "../class/"],
    ["histogram of pupils", "../class/teacher/"],
    ["lesson of 45 minutes", "../teachers/#lesson"],
    ["glossary", "../glossary/"],
  ] as const) {
    await field.fill(question);
    await page.locator(`a[data-hit][href="${href}"]`).first().waitFor();
  }

  await field.fill("qqqq zzzz");
  await page.getByText("Nothing was found for “qqqq zzzz”. Try fewer or shorter words.").first().waitFor();
  await field.fill("");
  await page.waitForURL(/search\/$/);
  expect(await page.locator(".all-there-is").isVisible()).toBe(true);
  await field.fill("glossary universality");
  await field.fill("universality");
  await links.first().waitFor();
  await field.press("Enter");
  await page.waitForURL(/glossary\/#universality$/);
  expect(problems).toEqual([]);
  await close();
});

it("opens over any page by a key or its link, which a field that is typed in keeps for itself", async () => {
  const { page, problems, close } = await site.open("figures/goal-function/");
  await page.locator(".island[data-alive]").waitFor();
  const typed = page.locator(".island input[type=text]").first();
  await typed.focus();
  await page.keyboard.press("/");
  expect(await page.locator("dialog").count()).toBe(0);
  expect(await typed.inputValue()).toContain("/");

  const link = page.locator("a[data-search]");
  await link.focus();
  await page.keyboard.press("/");
  const dialog = page.getByRole("dialog", { name: "Search" });
  await dialog.getByRole("searchbox").fill("tower");
  await dialog.locator("a[data-hit]").first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect.poll(() => dialog.count()).toBe(0);
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  await link.click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  expect(page.url()).toMatch(/figures\/goal-function\//);
  expect(problems).toEqual([]);
  await close();
});

it("leads from a word to the glossary, and back to where it is explained", async () => {
  const { page, problems, close } = await site.open("chapter-1/#term-seed");
  await page.locator("#term-seed a").click();
  await page.waitForURL(/glossary\/#seed$/);
  const entry = page.locator("#seed");
  expect(await entry.innerText()).toMatch(/^seed\s+The number from which all chance/);
  await entry.getByRole("link", { name: "Chapter 1, A simple network to read digits" }).click();
  await page.waitForURL(/chapter-1\/#term-seed$/);
  expect(problems).toEqual([]);
  await close();
});

it("shows what figures begin with in the list of them, and calls no two alike", async () => {
  const { page, problems, close } = await site.open("figures/");
  const broken = await page.locator(".figure-cards img").evaluateAll(async (images) => {
    const all = images as HTMLImageElement[];
    for (const image of all) image.loading = "eager";
    await Promise.all(all.map((image) => image.decode().catch(() => {})));
    return [all.length, all.filter((image) => image.naturalWidth === 0).map((image) => image.src)];
  });
  expect(broken).toEqual([expect.any(Number), []]);
  expect(broken[0]).toBeGreaterThan(30);
  // Every figure of a chapter has one, those too that scripts draw; only a program has nothing to show.
  const without = await page
    .locator(".figure-cards li:not(:has(img)) a")
    .evaluateAll((links) => links.map((link) => /figures\/([\w-]+)/.exec((link as HTMLAnchorElement).href)?.[1]));
  expect(without.sort()).toEqual(["class-teacher", "program"]);
  const titles = await page.locator(".figure-cards a").allTextContents();
  expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
  const numbers = titles.map((title) => /^\d+\.\d+ · /.test(title));
  expect(numbers.filter(Boolean).length).toBeGreaterThan(40);
  expect(problems).toEqual([]);
  await close();
});
