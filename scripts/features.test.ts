import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kindsWithKernels } from "../packages/nndl/src/engines/wasm/check-kernels.ts";
import { featuresPage, pagePath, wanted } from "./features.mjs";
import { entries, library as nndl } from "./library.mjs";

describe("docs/features.md", () => {
  it("says what the registries say (if not: npm run docs)", () => {
    expect(readFileSync(pagePath, "utf8")).toBe(featuresPage(nndl, entries, kindsWithKernels));
  });

  it("says what only the reference engine computes", () => {
    const activations = kindsWithKernels.activations.filter((name) => name !== "gelu");
    const page = featuresPage(nndl, entries, { ...kindsWithKernels, activations });
    expect(page).toMatch(/Only the reference engine computes (.*, )?`gelu`; the other refuses it by name\./);
  });

  it("cannot call missing what is there", () => {
    const [name, next] = wanted.activations;
    const activations = { ...nndl.activations, [name]: { ...nndl.activations.relu, name } };
    const before = featuresPage(nndl, entries, kindsWithKernels);
    const page = featuresPage({ ...nndl, activations }, entries, kindsWithKernels);
    expect(before).toContain(`**Missing:** ${name}, ${next}`);
    expect(page).toContain(`**Missing:** ${next}`);
  });

  it("cannot name a function that is not there", () => {
    expect(() => featuresPage({ ...nndl, mnist: undefined }, entries, kindsWithKernels)).toThrow("exports no mnist");
  });
});
