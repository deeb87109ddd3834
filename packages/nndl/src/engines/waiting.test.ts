/** Threads that could wait for each other for ever; in processes of their own, which can be killed. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "nndl-waiting-"));
  await build({
    entryPoints: ["two-threads", "lost-worker"].map((name) => path(`../testing/${name}.ts`)),
    alias: { "#platform": path("../platform/node.ts") },
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
});
afterAll(() => rm(directory, { recursive: true }));

/** What a program says under some flags of V8's; it is killed, which is an error, when it does not end. */
async function said(program: string, ...flags: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(directory, `${program}.mjs`)], {
    timeout: 20_000,
    killSignal: "SIGKILL",
  });
  return stdout;
}

/**
 * V8 compiles WebAssembly twice: quickly at first (Liftoff), well later on. That of Node 20 loses variables of a loop around
 * `memory.atomic.wait32` in its quick code, so that threads wait for ever: rarely, in the first moments of a session.
 * With the quick code alone it happened nearly always.
 */
it("two threads come to an end, and to the same bits, in whichever way V8 compiles the kernels", async () => {
  const usual = await said("two-threads");
  expect(usual).toMatch(/^done [0-9a-f]{64}\n$/);
  for (let time = 0; time < 5; time++) expect(await said("two-threads", "--liftoff-only")).toBe(usual);
  expect(await said("two-threads", "--no-liftoff")).toBe(usual);
});

/** A thread that waits returns to no event loop, and so is never told. */
it("a worker that is ended from outside, without a word, is noticed by the thread that waits for it", async () => {
  expect(await said("lost-worker")).toBe("1 lost: engine.worker, a worker thread died\n");
});
