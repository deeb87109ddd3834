/** The lab trains to Node's bits: in Chromium and Firefox, with shared memory and without, on one thread and on two. */
import { fileURLToPath } from "node:url";
import { mnist, network, train } from "nndl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFirefox } from "../../../testing/browsers/find-browser.ts";
import { sharedFirefox } from "../../../testing/browsers/firefox.ts";
import { inRound } from "../../../testing/thorough.ts";
import { serveLab } from "../../cli/src/lab/serve.ts";
import { e11, e66 } from "./recipes.ts";
import { type OpenPage, type OwnSite, openOwnSite } from "./site.ts";
import { trainInPage } from "./train-in-page.ts";

const cases = [
  { name: "E1.1", recipe: e11, steps: 1000 },
  { name: "E6.6", recipe: e66, steps: 200 },
];
const hashes = new Map<string, string>();

beforeAll(async () => {
  const digits = await mnist();
  for (const { name, recipe, steps } of cases) {
    const net = network(recipe.network);
    const run = train(net, digits.training, { ...recipe.training, threads: 1, miniBatchEvents: steps });
    for await (const _ of run) break;
    hashes.set(name, net.sha256());
  }
}, 120_000);

describe.each([true, false])("Chromium, isolated: %s", (isolated) => {
  let site: OwnSite;
  let opened: OpenPage;
  beforeAll(async () => {
    site = await openOwnSite({ isolated });
    opened = await site.open("");
    expect(await opened.page.evaluate(() => crossOriginIsolated)).toBe(isolated);
  });
  afterAll(() => site?.close());

  const threadCounts = isolated ? inRound([2, 1]) : [1];
  it.each(threadCounts.flatMap((threads) => cases.map((each) => ({ ...each, threads }))))(
    "$name ends in the same bits, threads: $threads",
    async ({ name, recipe, steps, threads }) => {
      const { page, problems } = opened;
      const result = await page.evaluate(trainInPage, [{ ...recipe, threads }, steps] as const);
      expect(result).toEqual({ sha256: hashes.get(name), threads, failure: undefined });
      expect(problems).toEqual([]);
    },
  );
});

const firefox = findFirefox();

// Firefox is tested where it is installed.
describe.skipIf(firefox === undefined)("Firefox", () => {
  it("ends in the same bits", async () => {
    const folder = fileURLToPath(new URL("../build", import.meta.url));
    const server = await serveLab({ folder, port: 0 });
    const browser = await sharedFirefox(firefox!);
    try {
      await browser.goTo(server.url);
      for (const { name, recipe, steps } of cases) {
        const result = await browser.ask(trainInPage, [{ ...recipe, threads: 2 }, steps] as const);
        expect(result).toEqual({ sha256: hashes.get(name), threads: 2, failure: undefined });
      }
    } finally {
      await server.close();
    }
  }, 120_000);
});
