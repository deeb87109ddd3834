/** What a chapter is on paper: its text and its figures as they are, dark on white, with nothing to press. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSite, type Site } from "../site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("is printed as a document, whatever its reader's colours are, and is afterwards as before", async () => {
  const { page, problems, close } = await site.open("chapter-4/", { colorScheme: "dark" });
  const surface = page.locator('[data-figure="step-surface"]');
  await surface.scrollIntoViewIfNeeded();
  await page.locator('[data-figure="step-surface"][data-alive]').waitFor();
  await page.setViewportSize({ width: 665, height: 980 });
  await surface.scrollIntoViewIfNeeded();
  const look = () =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-figure="step-surface"] canvas')!;
      const seen = (what: string) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility()).length;
      return {
        paper: getComputedStyle(document.body).backgroundColor,
        ink: getComputedStyle(document.body).color,
        drawn: canvas.toDataURL(),
        top: Math.round(canvas.getBoundingClientRect().top / 10),
        pressed: seen("button, select, input[type=range], summary, nav, footer"),
        answers: seen(".answer > div"),
        theme: document.documentElement.dataset.theme,
      };
    });
  // The canvas is drawn again in its new size, and what is near is laid out.
  let before = await look();
  const rests = async () => {
    const { drawn, top } = before;
    before = await look();
    return before.drawn === drawn && before.top === top;
  };
  await expect.poll(rests, { interval: 300 }).toBe(true);
  expect(before).toMatchObject({ paper: "rgb(20, 22, 26)", answers: 0 });
  // As browsers do: the events while the page is as on the screen.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const exercises = await page.locator(".exercise").count();
  expect(exercises).toBeGreaterThan(2);
  await expect.poll(look).toMatchObject({
    ...{ paper: "rgb(253, 253, 251)", ink: "rgb(28, 30, 33)", pressed: 0, answers: exercises },
  });
  await expect.poll(async () => (await look()).drawn === before.drawn).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(665);
  await page.emulateMedia({ media: null, colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  // The reader is where they were.
  await expect.poll(look, { timeout: 5000 }).toEqual(before);
  expect(problems).toEqual([]);
  await close();
});
