/**
 * The same training run in Node and in browsers gives the same bits. The built package is bundled as an application's
 * bundler would do it, and runs in a page and in a worker, with and without shared memory.
 */
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { mnist, network } from "nndl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openChromium } from "../../../testing/browsers/chromium.ts";
import { findChromium, findFirefox } from "../../../testing/browsers/find-browser.ts";
import { openFirefox } from "../../../testing/browsers/firefox.ts";
import { platform } from "../src/platform/node.ts";
import { checkpointAtFifty, hundredSteps } from "./browser/runs.ts";
import { type Contents, serve, urlOf } from "./browser/server.ts";

/** A browser, opened at a page: asks the page or its worker, and gets its answer. */
interface OpenBrowser {
  ask(who: "inPage" | "inWorker", question: object): Promise<unknown>;
  goTo(url: string): Promise<void>;
  close(): Promise<void>;
}

interface BrowserKind {
  readonly name: string;
  readonly variable: string;
  readonly path: string | undefined;
  readonly needed: boolean;
  open(path: string): Promise<OpenBrowser>;
}

/** Runs in the page, or beside it: calls one of the page's two functions. */
const call = ([who, question]: readonly [string, object], page: object = globalThis) =>
  (page as Record<string, (question: object) => Promise<unknown>>)[who]!(question);

const kinds: readonly BrowserKind[] = [
  {
    name: "Chromium",
    variable: "CHROMIUM_PATH",
    path: findChromium(),
    needed: true,
    async open(executablePath) {
      const browser = await openChromium(executablePath);
      const page = await browser.newPage();
      return {
        ask: (who, question) => page.evaluate(call, [who, question] as const),
        goTo: async (url) => void (await page.goto(url)),
        close: () => browser.close(),
      };
    },
  },
  {
    name: "Firefox",
    variable: "FIREFOX_PATH",
    path: findFirefox(),
    needed: false,
    async open(executablePath) {
      const firefox = await openFirefox(executablePath);
      return {
        ask: (who, question) => firefox.ask(call, [who, question] as const),
        goTo: (url) => firefox.goTo(url),
        close: () => firefox.close(),
      };
    },
  },
];

const servers: Server[] = [];
let expected: Awaited<ReturnType<typeof hundredSteps>>;
let ordinary: string;
let isolated: string;
const saved = network({ input: [3], layers: [{ type: "dense", units: 2 }], seed: 4 });

beforeAll(async () => {
  const digits = await mnist();
  expected = await hundredSteps(digits, 1);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("browser/app.ts", import.meta.url))],
    // The repository's own settings would lead to the sources: an application has only what the package exports.
    tsconfigRaw: {},
    ...{ bundle: true, platform: "browser", format: "esm", minify: true, write: false, logLevel: "error" },
  });
  const html =
    '<!doctype html><title>nndl</title><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>';
  const contents: Contents = {
    "/": { type: "text/html", body: html },
    "/app.js": { type: "text/javascript", body: outputFiles[0]!.contents },
    "/checkpoint.safetensors": { type: "application/octet-stream", body: await checkpointAtFifty(digits) },
    "/saved.safetensors": { type: "application/octet-stream", body: saved.toBytes() },
  };
  for (const isIsolated of [false, true]) servers.push(await serve(contents, platform.mnistDirectory()!, isIsolated));
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

describe.each(kinds)("in $name", ({ name, variable, path, needed, open }) => {
  if (path === undefined) {
    // Somewhere it must run: where changes are accepted, a missing browser is a failure.
    const missing = `${name} is not installed: install it, or give its path in ${variable}`;
    if (needed && process.env.CI) it(missing, () => expect.fail(missing));
    else {
      console.warn(`Skipped: ${missing}.`);
      it.skip(missing, () => {});
    }
    return;
  }

  let browser: OpenBrowser;
  beforeAll(async () => {
    browser = await open(path);
  });
  afterAll(() => browser?.close());

  describe.each(["inPage", "inWorker"] as const)("%s, where memory can be shared", (who) => {
    beforeAll(async () => {
      await browser.goTo(isolated);
      expect(await browser.ask(who, { ask: "about" })).toMatchObject({ page: who === "inPage", isolated: true });
    });

    it.each([1, 2])("the first hundred steps on %d threads end in the same bits as in Node", async (threads) => {
      expect(await browser.ask(who, { ask: "hundredSteps", threads })).toEqual({ ...expected, threads });
    });

    it("a run that Node began is resumed to the same bits", async () => {
      expect(await browser.ask(who, { ask: "resumed" })).toBe(expected.first.sha256);
    });
  });

  describe.each(["inPage", "inWorker"] as const)("%s, where memory cannot be shared", (who) => {
    beforeAll(async () => {
      await browser.goTo(ordinary);
      expect(await browser.ask(who, { ask: "about" })).toMatchObject({ page: who === "inPage", isolated: false });
    });

    it("the first hundred steps end in the same bits as in Node", async () => {
      expect(await browser.ask(who, { ask: "hundredSteps", threads: 1 })).toEqual(expected);
    });

    it("two threads are refused, with what to do about it", async () => {
      const answer = await browser.ask(who, { ask: "hundredSteps", threads: 2 });
      expect(answer).toMatch(/^session\.threads: .*cross-origin isolated.*COOP and COEP/);
    });

    it("a saved network is read from a URL, and one that is not there is refused", async () => {
      expect(await browser.ask(who, { ask: "hashOf", url: "/saved.safetensors" })).toBe(saved.sha256());
      expect(await browser.ask(who, { ask: "hashOf", url: "/none" })).toMatch(/^file\.read: .*404/);
    });
  });
});
