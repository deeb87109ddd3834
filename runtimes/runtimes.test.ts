/**
 * The same bits and the same command line in every JavaScript runtime: the built packages are run as they are by several
 * versions of Node, by Bun and by Deno, and by Node for 64-bit Arm under emulation.
 */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));
const command = fileURLToPath(new URL("../packages/cli/bin/nndl.js", import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;

/** What each network of bits.mjs and the command line's come to. If one of these changes, a bit has moved: docs/versions.md. */
const known = {
  dense: "67d0aa81ffccee82d1f0c7c1ca928b6ea3646c784aa9eb83aefcb46d85fbedca",
  deep: "b529ff2d83d02afdcaf52c533aab832fb79d489b87ca804cc2b70f96df810aab",
  convolutional: "bec7698cdde205a4a0bacf9c5ad99ea6f6c73bc076040298fdcc3b1040d7b937",
  distorted: "c68d694a1e5dcc7f52727af2ef7ea7dde16781eedc96c948f2af1f7556cae497",
};
const knownTrained = "7b6a5174def178d9e4d966d544b119465d229de15e64167e6364ccf9be29b394";

/** Where Debian has what a program for 64-bit Arm links to. */
const armLibraries = "/usr/aarch64-linux-gnu";

interface Runtime {
  readonly name: string;
  /** The program and what stands before the script's name. */
  readonly start: readonly string[];
  readonly version: string;
  /** What must be there, and how it comes there. */
  readonly needs: readonly { readonly path: string | undefined; readonly how: string }[];
}

const onPath = (program: string) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));

/** One of those in package.json, where each is pinned as "npm:PACKAGE@VERSION". */
function installed([name, pin]: readonly [string, string]): Runtime {
  const version = pin.split("@").at(-1)!;
  const file = name === "bun" ? "bin/bun" : name === "deno" ? "deno" : "bin/node";
  const path = join(here, "node_modules", name, file);
  const needs = [{ path, how: "npm ci --prefix runtimes" }];
  if (name === "deno") return { name, version, start: [path, "run", "--allow-all"], needs };
  if (name !== "node-arm64") return { name, version, start: [path], needs };
  const emulator = "apt-get install qemu-user libc6-arm64-cross libstdc++6-arm64-cross";
  return {
    name,
    version,
    start: ["qemu-aarch64", "-L", armLibraries, path],
    needs: [
      ...needs,
      { path: onPath("qemu-aarch64"), how: emulator },
      { path: `${armLibraries}/lib/libstdc++.so.6`, how: emulator },
    ],
  };
}

const runtimes: readonly Runtime[] = [
  { name: "this Node", version: process.versions.node, start: [process.execPath], needs: [] },
  ...Object.entries(readJson(join(here, "package.json")).dependencies as Record<string, string>).map(installed),
];

describe.each(runtimes)("$name", ({ name, version, start, needs }) => {
  const missing = needs.find(({ path }) => path === undefined || !existsSync(path));
  if (missing) {
    const message = `${name} is not installed: ${missing.how}`;
    if (process.env.CI) it(message, () => expect.fail(message));
    else {
      console.warn(`Skipped: ${message}`);
      it.skip(message, () => {});
    }
    return;
  }

  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "nndl-runtimes-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const isEmulated = name === "node-arm64";
  const [program, ...before] = start as [string, ...string[]];
  /** What a script prints. Under emulation, on a busy machine, it takes its time. */
  async function run(script: string, ...args: readonly string[]): Promise<string> {
    const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1" };
    return (await promisify(execFile)(program, [...before, script, ...args], { cwd: folder, env })).stdout;
  }
  const patience = 300_000;

  // Under emulation a run takes twenty times as long; one thread is what the command line trains with, below.
  const threadCounts = isEmulated ? ["2"] : ["1", "2"];
  it(`trains each network to the known bits, threads: ${threadCounts}`, { timeout: patience }, async () => {
    const lines = (await run(join(here, "bits.mjs"), ...threadCounts)).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(threadCounts.map(() => known));
  });

  it("trains on one thread, and evaluates, from the command line", { timeout: patience }, async () => {
    const what = ["--data", "generated:200:3:12", "--layers", "3x12x12 conv4x3:relu pool2 softmax3"];
    const how = ["--epochs", "4", "--optimizer", "adam", "--lr", "0.01", "--monitor", "none", "--threads", "1"];
    const trained = await run(command, "train", ...what, ...how, "--out", "trained", "--json");
    expect(JSON.parse(trained.trim().split("\n").at(-1)!)).toMatchObject({ sha256: knownTrained });
    // Each start takes ten seconds under emulation, and what comes now has nothing to do with Arm.
    if (isEmulated) return;
    const evaluated = JSON.parse(await run(command, "evaluate", "trained", "--set", "training", "--json"));
    expect(evaluated).toMatchObject({ sha256: knownTrained, correct: 155 });
  });

  it.skipIf(isEmulated)("says its version, and finds nothing missing", { timeout: patience }, async () => {
    expect((await run(command, "--version")).trim()).toBe(readJson(join(here, "../packages/cli/package.json")).version);
    const found = await run(command, "doctor");
    expect(found).toContain(version);
    expect(found).toContain("Everything that nndl needs is here.");
  });
});
