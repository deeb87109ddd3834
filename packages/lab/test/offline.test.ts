/** Once visited, the lab needs no network; and it can share memory even where its host sends no headers for that. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { e11 } from "./recipes.ts";
import { type OwnSite, openOwnSite } from "./site.ts";
import { trainInPage } from "./train-in-page.ts";

let site: OwnSite;
beforeAll(async () => {
  site = await openOwnSite({ isolated: false });
});
afterAll(() => site?.close());

it("trains to the same bits after a visit, without its host", async () => {
  const { page, close } = await site.open("chapter-4/", { serviceWorkers: "allow" });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const first = await page.evaluate(trainInPage, [{ ...e11, threads: 1 }, 200] as const);

  await page.reload();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // The images are kept when they are first fetched through the service worker.
  const second = await page.evaluate(trainInPage, [{ ...e11, threads: 2 }, 200] as const);
  expect(second).toEqual({ ...first, threads: 2 });

  await site.stopServing();
  for (const path of ["", "chapter-1/", "figures/tower/"]) {
    await page.goto(site.url + path);
    expect(await page.locator("h1").count()).toBe(1);
  }
  expect(await page.evaluate(trainInPage, [{ ...e11, threads: 2 }, 200] as const)).toEqual(second);
  await close();
}, 120_000);
