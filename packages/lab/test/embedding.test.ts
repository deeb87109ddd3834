/** A figure in somebody else's page, and links to figures from anywhere: what is wrong in one is said, and changes nothing. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { alive, openSite, type Site } from "./site.ts";
import { trainInPage } from "./train-in-page.ts";

const spiral = {
  network: {
    input: [2],
    layers: [
      { type: "dense", units: 8 },
      { type: "dense", units: 2 },
    ],
    seed: 1,
  },
  data: { kind: "toy", name: "spiral", count: 200, noise: 0.02, testShare: 0.2, seed: 1 },
  training: { epochs: 20, miniBatchSize: 10, learningRate: 0.1 },
} as const;

let site: Site;
let elsewhere: Server;
/** What the other site has to show. */
let body = "";
beforeAll(async () => {
  site = await openSite();
  elsewhere = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>Somebody's slides</title>${body}`);
  });
  await new Promise<void>((listening) => elsewhere.listen(0, "127.0.0.1", listening));
});
afterAll(async () => {
  elsewhere.close();
  await site?.close();
});

it.skipIf(isRound)(
  "is shown in another site's page by the code under it: as it was seen, whole, without threads",
  async () => {
    const { page, close } = await site.open("figures/sigmoid-neuron/");
    const island = await alive(page, "sigmoid-neuron");
    await island.getByRole("slider", { name: "Weight w" }).fill("23");
    await island.locator(".tools summary").click();
    body = (await island.getByRole("button", { name: "Copy the code" }).getAttribute("data-copy"))!;
    expect(body).toMatch(/^<iframe src="[^"]*\/embed\/sigmoid-neuron\/#weight=23" title="One sigmoid neuron" /);
    // What is spoken is what the plot shows.
    await expect.poll(() => island.locator("[data-spoken]").textContent()).toContain("w = 23");

    await page.setViewportSize({ width: 1000, height: 700 });
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
    const frame = (await (await page.locator("iframe").elementHandle())!.contentFrame())!;
    await frame.locator(".island[data-alive]").waitFor();
    expect(await frame.getByRole("slider", { name: "Weight w" }).inputValue()).toBe("23");
    const facts = await frame.evaluate(() => ({
      isolated: crossOriginIsolated,
      scrolls: document.documentElement.scrollHeight > document.documentElement.clientHeight,
      around: document.querySelectorAll("header, footer, nav").length,
    }));
    expect(facts).toEqual({ isolated: false, scrolls: false, around: 0 });
    const there = await frame.evaluate(trainInPage, [spiral, 400] as const);
    expect(there).toEqual({ sha256: expect.stringMatching(/^[\da-f]{64}$/), threads: 1, failure: undefined });

    await page.goto(`${site.url}404.html`);
    await page.waitForFunction(() => "nndlLab" in globalThis);
    expect((await page.evaluate(trainInPage, [spiral, 400] as const)).sha256).toBe(there.sha256);
    await close();
  },
);

it.each([
  ["linear-only", "layers=3&numbers=1,2,3", "numbers must be 19 for layers=3, not 3.", "layers=3"],
  [
    "relu-pieces",
    "pieces=3&heights=1,2",
    "heights must be 4 for pieces=3, or none; they are 2.",
    "pieces=3&heights=1,2,3,4",
  ],
  ["relu-pieces", "pieces=3&off=2,5", "off must be of the 3 neurons.", "pieces=3&off=2,3"],
  ["perceptron", "weights=1,2&inputs=10110", "inputs must be 2, as many", "weights=1,2"],
  ["architectures", "sizes=3-1&picked=1,7", "picked must be a layer of 3-1", "sizes=3-1&picked=1,0"],
])("says of a link to %s whose parts do not belong together what is wrong: %s", async (figure, link, words, right) => {
  const { page, problems, close } = await site.open(`figures/${figure}/#${link}`);
  await alive(page, figure);
  await page.getByRole("alert").filter({ hasText: words }).waitFor();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, right);
  await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

it("says of a damaged or hostile link what is wrong, and stays as it is", async () => {
  const { page, problems, close } = await site.open("figures/sigmoid-neuron/#weight=12");
  const island = await alive(page, "sigmoid-neuron");
  const weight = island.getByRole("slider", { name: "Weight w" });
  await expect.poll(() => weight.inputValue()).toBe("12");
  for (const [link, words] of [
    ["weight=abc", "weight must be a number from −999 to 999"],
    ["weight=1e400", "weight must be"],
    ["weight=1&weight=2", "weight must be"],
    ["weight=3&constructor=1", "nothing that is called “constructor”"],
    ["<img src=x onerror=alert(1)>", "nothing that is called “<img src”"],
    [`weight=${"1".repeat(7000)}`, "at most 6000"],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link);
    await page.getByRole("alert").filter({ hasText: words }).waitFor();
    expect(await weight.inputValue()).toBe("12");
  }
  await page.getByRole("button", { name: "Go on without it" }).click();
  await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  expect(new URL(page.url()).hash).toBe("#weight=12");
  // Who skips to the text is there, and keeps the state.
  await page.locator(".skip").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
  expect([new URL(page.url()).hash, await page.getByRole("alert").count()]).toEqual(["#weight=12", 0]);
  // What the reader sets is in the address, so that a reload brings it back.
  await weight.fill("30");
  await expect.poll(() => new URL(page.url()).hash).toBe("#weight=30");
  await page.reload();
  await alive(page, "sigmoid-neuron");
  await expect.poll(() => weight.inputValue()).toBe("30");
  expect(problems).toEqual([]);
  await close();
});
