import { expect, test } from "vitest";
import { formOf } from "./form.ts";
import { findExperiment } from "./index.ts";

const experiment = findExperiment("ch1/wider");

test.each([
  [{}, "full", {}],
  [{ quick: false }, "full", {}],
  [{ epochs: 30 }, "full", {}],
  [{ epochs: 3 }, "look", { epochs: 3 }],
  [{ epochs: 30, limit: 100 }, "look", { limit: 100 }],
  [{ quick: true }, "quick", { epochs: 2, limit: 5000 }],
] as const)("%j is the form %s", (wanted, kind, shortened) => {
  expect(formOf(experiment, wanted)).toEqual({ kind, shortened });
});

test("an experiment says what its quick form is, or that it is the full one", () => {
  expect(formOf({ ...experiment, quick: { epochs: 1 } }, { quick: true })).toEqual({
    kind: "quick",
    shortened: { epochs: 1 },
  });
  expect(formOf({ ...experiment, quick: "same" }, { quick: true })).toEqual({ kind: "full", shortened: {} });
});
