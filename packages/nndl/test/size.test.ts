/** What nndl costs those who download it. A budget is today's size and a little; whoever needs more raises it, and says why. */
import { mkdtemp, rm } from "node:fs/promises";
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

/** A page as small as it can be that does something, all in one file. */
const pages = {
  "only predicts": {
    budget: 72_000,
    script: `
      import { Network, wasmEngine } from "nndl";
      const session = await wasmEngine.open(await Network.load("/network.safetensors"));
      console.log(session.predict(Float32Array.of(1)));`,
  },
  "trains dense layers": {
    budget: 90_000,
    script: `
      import { classification, dense, network, train } from "nndl";
      const net = network({ input: [1], layers: [dense(2)] });
      for await (const event of train(net, classification([[0], [1]], [0, 1]), { epochs: 1, learningRate: 1 }))
        console.log(event);`,
  },
  "uses everything": { budget: 121_000, script: `export * from "nndl";` },
};

describe("a page, minified by esbuild and compressed by gzip", () => {
  it.each(Object.entries(pages))("that %s keeps within its budget", async (_, { script, budget }) => {
    const { outputFiles } = await build({
      stdin: { contents: script, resolveDir: project },
      ...{ bundle: true, minify: true, platform: "browser", format: "esm", write: false, logLevel: "error" },
    });
    const size = gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
    expect(size).toBeLessThan(budget);
    // A budget far above what is needed guards nothing.
    expect(size).toBeGreaterThan(0.85 * budget);
  });
});

it("the tarball keeps within its budget", () => {
  const budget = 720_000;
  expect(packed.size).toBeLessThan(budget);
  expect(packed.size).toBeGreaterThan(0.85 * budget);
});
