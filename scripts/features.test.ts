import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { featuresPage, missing, pagePath } from "./features.mjs";
import { entries, library as nndl } from "./library.mjs";

describe("docs/features.md", () => {
  it("says what the registries say (if not: npm run docs)", () => {
    expect(readFileSync(pagePath, "utf8")).toBe(featuresPage(nndl, entries));
  });

  it("cannot call missing what is there", () => {
    const [name] = missing.activations;
    const activations = { ...nndl.activations, [name]: { ...nndl.activations.relu, name } };
    expect(() => featuresPage({ ...nndl, activations })).toThrow(`${name}: no longer missing`);
  });

  it("cannot name a function that is not there", () => {
    expect(() => featuresPage({ ...nndl, mnist: undefined })).toThrow("exports no mnist");
  });
});
