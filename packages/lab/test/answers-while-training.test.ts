/** Figures that train leave their page time for its reader. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { longestTask } from "./longest-task.ts";
import { alive, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** What one presses in each. */
const begins = [
  ["finite-differences", "Race them here"],
  ["overfitting", "Train"],
  ["learning-rates", "Train"],
  ["weight-decay", "Train"],
  ["dropout-drawn", "Run"],
  ["search-game", "Try it"],
  ["data-or-method", "Train with 5,000"],
  ["depth-race", "Start"],
  ["speeds-in-training", "Train"],
  ["sinking-layer", "Train"],
] as const;

/** Milliseconds of a run, of which the first tell the most: what is shown of it is made. */
const watched = 2500;

it.skipIf(isRound).each(begins)("%s has no task of 50 ms while it runs", async (figure, begin) => {
  const { page, problems, close } = await site.open(`figures/${figure}/`, { viewport: { width: 1280, height: 900 } });
  const island = await alive(page, figure);
  const longest = await longestTask(site.browser, page);
  await island.getByRole("button", { name: begin, exact: true }).click();
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await page.waitForTimeout(watched);
  expect(await longest()).toBeLessThan(50);
  expect(problems).toEqual([]);
  await close();
});
