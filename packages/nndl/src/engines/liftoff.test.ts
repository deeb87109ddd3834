/**
 * V8 compiles WebAssembly twice: quickly at first (Liftoff), well later on. That of Node 20 loses variables of a loop around
 * `memory.atomic.wait32` in its quick code, so that threads wait for ever: rarely, in the first moments of a session.
 * With the quick code alone it happened nearly always.
 */
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
let program: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "nndl-liftoff-"));
  program = join(directory, "two-threads.mjs");
  await build({
    entryPoints: [path("../testing/two-threads.ts")],
    alias: { "#platform": path("../platform/node.ts") },
    ...{ outfile: program, bundle: true, platform: "node", format: "esm", logLevel: "error" },
  });
});
afterAll(() => rm(directory, { recursive: true }));

/** What the program says under some flags of V8's; it is killed, which is an error, when it does not end. */
async function said(...flags: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program], {
    timeout: 20_000,
    killSignal: "SIGKILL",
  });
  return stdout;
}

it("two threads come to an end, and to the same bits, in whichever way V8 compiles the kernels", async () => {
  const usual = await said();
  expect(usual).toMatch(/^done [0-9a-f]{64}\n$/);
  for (let time = 0; time < 5; time++) expect(await said("--liftoff-only")).toBe(usual);
  expect(await said("--no-liftoff")).toBe(usual);
});
