/** The site as a whole: its pages, what they are without a script, what they load, and what is kept of a reader's wishes. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { programs } from "@nndl/book/programs/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRound } from "../../../../testing/thorough.ts";
import { withUnits } from "../../src/pages/with-units.ts";
import { openSite, type Site } from "../site.ts";
import { build, paths } from "./good-to-read.ts";

const sources = fileURLToPath(new URL("../../src", import.meta.url));
const named = (folder: string, ending: string) =>
  readdirSync(join(sources, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
const chapters = readdirSync(join(sources, "chapters")).filter((name) => /^\d+$/.test(name));
const figures = ["figures", ...chapters.map((number) => `chapters/${number}/figures`)].flatMap((folder) =>
  named(folder, ".svelte"),
);
/** What stands in no chapter can be a whole page. */
const isWholePage = (name: string) =>
  named("figures", ".svelte").includes(name) &&
  readFileSync(join(sources, `figures/${name}.svelte`), "utf8").includes("isPage: true");
const entryNames = named("../../nndl/src/entries", ".ts").filter((name) => !name.endsWith(".test"));

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("has a page for every chapter, figure, program and entry point, the cover, the lists, the studio and a class, and no other", () => {
  expect(paths).toEqual(
    [
      ...["", "studio/", "figures/", "glossary/", "programs/", "search/", "api/"],
      ...["teachers/", "class/", "class/teacher/"],
      ...chapters.map((number) => `chapter-${number}/`),
      ...figures.map((name) => `figures/${name}/`),
      // What is a whole page is no part of another.
      ...figures.filter((name) => !isWholePage(name)).map((name) => `embed/${name}/`),
      ...programs.map(({ name }) => `programs/${name}/`),
      ...["nndl", ...entryNames].map((name) => `api/${name}/`),
    ].sort(),
  );
});

describe.each([...chapters.map((number) => `chapter-${number}/`), "studio/"])("the page /%s", (path) => {
  /** What it says, and the scripts that it has loaded, to a reader who comes for the first time and only looks. */
  let scripted: { readonly text: string; readonly urls: readonly string[] };
  beforeAll(async () => {
    const context = await site.browser.newContext({ serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    // What a page fetches when it has nothing else to do is not waited for by anybody.
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    const urls: string[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith(".js")) urls.push(response.url());
    });
    await page.goto(site.url + path);
    // Scripts are asked for once the page is painted, and those of figures by them.
    await page.waitForFunction(() => "nndlLab" in globalThis);
    for (let seen = -1; seen < urls.length; ) {
      seen = urls.length;
      await page.waitForTimeout(1000);
    }
    scripted = { text: await page.locator("main").innerText(), urls };
    await context.close();
  });

  it("can be read before any script runs", async () => {
    const { page, close } = await site.open(path, { javaScriptEnabled: false });
    const before = await page.locator("body").innerText();
    const headings = await page.locator("main").locator("h1, h2, h3").allInnerTexts();
    const islands = await page
      .locator(".island")
      .evaluateAll((all) =>
        all.map((island) => [island.getAttribute("data-figure"), island.textContent.trim() !== ""]),
      );
    await close();
    const source = path === "studio/" ? ":::figure studio\n" : sourceOf(path);
    const written = [...source.matchAll(/^#{2,3} ([^{\n]+)/gm)].map(([, heading]) => withUnits(heading!.trim()));
    expect(headings.map((heading) => heading.replace(/ in the book$/, ""))).toEqual(expect.arrayContaining(written));
    expect(islands).toEqual([...source.matchAll(/^:::figure ([\w-]+)/gm)].map(([, figure]) => [figure, true]));

    const words = (text: string) => new Set(text.match(/\p{L}{4,}/gu));
    const missing = [...words(scripted.text)].filter((word) => !words(before).has(word));
    // A run that goes on says a few words more.
    expect(missing.length).toBeLessThan(30);
  });

  // The studio, too, fetches its worker and the kernels, some 115 KB, once it has nothing else to do. And each page knows where the
  // figures of all chapters are.
  const most = 200_000;
  it(`loads less than ${most / 1000} KB of compressed script at first`, () => {
    const bytes = scripted.urls.map((url) => gzipSync(readFileSync(join(build, url.slice(site.url.length)))).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(most);
    expect(scripted.urls.length).toBeGreaterThan(0);
  });
});

it.each(inRound(paths))(
  "/%s asks at once for the faces of its text, italics where it has some: what comes late is not shown",
  (path) => {
    const html = readFileSync(join(build, path, "index.html"), "utf8");
    const faces = [...html.matchAll(/<link rel="preload" href="[^"]*-latin-wght-(normal|italic)-/g)].map(
      ([, face]) => face,
    );
    expect(faces).toEqual(["normal", "normal", ...(/<(em|i|dfn)\b/.test(html) ? ["italic"] : [])]);
  },
);

it("leaves out no level of headings, on any page", () => {
  const leaps = paths.flatMap((path) => {
    const html = readFileSync(join(build, path, "index.html"), "utf8");
    const levels = [...html.matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level));
    return levels.flatMap((level, i) =>
      level > (levels[i - 1] ?? 0) + 1 ? [`/${path} h${levels[i - 1]} h${level}`] : [],
    );
  });
  expect(leaps).toEqual([]);
});

// The reference of the library is made of its sources, where apostrophes are as they are typed.
it.each(paths.filter((path) => !path.startsWith("api/")))("/%s has the apostrophes of print", (path) => {
  const html = readFileSync(join(build, path, "index.html"), "utf8");
  const text = html
    .replace(/<(script|style|code|pre|svg|head|math|textarea)\b[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#0*39;|&apos;/g, "'");
  expect(text.match(/.{0,20}\w'\w.{0,20}/g) ?? []).toEqual([]);
});

it("says so where there is nothing", async () => {
  const { page, close } = await site.open("nowhere");
  expect(await page.locator("h1").innerText()).toBe("There is nothing here");
  await close();
});

it("keeps the colours that its reader chose, and nothing else", async () => {
  const { page, close } = await site.open("chapter-4/", { colorScheme: "light" });
  const button = page.locator("button[data-theme-switch]");
  // It says what it does, once its script is there.
  await expect.poll(() => button.innerText()).toBe("Dark colours");
  await button.click();
  expect(await button.innerText()).toBe("Light colours");
  await page.reload();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(20, 22, 26)");
  expect(await page.evaluate(() => [Object.keys(localStorage), document.cookie])).toEqual([["nndl-lab-theme"], ""]);
  // Who chooses as the system does, follows it again.
  await expect.poll(() => button.innerText()).toBe("Light colours");
  await button.click();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => button.innerText()).toBe("Light colours");
  await close();
});

function sourceOf(path: string): string {
  return readFileSync(join(sources, "chapters", /\d+/.exec(path)![0], "chapter.md"), "utf8");
}
