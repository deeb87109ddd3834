import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { errorsPage, pagePath } from "./errors.mjs";

it("docs/errors.md says what the tables of codes and the sources say (if not: npm run docs)", () => {
  expect(readFileSync(pagePath, "utf8")).toBe(errorsPage());
});
