/** The first stroke on a pad, for which code is fetched and runs for the first time, leaves the page time for its reader. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { longestTask } from "./longest-task.ts";
import { alive, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const pads = [
  ["", "cover"],
  ["figures/draw-digit/", "draw-digit"],
  ["figures/digit-parts/", "digit-parts"],
  ["studio/", "studio"],
] as const;

it.skipIf(isRound).each(pads)("no task of 50 ms on %s (%s)", async (path, figure) => {
  const { page, problems, close } = await site.open(path, { viewport: { width: 1280, height: 900 } });
  const island = await alive(page, figure);
  if (figure === "studio") await page.getByRole("button", { name: "Digits, as in chapter 1" }).click();
  if (figure === "digit-parts") await page.getByRole("radio", { name: "Your drawing" }).check({ force: true });
  const pad = island.locator("canvas[data-strokes]").first();
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  const to = (y: number) => page.mouse.move(box.x + box.width / 2, box.y + y * box.height, { steps: 6 });
  await to(0.15);
  const longest = await longestTask(site.browser, page);
  await page.mouse.down();
  await to(0.85);
  await page.mouse.up();
  // Once the pen has rested, how many digits there are is looked at in a thread of its own.
  await expect.poll(() => page.workers().some((worker) => worker.url().includes("look.worker"))).toBe(true);
  await page.waitForTimeout(1000);
  expect(await longest()).toBeLessThan(50);
  expect(problems).toEqual([]);
  await close();
});
