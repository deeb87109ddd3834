/** For tests: the pages of the build, and what must hold of each, on a wide screen and on a phone. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { allThere, axeFindings, openSite, type Site, type Window } from "../site.ts";
import { smallTargets } from "./small-targets.ts";

export const build = fileURLToPath(new URL("../../build", import.meta.url));

/** The addresses of all pages, without a slash at the beginning, with one at the end. */
export const paths = readdirSync(build, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("index.html"))
  .map((file) => file.replaceAll("\\", "/").replace(/index\.html$/, ""))
  .sort();

export const looks = {
  "wide and light": { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  "narrow and dark": { viewport: { width: 360, height: 740 }, colorScheme: "dark" },
} as const;

/** The tests of these pages in one look: one window goes from each to the next. */
export function areGoodToRead(pages: readonly string[], look: keyof typeof looks): void {
  const options = looks[look];
  let site: Site;
  let window: Window;
  beforeAll(async () => {
    site = await openSite();
    window = await site.openWindow(options);
  });
  afterAll(() => site?.close());

  it.each(pages)(`/%s is good to read, ${look}`, (path) => isGoodToRead(window, path));
}

/** Goes to a page and demands that it be good to read. */
export async function isGoodToRead(window: Window, path: string): Promise<void> {
  const { page, problems } = window;
  await window.goTo(path);
  await wakeAll(page);
  await allThere(page);
  const { seen, width, header } = await page.evaluate(() => ({
    seen: document.documentElement.scrollWidth,
    width: innerWidth,
    header: document.querySelector("header")?.offsetHeight ?? 0,
  }));
  expect(seen).toBeLessThanOrEqual(width);
  expect(header).toBeLessThanOrEqual(56);
  // What one does and what comes of it are on one screen of 756 px, which is what a small laptop leaves.
  const high = await page.evaluate(() =>
    innerWidth < 1000
      ? []
      : [...document.querySelectorAll<HTMLElement>(".figure .island")]
          .filter((island) => island.offsetHeight > 756)
          .map((island) => `${island.dataset.figure} ${island.offsetHeight} px`),
  );
  expect(high).toEqual([]);
  expect(await hiddenNumbers(page)).toEqual([]);
  expect(await touchingNumbers(page)).toEqual([]);
  expect(await lonelyUnits(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
  expect(problems).toEqual([]);
}

/** Equations whose number stands upon them. */
function hiddenNumbers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".equation")]
      .filter((equation) => {
        const number = equation.querySelector(".katex-tag")?.getBoundingClientRect();
        const parts = [...equation.querySelectorAll(".katex-html > .katex-base")];
        return number !== undefined && parts.some((part) => part.getBoundingClientRect().right > number.left);
      })
      .map(({ id }) => id),
  );
}

/** Numbers at the axes of plots that stand upon one another, or upon an axis's name, or reach beyond the plot. */
function touchingNumbers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".plot")].flatMap((plot) => {
      const figure = plot.closest<HTMLElement>("[data-figure]")?.dataset.figure;
      const around = plot.getBoundingClientRect();
      const marks = [...plot.querySelectorAll(".axis text")].map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return { left, right, top, bottom, name: text.textContent };
      });
      // The last number below may reach half its width beyond the axis.
      const beyond = marks.filter(({ left, right }) => left < around.left - 1 || right > around.right + 12);
      const touching = marks.flatMap((a, i) =>
        marks
          .slice(i + 1)
          // Boxes of lines are higher than their digits.
          .filter((b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3)
          .map((b) => `${figure}: ${a.name} and ${b.name}`),
      );
      return [...touching, ...beyond.map(({ name }) => `${figure}: ${name} beyond its plot`)];
    }),
  );
}

/** Where a line begins with the "%" of the number that ends the line before. */
function lonelyUnits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const said = text.nodeValue ?? "";
      for (const { index, 0: whole } of said.matchAll(/\d[ \u00a0]%/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + whole.length);
        const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top / 4));
        if (new Set(tops).size > 1) found.push(said.slice(Math.max(0, index - 40), index + 20));
      }
    }
    return found;
  });
}

/** Brings every figure of the page to life, as a reader does who scrolls through it, and lets each be painted. */
async function wakeAll(page: Page): Promise<void> {
  const asleep = await page.evaluate(async () => {
    const frames = async (count: number, until: () => boolean) => {
      for (let frame = 0; frame < count && !until(); frame++) await new Promise(requestAnimationFrame);
    };
    // Who scrolls does not wait until the page has opened, piece by piece; what has no piece yet is not visible.
    dispatchEvent(new Event("scroll"));
    for (const island of document.querySelectorAll<HTMLElement>(".island")) {
      if (!island.checkVisibility()) continue;
      const isAlive = () => {
        island.scrollIntoView({ block: "center" });
        return "alive" in island.dataset;
      };
      await frames(1200, isAlive);
      if (!isAlive()) return island.dataset.figure;
      await frames(2, () => false);
    }
    scrollTo(0, 0);
  });
  expect(asleep).toBeUndefined();
}
