/** What a page costs before there is something to read: what it waits for, and how much of it is laid out. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRound } from "../../../../testing/thorough.ts";
import { openSite, type Site } from "../site.ts";
import { build, paths } from "./good-to-read.ts";

const htmlOf = (path: string) => readFileSync(join(build, path, "index.html"), "utf8");
const chapters = paths.filter((path) => path.startsWith("chapter-"));
const phone = { viewport: { width: 412, height: 823 } };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it.each(inRound(paths))("/%s waits for one sheet of styles, and for no script", (path) => {
  const now = htmlOf(path).replace(/<template [^>]*data-scripts>.*?<\/template>/s, "");
  expect(now.match(/<link rel="(stylesheet|modulepreload)"/g)).toEqual(['<link rel="stylesheet"']);
  expect(now).not.toMatch(/<script[^>]+src=/);
  expect(now.match(/<link rel="preload"/g)!.length).toBeLessThanOrEqual(3);
});

it("asks for its scripts once something is painted", async () => {
  const context = await site.browser.newContext({ serviceWorkers: "block", ...phone });
  const page = await context.newPage();
  await page.goto(`${site.url}chapter-1/`, { waitUntil: "networkidle" });
  const { painted, asked } = await page.evaluate(() => ({
    painted: performance.getEntriesByName("first-contentful-paint")[0]!.startTime,
    asked: (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith(".js"))
      .map(({ startTime }) => startTime),
  }));
  expect(asked.length).toBeGreaterThan(0);
  expect(Math.min(...asked)).toBeGreaterThan(painted);
  await context.close();
});

describe.each(chapters)("/%s", (path) => {
  it("is less than 100 KB of compressed text, equations and drawings", () => {
    expect(gzipSync(htmlOf(path)).length).toBeLessThan(100_000);
  });

  // A browser that could fill them in asks whether they can be seen, and lays out the figures that they stand in.
  it("has no field to fill in before its figures come to life", () => {
    const fields = htmlOf(path).match(/<input[^>]*type="(text|number|search)"|<select|<textarea/g) ?? [];
    expect(fields).toEqual([]);
    // What is no field yet does not say that it is one.
    expect(htmlOf(path)).not.toMatch(/<input[^>]*type="button"[^>]*(role|aria-value\w+|aria-invalid)="/);
  });

  it("lays out less than a fifth of its boxes at first, and all where it is led to a place", async () => {
    const { page, problems, close } = await site.open(path, phone);
    const laidOut = () =>
      page.evaluate(() => {
        const all = [...document.querySelectorAll("article *")].filter((each) => each.checkVisibility());
        return all.filter((each) => each.checkVisibility({ contentVisibilityAuto: true })).length / all.length;
      });
    expect(await laidOut()).toBeLessThan(0.2);
    // A page of its own, not a place in the one that is open.
    await page.goto(`${site.url}404.html`);
    await page.goto(`${site.url}${path}#main`);
    expect(await laidOut()).toBe(1);
    expect(problems).toEqual([]);
    await close();
  });

  it("paints the first screen by itself, then lays out what is near it, and nothing moves", async () => {
    const context = await site.browser.newContext({ serviceWorkers: "block", ...phone });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const moved: number[] = [];
      Object.assign(globalThis, { moved });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) moved.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
      // As long as nobody says that something is painted.
      globalThis.PerformanceObserver = class {
        observe() {}
      } as unknown as typeof PerformanceObserver;
    });
    const tops = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("article > :is(p, ol, ul, .equation, .figure, aside, table)")]
          .filter((piece) => (piece.firstElementChild ?? piece).checkVisibility({ contentVisibilityAuto: true }))
          .filter((piece) => piece.firstElementChild !== null)
          .map((piece) => piece.getBoundingClientRect().top / innerHeight),
      );
    await page.goto(`${site.url}${path}`, { waitUntil: "domcontentloaded" });
    const first = await tops();
    expect(first.length).toBeGreaterThan(0);
    expect(Math.max(...first)).toBeLessThan(1);
    await page.waitForFunction(() => !("opening" in document.documentElement.dataset));
    expect(Math.max(...(await tops()))).toBeGreaterThan(1.2);
    const moved = await page.evaluate(() => (globalThis as unknown as { moved: number[] }).moved);
    expect(moved.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.01);
    await context.close();
  });

  it("leads to the place of a link, far below", async () => {
    const { page, close } = await site.open(path, phone);
    const link = page.locator(".contents a").last();
    const id = (await link.getAttribute("href"))!.slice(1);
    const top = () => page.evaluate((place) => document.getElementById(place)!.getBoundingClientRect().top, id);
    await page.locator(".contents summary").click();
    await page.locator(".contents details a").last().click();
    await expect.poll(async () => Math.abs((await top()) - 72)).toBeLessThan(40);
    await close();
  });
});
