/** What was opened needs no network any more; nothing else is fetched unless one asks; and pages can share memory anyway. */
import { mnist, network, train } from "nndl";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { e11 } from "./recipes.ts";
import { openOwnSite } from "./site.ts";
import { trainInPage } from "./train-in-page.ts";

/** The addresses that are kept, from the site's root. */
async function kept(page: Page, url: string): Promise<string[]> {
  const all = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    return (await Promise.all(caches_.map((cache) => cache.keys()))).flat().map((request) => request.url);
  });
  return all.map((address) => address.slice(url.length));
}
const isPage = (address: string) => address === "" || address.endsWith("/");

/** The first network after so many mini-batches in Node. */
async function afterInNode(steps: number): Promise<string> {
  const net = network(e11.network);
  const options = { ...e11.training, threads: 1, miniBatchEvents: steps };
  for await (const _ of train(net, (await mnist()).training, options)) break;
  return net.sha256();
}

it("keeps the page that was opened, and trains in it to the same bits without its host", async () => {
  const site = await openOwnSite({ isolated: false });
  try {
    const { page, close } = await site.open("chapter-4/", { serviceWorkers: "allow" });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.locator("html[data-kept]").waitFor({ timeout: 30_000 });
    // Of the site there is this page and what its figures may need; no other page, and no digits.
    const addresses = await kept(page, site.url);
    expect(addresses.filter(isPage)).toEqual(["chapter-4/"]);
    expect(addresses.filter((address) => address.startsWith("mnist/"))).toEqual([]);
    for (const needed of [
      /^assets\/trainer\.worker-.*\.js$/,
      /^assets\/design-challenge-.*\.js$/,
      /^assets\/style-.*\.css$/,
    ])
      expect(
        addresses.some((address) => needed.test(address)),
        `${needed}`,
      ).toBe(true);
    expect(addresses.some((address) => /^assets\/(draw-digit|studio)-(?!address)/.test(address))).toBe(false);

    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    // The images are kept when they are first fetched through the service worker.
    const trained = await page.evaluate(trainInPage, [{ ...e11, threads: 2 }, 200] as const);
    expect(trained).toEqual({ sha256: await afterInNode(200), threads: 2, failure: undefined });
    await expect
      .poll(async () => (await kept(page, site.url)).filter((each) => each.startsWith("mnist/")).length)
      .toBe(4);

    await site.stopServing();
    await page.reload();
    expect(await page.evaluate(trainInPage, [{ ...e11, threads: 2 }, 200] as const)).toEqual(trained);
    // What was not opened says so, and what can be read.
    await page.goto(`${site.url}figures/tower/`);
    expect(await page.locator("h1").innerText()).toBe("This page was not kept");
    await page.getByRole("link", { name: "chapter 4", exact: true }).click();
    expect(await page.locator("h1").innerText()).toMatch(/What networks can compute/);
    await close();
  } finally {
    await site.close();
  }
}, 120_000);

it.skipIf(isRound)(
  "keeps every page for who asks for it",
  async () => {
    const site = await openOwnSite({ isolated: true });
    try {
      const { page, close } = await site.open("", { serviceWorkers: "allow" });
      await page.getByRole("button", { name: /^Keep every page \(\d+\.\d MB\)$/ }).click({ timeout: 30_000 });
      await page.getByText("Every page is kept.").waitFor({ timeout: 60_000 });
      expect(await page.getByRole("button", { name: /^Keep the digits \(12\.7 MB\)$/ }).isVisible()).toBe(true);
      await site.stopServing();
      for (const path of ["chapter-1/", "figures/tower/", "studio/"]) {
        await page.goto(site.url + path);
        expect(await page.locator("h1").innerText()).not.toMatch(/not kept/);
      }
      await close();
    } finally {
      await site.close();
    }
  },
  120_000,
);
