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
  // The reader is where they were; figures that came near on paper may have come to life meanwhile.
  await expect.poll(look, { timeout: 5000 }).toEqual({ ...before, pressed: expect.any(Number) });
  expect(problems).toEqual([]);
  await close();
});

it("draws every figure before it prints by keys, at about the size that it has on the screen", async () => {
  const { page, problems, close } = await site.open("chapter-2/", { viewport: { width: 1280, height: 800 } });
  expect(await page.locator(".island:not([data-alive])").count()).toBeGreaterThan(5);
  const printed = page.evaluate(
    () =>
      new Promise<Readonly<Record<string, number>>>((resolve) => {
        window.print = () => {
          const blank = (canvas: HTMLCanvasElement) => {
            const pixels = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data;
            return pixels.every((value, i) => value === pixels[i % 4]);
          };
          const programs = [...document.querySelectorAll<HTMLElement>(".island pre[aria-busy]")];
          resolve({
            asleep: document.querySelectorAll(".island:not([data-alive])").length,
            blank: [...document.querySelectorAll<HTMLCanvasElement>(".island canvas")].filter(blank).length,
            canvases: document.querySelectorAll(".island canvas").length,
            running: programs.filter(({ innerText }) => innerText.includes("It is running")).length,
            programs: programs.length,
          });
        };
      }),
  );
  await page.keyboard.press("Control+P");
  expect(await printed).toEqual({ asleep: 0, blank: 0, canvases: 2, running: 0, programs: 2 });
  await page.setViewportSize({ width: 665, height: 980 });
  await page.emulateMedia({ media: "print" });
  // Browsers print with the drawings as they were measured on the screen.
  const beside = await page.evaluate(() =>
    [...document.querySelectorAll(".island .split")]
      .filter((split) => getComputedStyle(split).gridTemplateColumns.split(" ").length > 1)
      .map((split) => split.closest<HTMLElement>(".island")!.dataset.figure),
  );
  expect(beside).toEqual([]);
  await page.emulateMedia({ media: null });
  expect(problems).toEqual([]);
  await close();
});
