/**
 * Pages with a Content-Security-Policy: what a policy forbids is refused by name, with the word that is missing in it, and
 * what it allows works.
 */
import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { platform } from "../src/platform/node.ts";
import { applicationPage } from "./browser/application.ts";
import { inBrowsers, type OpenBrowser } from "./browser/in-browsers.ts";
import { type RunName, shortRun } from "./browser/runs.ts";
import { crossOriginIsolation, serve, urlOf } from "./browser/server.ts";

const policies = {
  strict: "default-src 'self'",
  withWasm: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
  withBoth: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:",
};
/** There are never more threads than processors. */
const two = Math.min(2, platform.hardwareThreads);
const runs = ["dense", "convolutional", "expanded"] as const;

const servers = new Map<string, Server>();
let expected: Record<RunName, string | undefined>;

beforeAll(async () => {
  const hashes = await Promise.all(runs.map(async (run) => [run, (await shortRun(run, "wasm", 1)).sha256]));
  expected = Object.fromEntries(hashes);
  expect(new Set(Object.values(expected)).size).toBe(3);
  const page = await applicationPage();
  for (const [name, policy] of Object.entries(policies)) {
    const headers = { ...crossOriginIsolation, "Content-Security-Policy": policy };
    servers.set(name, await serve(page, platform.mnistDirectory()!, headers));
  }
});
afterAll(() => {
  for (const server of servers.values()) server.close();
});

inBrowsers((open) => {
  let browser: OpenBrowser;
  beforeAll(async () => {
    browser = await open();
  });
  afterAll(() => browser?.close());

  describe.each(["inPage", "inWorker"] as const)("%s", (who) => {
    const goTo = async (policy: keyof typeof policies) => {
      await browser.goTo(urlOf(servers.get(policy)!));
      expect(await browser.ask(who, { ask: "about" })).toMatchObject({ page: who === "inPage", isolated: true });
    };
    const ask = (run: RunName, engine: "wasm" | "reference", threads?: number) =>
      browser.ask(who, { ask: "shortRun", run, engine, threads });

    it("WebAssembly that is not allowed is missed by name, and the reference engine does without", async () => {
      await goTo("strict");
      for (const threads of [undefined, 1, 2])
        expect(await ask("dense", "wasm", threads)).toMatch(
          /^engine\.blocked: .*Content-Security-Policy.*'wasm-unsafe-eval'.*script-src.*referenceEngine/,
        );
      expect(await ask("dense", "reference")).toMatchObject({
        threads: 1,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });

    it("where workers are not allowed, threads that were asked for are refused, and others are done without", async () => {
      await goTo("withWasm");
      if (two === 2)
        expect(await ask("dense", "wasm", 2)).toMatch(/^worker\.blocked: .*Content-Security-Policy.*blob:.*worker-src/);
      expect(await ask("dense", "wasm", 1)).toEqual({ threads: 1, sha256: expected.dense });
      // A step of this one is worth more threads.
      expect(await ask("convolutional", "wasm")).toEqual({ threads: 1, sha256: expected.convolutional });
      // A worker would distort the images.
      expect(await ask("expanded", "wasm", 1)).toEqual({ threads: 1, sha256: expected.expanded });
    });

    it("where both are allowed, all works", async () => {
      await goTo("withBoth");
      for (const run of runs) expect(await ask(run, "wasm", two)).toEqual({ threads: two, sha256: expected[run] });
    });
  });
});
