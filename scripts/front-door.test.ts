/** What README, CONTRIBUTING and docs say is so: links lead somewhere, commands exist, the example runs. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { commands } from "../packages/cli/src/commands/index.ts";
import { root } from "./prepare.mjs";
import { between, experimentsTable, readmePath, readRuns } from "./readme-tables.mjs";

const readme = readFileSync(readmePath, "utf8");

const pages = ["", "docs/", "docs/decisions/", "bench/", "packages/nndl/", "runtimes/", "examples/"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => folder + name),
);

describe.each(pages)("%s", (page) => {
  const text = readFileSync(join(root, page), "utf8");

  it("links to what is there", () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    const local = targets.filter((target) => !/^[a-z]+:/.test(target));
    expect(local.filter((target) => !existsSync(resolve(root, dirname(page), target.split("#")[0]!)))).toEqual([]);
  });

  it("names npm scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const named = [...text.matchAll(/\bnpm run ([\w-]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name!))).toEqual([]);
  });
});

describe("the README", () => {
  it("lists the commands, all of them, in their order", () => {
    const listed = [...readme.matchAll(/^\| `npx nndl (\w+)` \|/gm)].map(([, name]) => name);
    expect(listed).toEqual(commands.map(({ name }) => name));
  });

  it("has the numbers of docs/results (if not: npm run docs)", () => {
    expect(between(readme, "experiments", experimentsTable(readRuns()))).toBe(readme);
  });

  it("has an example that runs, here with one epoch, and saves its network", async () => {
    const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    expect(example).toContain("epochs: 30,");
    const folder = await mkdtemp(join(tmpdir(), "nndl-readme-"));
    try {
      await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
      await writeFile(join(folder, "example.mjs"), example.replace("epochs: 30,", "epochs: 1,"));
      const { stdout } = await promisify(execFile)(process.execPath, ["example.mjs"], { cwd: folder });
      expect(stdout).toMatch(/^epoch 0: \d{4} \/ 10000\n[0-9a-f]{64}\n7\n$/);
      expect(existsSync(join(folder, "first.safetensors"))).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("the decisions", () => {
  const folder = join(root, "docs/decisions");
  const files = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));

  it("are numbered without a gap, and listed", () => {
    const index = readFileSync(join(folder, "README.md"), "utf8");
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, i) => i + 1));
    expect(files.filter((name) => !index.includes(`(${name})`))).toEqual([]);
  });

  it.each(files)("%s has a context, a decision and consequences", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    for (const part of ["Context", "Decision", "Consequences"]) expect(text).toContain(`**${part}.**`);
  });
});
