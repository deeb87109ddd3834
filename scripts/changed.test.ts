import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nearestTests } from "./changed.mjs";
import { root } from "./prepare.mjs";

const engines = ["bits", "golden", "neighbours", "parity"].map((name) => `packages/nndl/src/engines/${name}.test.ts`);

describe("the tests nearest to a change", () => {
  it.each([
    ["packages/nndl/src/functions/activations/relu.ts", "packages/nndl/src/functions/activations/activations.test.ts"],
    ["packages/nndl/kernels/dense.ts", "packages/nndl/src/engines/session.test.ts"],
    ["packages/nndl/src/engines/wasm/stages/dense-stage.ts", "packages/nndl/src/engines/session.test.ts"],
    ["packages/nndl/src/layers/conv2d.ts", "packages/nndl/src/layers/layers.test.ts"],
  ])("of %s: those of its room, and the engines compared", (file, own) => {
    const { tests, pages } = nearestTests([file]);
    expect(tests).toEqual(expect.arrayContaining([own, ...engines]));
    expect(tests.filter((test: string) => !existsSync(join(root, test)))).toEqual([]);
    expect(tests.length).toBeLessThan(60);
    expect(pages).toEqual([]);
  });

  it("follow imports by the packages' names, and reach beyond the package", () => {
    const { tests } = nearestTests(["packages/cli/src/training/flags.ts"]);
    expect(tests).toContain("packages/lab/src/studio/code.test.ts");
    expect(tests).toContain("packages/cli/src/training/setup.test.ts");
  });

  it("are the pages, where the lab shows it", () => {
    expect(nearestTests(["packages/lab/src/chapters/1/figures/nand.svelte"]).pages).toEqual(["figures/nand/"]);
    expect(nearestTests(["packages/lab/src/chapters/1/adder/circuit.ts"])).toMatchObject({
      pages: ["figures/adder/"],
      tests: expect.arrayContaining(["packages/lab/src/chapters/1/adder/circuit.test.ts"]),
    });
    expect(nearestTests(["packages/lab/src/chapters/4/chapter.md"]).pages).toEqual(["chapter-4/"]);
    expect(nearestTests(["packages/lab/src/styles/tokens.css"]).pages).toEqual(["", "chapter-4/", "figures/nand/"]);
  });

  it("are itself for a test, those of the pages for prose, and none for a licence", () => {
    const itself = "packages/lab/test/touch.test.ts";
    expect(nearestTests([itself])).toEqual({ tests: [itself], pages: [] });
    expect(nearestTests(["docs/architecture.md"]).tests).toContain("scripts/front-door.test.ts");
    expect(nearestTests(["LICENSE", "packages/nowhere/gone.ts"])).toEqual({ tests: [], pages: [] });
  });
});
