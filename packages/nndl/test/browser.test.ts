/**
 * The same training run in Node and in browsers gives the same bits. The built package is bundled as an application's
 * bundler would do it, and runs in a page and in a worker, with and without shared memory.
 */
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { mnist, network } from "nndl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { platform } from "../src/platform/node.ts";
import { applicationPage } from "./browser/application.ts";
import { inBrowsers, type OpenBrowser } from "./browser/in-browsers.ts";
import { checkpointAtFifty, hundredSteps, type PictureSamples, picturesHash } from "./browser/runs.ts";
import { crossOriginIsolation, serve, urlOf } from "./browser/server.ts";
import { type GivenFile, hashesOfSources } from "./browser/sources.ts";

/** What Pillow wrote: PNG, JPEG, WebP, GIF and BMP of many kinds. */
const samples = readFileSync(new URL("../src/images/pictures/samples/pictures.golden.json", import.meta.url));

const servers: Server[] = [];
let expected: Awaited<ReturnType<typeof hundredSteps>>;
let ordinary: string;
let isolated: string;
/** Tables and arrays that other programs wrote, each a source. */
const sources = [
  "iris-pandas.csv",
  "iris-semicolons.csv",
  "wine.tsv",
  "cancer.jsonl",
  "diabetes.npz",
  "digits.npz",
].map((path): GivenFile[] => [
  { path, bytes: [...readFileSync(new URL(`../src/sources/samples/${path}`, import.meta.url))] },
]);
const saved = network({ input: [3], layers: [{ type: "dense", units: 2 }], seed: 4 });

beforeAll(async () => {
  const digits = await mnist();
  expected = await hundredSteps(digits, 1);
  const contents = {
    ...(await applicationPage()),
    "/checkpoint.safetensors": { type: "application/octet-stream", body: await checkpointAtFifty(digits) },
    "/pictures.json": { type: "application/json", body: samples },
    "/saved.safetensors": { type: "application/octet-stream", body: saved.toBytes() },
  };
  for (const headers of [{}, crossOriginIsolation])
    servers.push(await serve(contents, platform.mnistDirectory()!, headers));
  [ordinary, isolated] = servers.map(urlOf) as [string, string];
});
afterAll(() => {
  for (const server of servers) server.close();
});

it("there is something to compare: four runs with hashes and costs of their own", () => {
  const runs = [expected.first, expected.second, expected.convolutional, expected.expanded];
  expect(new Set(runs.map(({ sha256 }) => sha256)).size).toBe(4);
  for (const { sha256, costs } of runs) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(costs.length).toBe(2);
    for (const cost of costs) expect(cost).toSatisfy((value: number) => value > 0 && value < 3);
  }
});

inBrowsers((open) => {
  let browser: OpenBrowser;
  beforeAll(async () => {
    browser = await open();
  });
  afterAll(() => browser?.close());

  describe.each(["inPage", "inWorker"] as const)("%s, where memory can be shared", (who) => {
    beforeAll(async () => {
      await browser.goTo(isolated);
      expect(await browser.ask(who, { ask: "about" })).toMatchObject({ page: who === "inPage", isolated: true });
    });

    // There are never more threads than processors.
    it.each(platform.hardwareThreads > 1 ? [1, 2] : [1])(
      "the first hundred steps on %d threads end in the same bits as in Node",
      async (threads) => {
        expect(await browser.ask(who, { ask: "hundredSteps", threads })).toEqual({ ...expected, threads });
      },
    );

    it("a run that Node began is resumed to the same bits", async () => {
      expect(await browser.ask(who, { ask: "resumed" })).toBe(expected.first.sha256);
    });
  });

  describe.each(["inPage", "inWorker"] as const)("%s, where memory cannot be shared", (who) => {
    beforeAll(async () => {
      await browser.goTo(ordinary);
      expect(await browser.ask(who, { ask: "about" })).toMatchObject({ page: who === "inPage", isolated: false });
    });

    it.skipIf(isRound)("the first hundred steps end in the same bits as in Node", async () => {
      expect(await browser.ask(who, { ask: "hundredSteps", threads: 1 })).toEqual(expected);
    });

    it("tables and arrays are read as the same data, to the bit", async () => {
      const hashes = await hashesOfSources(sources);
      expect(new Set(hashes).size).toBe(sources.length);
      expect(await browser.ask(who, { ask: "sources", sources })).toEqual(hashes);
    });

    it("two threads are refused, with what to do about it", async () => {
      const answer = await browser.ask(who, { ask: "hundredSteps", threads: 2 });
      expect(answer).toMatch(/^session\.threads: .*cross-origin isolated.*COOP and COEP/);
    });

    it("a folder of pictures makes the same data set, to the bit", async () => {
      const [contained, centred] = await picturesHash(JSON.parse(samples.toString()) as PictureSamples);
      expect([contained!.leftOut, contained!.count]).toEqual([[], 43]);
      expect(centred!.count).toBeGreaterThan(2);
      expect(await browser.ask(who, { ask: "pictures" })).toEqual([contained, centred]);
    });

    it("a saved network is read from a URL, and one that is not there is refused", async () => {
      expect(await browser.ask(who, { ask: "hashOf", url: "/saved.safetensors" })).toBe(saved.sha256());
      expect(await browser.ask(who, { ask: "hashOf", url: "/none" })).toMatch(/^file\.read: .*404/);
    });
  });
});
