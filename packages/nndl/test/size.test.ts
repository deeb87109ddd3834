/** What nndl costs those who download it. A budget is today's size and a little; whoever needs more raises it, and says why. */
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPacked, type Packed } from "../../../testing/packed.ts";

let project: string;
let packed: Packed;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "nndl-size-"));
  packed = await installPacked(project, fileURLToPath(new URL("../../../node_modules", import.meta.url)));
});
afterAll(() => rm(project, { recursive: true }));

const { exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  exports: Record<string, unknown>;
};
const entries = Object.keys(exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => entry.replace(".", "nndl"));

/** Pages as small as they can be that do something, all in one file; kilobytes. */
const pages = {
  "only predicts": {
    budget: 96,
    script: `
      import { Network } from "nndl";
      const net = await Network.load("/network.safetensors");
      console.log(await net.predict([1]));`,
  },
  "trains dense layers": {
    budget: 131,
    script: `
      import { classification, dense, network, train } from "nndl";
      const net = network({ input: [1], layers: [dense(2)] });
      for await (const event of train(net, classification([[0], [1]], [0, 1]), { epochs: 1, learningRate: 1 }))
        console.log(event);`,
  },
  "uses everything": {
    budget: 285,
    script: entries.map((entry, i) => `export * as entry${i} from "${entry}";`).join("\n"),
  },
};

it("the READMEs say what the budgets are", async () => {
  const numbers = (text: string) => [...text.matchAll(/(\d+) kB/g)].map(([, size]) => Number(size));
  const own = await readFile(join(packed.directory, "README.md"), "utf8");
  const budgets = Object.values(pages).map(({ budget }) => budget);
  expect(numbers(/<!-- size -->(.*)<!-- \/size -->/s.exec(own)?.[1] ?? "")).toEqual(budgets);
  const first = await readFile(fileURLToPath(new URL("../../../README.md", import.meta.url)), "utf8");
  expect(/at most\s+(\d+) kB larger/.exec(first)?.[1]).toBe(String(budgets[0]));
});

describe("a page, minified by esbuild and compressed by gzip", () => {
  it.each(Object.entries(pages))("that %s keeps within its budget", async (_, { script, budget }) => {
    const { outputFiles } = await build({
      stdin: { contents: script, resolveDir: project },
      bundle: true,
      minify: true,
      platform: "browser",
      format: "esm",
      write: false,
      logLevel: "error",
    });
    const size = gzipSync(outputFiles[0]!.contents, { level: 9 }).length / 1000;
    expect(size).toBeLessThan(budget);
    // A budget far above what is needed guards nothing.
    expect(size).toBeGreaterThan(0.85 * budget);
  });
});

it("the tarball keeps within its budget", () => {
  const budget = 1_780_000;
  expect(packed.size).toBeLessThan(budget);
  expect(packed.size).toBeGreaterThan(0.85 * budget);
});
