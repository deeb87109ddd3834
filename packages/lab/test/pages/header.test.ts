/** What stands above every page: one line on a phone, with a menu; at a desk nothing is hidden but the list of chapters. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bookChapters } from "../../src/chapters/of-the-book.ts";
import { openSite, type Site, type Window } from "../site.ts";

const written = readdirSync(fileURLToPath(new URL("../../src/chapters", import.meta.url))).filter((name) =>
  /^\d+$/.test(name),
);
const rooms = ["Studio", "Figures", "Programs", "Glossary", "Library"];

let site: Site;
let window: Window;
beforeAll(async () => {
  site = await openSite();
  window = await site.openWindow();
});
afterAll(async () => {
  await window?.close();
  await site?.close();
});

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
const chapterLinks = (page: Page) =>
  page.locator("header .chapters a").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
const seen = (page: Page, name: string) => page.locator("header").getByRole("link", { name, exact: true }).isVisible();

it.each([390, 360])("is one line at %i pixels, whose menu opens and closes by keys", async (width) => {
  const { page, problems } = window;
  await page.setViewportSize({ width, height: 800 });
  for (const path of ["", "chapter-1/", "studio/"]) {
    await window.goTo(path);
    expect((await page.locator("header").boundingBox())!.height).toBeLessThanOrEqual(56);
  }
  const menu = page.locator("header").getByRole("button", { name: "Menu" });
  for (const name of rooms) expect(await seen(page, name)).toBe(false);
  await menu.press("Enter");
  for (const name of rooms) expect(await seen(page, name)).toBe(true);
  expect(await page.locator("header .chapters a").count()).toBe(bookChapters.length);
  // The first thing in the menu is what comes next.
  await page.keyboard.press("Tab");
  expect(await focused(page)).toMatch(/^1 · /);
  await page.keyboard.press("Escape");
  for (const name of rooms) expect(await seen(page, name)).toBe(false);
  expect(await focused(page)).toBe("Menu");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  expect(problems).toEqual([]);
});

it("hides nothing at a desk, and lists the chapters by their folders, with the book's own where there is none", async () => {
  const { page, problems } = window;
  await page.setViewportSize({ width: 1280, height: 756 });
  await window.goTo("chapter-4/");
  const header = page.locator("header");
  for (const name of [...rooms, "nndl lab"]) expect(await seen(page, name)).toBe(true);
  expect(await header.getByRole("button", { name: "Menu" }).isVisible()).toBe(false);
  const chapters = header.getByRole("button", { name: "Chapters" });
  await chapters.press("Enter");
  expect(await chapterLinks(page)).toEqual(
    bookChapters.map(({ number, url }) => (written.includes(String(number)) ? `${site.url}chapter-${number}/` : url)),
  );
  expect(await header.locator("[aria-current=page]").allInnerTexts()).toEqual([expect.stringMatching(/^4 · /)]);
  const left = async (what: string) => (await page.locator(what).first().boundingBox())!.x;
  expect(await left("header .chapters")).toBe(await left("header .name"));
  await page.keyboard.press("Escape");
  expect(await header.locator(".chapters").isVisible()).toBe(false);
  expect(problems).toEqual([]);
});

it("stands on one line at the left with every page, and with what is below it", async () => {
  const { page } = window;
  await page.setViewportSize({ width: 1500, height: 756 });
  for (const path of ["", "figures/", "figures/nand/", "programs/", "glossary/", "api/", "nowhere"]) {
    await window.goTo(path);
    const lefts = await page.evaluate(() =>
      ["header .name", "main h1", "footer p"].map((what) => document.querySelector(what)!.getBoundingClientRect().left),
    );
    expect(new Set(lefts).size, path).toBe(1);
  }
});
