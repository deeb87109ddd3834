/**
 * The declarations, read by the compilers of strangers: from TypeScript 5.2 on, without skipLibCheck, under the strictest
 * settings, whether or not the types of a browser are there, and without those of Node.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRound } from "../../../testing/thorough.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const modules = path("../../../node_modules");

/** The package as it is built, away from the sources, and programs that use it. */
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "nndl-compilers-"));
  const installed = join(directory, "node_modules", "nndl");
  await mkdir(installed, { recursive: true });
  await cp(path("../package.json"), join(installed, "package.json"));
  await cp(path("../dist"), join(installed, "dist"), { recursive: true, filter: (file) => !/\.(js|map)$/.test(file) });
  await symlink(join(modules, "@noble"), join(directory, "node_modules", "@noble"), "junction");
  await writeFile(join(directory, "package.json"), '{ "type": "module" }');
  await cp(path("types"), directory, { recursive: true });
  const { exports } = JSON.parse(await readFile(path("../package.json"), "utf8")) as {
    exports: Record<string, unknown>;
  };
  const entries = Object.keys(exports).filter((entry) => !entry.endsWith(".json"));
  const imports = entries.map((entry, i) => `export * as entry${i} from "${entry.replace(".", "nndl")}";\n`);
  await writeFile(join(directory, "entries.ts"), imports.join(""));
  await writeFile(join(directory, "readme.ts"), await exampleOf("../README.md"));
  await writeFile(join(directory, "front-door.ts"), await exampleOf("../../../README.md"));
});
afterAll(() => rm(directory, { recursive: true }));

async function exampleOf(readme: string): Promise<string> {
  const example = /```[jt]s\n([\s\S]*?)```/.exec(await readFile(path(readme), "utf8"))?.[1];
  expect(example).toContain('from "nndl"');
  return example!;
}

const strict = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: false,
  // The language's own are not ours to check.
  skipDefaultLibCheck: true,
  noEmit: true,
  target: "ES2022",
  types: [],
};

/** As a bundler finds modules, in a browser; and as Node does, without any types but the language's own. */
const places = {
  "for a browser": { module: "ESNext", moduleResolution: "bundler", lib: ["ES2023", "DOM"] },
  "for Node": { module: "NodeNext", moduleResolution: "nodenext", lib: ["ES2023"] },
};

// The oldest is the first: it stands for the others.
const compilers = ["typescript-5.2", "typescript-5.6", "typescript-5.9", "typescript"];

describe.each(inRound(compilers))("%s", (compiler) => {
  it.each(Object.entries(places))("compiles programs that use the package, %s", async (place, options) => {
    const project = `${compiler}-${options.module}.json`;
    const hasDom = place === "for a browser";
    const files = [
      "consumer.ts",
      "entries.ts",
      "readme.ts",
      "front-door.ts",
      ...(hasDom ? ["page.ts"] : ["surroundings.d.ts"]),
    ];
    await writeFile(join(directory, project), JSON.stringify({ compilerOptions: { ...strict, ...options }, files }));
    expect(await complaints(compiler, project)).toBe("");
  });
});

async function complaints(compiler: string, project: string): Promise<string> {
  const command = [join(modules, compiler, "bin/tsc"), "--pretty", "false", "-p", join(directory, project)];
  try {
    return (await promisify(execFile)(process.execPath, command)).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout || String(error);
  }
}
