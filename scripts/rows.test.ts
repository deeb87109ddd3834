import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { experiments } from "../packages/book/experiments/index.ts";
import { programs } from "../packages/book/programs/index.ts";
import { rows } from "../packages/book/rows/index.ts";
import { library as nndl } from "./library.mjs";
import { pagePath, rowsPage } from "./rows.mjs";

describe("docs/rows.md", () => {
  it("says what realizes each row (if not: npm run docs)", () => {
    expect(readFileSync(pagePath, "utf8")).toBe(rowsPage({ nndl, rows, experiments, programs }));
  });

  it("calls what nobody realizes not yet there, and counts it so", () => {
    const page = rowsPage({ nndl, rows, experiments: [], programs: [], lab: { figures: [], chapters: [] } });
    expect(page).toContain(`| E1.1 | ${rows["E1.1"].text} | *not yet* |`);
    expect(page).toMatch(/^\| Experiments \| \d+ \| 0 \|$/m);
  });

  it("names nothing that the library does not have", () => {
    const less = { ...nndl, costs: { ...nndl.costs, quadratic: undefined } };
    Reflect.deleteProperty(less.costs, "quadratic");
    expect(() => rowsPage({ nndl: less, rows, experiments, programs })).toThrow("no costs.quadratic");
    const without = { ...nndl, gradientFlow: undefined };
    expect(() => rowsPage({ nndl: without, rows, experiments, programs })).toThrow("no gradientFlow");
  });
});
