/** What is published: nothing too much, nothing missing, and every kind of importer finds its types. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPacked } from "../../../testing/packed.ts";
import { isRound } from "../../../testing/thorough.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const packageRoot = path("..");
const modules = path("../../../node_modules");
const run = promisify(execFile);

let directory: string;
let files: readonly string[];
let tarball: string;
let manifest: Record<string, unknown>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "nndl-package-"));
  ({ files, tarball } = await installPacked(directory, modules));
  await writeFile(join(directory, "package.json"), '{ "type": "module" }');
  manifest = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8")) as typeof manifest;
});
afterAll(() => rm(directory, { recursive: true }));

describe("the package", () => {
  it("contains the build, its source maps and types, and a word about itself, and nothing else", () => {
    const others = files.filter((file) => !/^dist\/[\w./-]+(?<!\.test)(\.js|\.js\.map|(?<!\.js)\.d\.ts)$/.test(file));
    expect(others.sort()).toEqual(["LICENSE", "README.md", "package.json"]);
    expect(files.filter((file) => /^dist\/testing\/|\.test\./.test(file))).toEqual([]);
  });

  it("contains every file that an importer is led to", () => {
    const ends = (target: unknown): string[] =>
      typeof target === "string" ? [target] : Object.values(target as object).flatMap(ends);
    const targets = [manifest.exports, manifest.imports].flatMap(ends).map((target) => target.replace(/^\.\//, ""));
    expect(targets).toContain("dist/index.js");
    expect(targets.filter((target) => !files.includes(target))).toEqual([]);
  });

  it("passes publint", async () => {
    const { messages, pkg } = await publint({
      pack: { tarball: new Uint8Array(await readFile(tarball)).buffer },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it.skipIf(isRound)("passes Are the Types Wrong", async () => {
    const cli = join(modules, "@arethetypeswrong/cli/dist/index.js");
    await run(process.execPath, [cli, tarball, "--profile", "esm-only", "--no-emoji"]);
  });

  it("names every module that it imports, and no other", async () => {
    const imported = new Set<string>();
    for (const file of files.filter((name) => name.endsWith(".js"))) {
      const text = await readFile(join(packageRoot, file), "utf8");
      for (const [, name] of text.matchAll(/(?:^(?:import|export|\}).* from |\bimport\()"([^"]+)"/gm))
        imported.add(name!);
    }
    const packages = [...imported].filter((name) => !/^(?:\.|#|node:)/.test(name));
    const dependencies = Object.keys(manifest.dependencies as object);
    expect([...new Set(packages.map((name) => name.split("/").slice(0, 2).join("/")))]).toEqual(dependencies);
    expect(manifest).toMatchObject({ license: "MIT", type: "module", engines: { node: ">=20.19" } });
  });
});

describe("the example in the README", () => {
  it("has the right types, and runs, with nothing but what is published", async () => {
    const readme = await readFile(join(packageRoot, "README.md"), "utf8");
    const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
    await writeFile(join(directory, "example.ts"), example ?? "");
    const options = ["--ignoreConfig", "--strict", "--target", "ES2023", "--module", "NodeNext", "--types", ""];
    const lib = ["--lib", "ES2023,DOM"];
    await run(process.execPath, [join(modules, "typescript/bin/tsc"), ...options, ...lib, "example.ts"], {
      cwd: directory,
    });
    const { stdout } = await run(process.execPath, ["example.js"], { cwd: directory });
    const [first, , third, hash, ...outputs] = stdout.split("\n");
    expect(first).toMatch(/^epoch 0: \d{4} \/ 10000$/);
    expect(Number(/^epoch 2: (\d{4})/.exec(third!)?.[1])).toBeGreaterThan(9000);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(outputs.join("")).toMatch(/Float32Array\(10\).*\[ 7, 2 \]\{ count: 10000, cost: 0\.\d+, correct: 9\d{3} \}/);
  });
});
