import { experiments, findExperiment } from "@nndl/book";
import { mnist } from "nndl";
import { expect, test } from "vitest";
import { fakeContext } from "../testing/fake-screen.ts";
import type { ReproduceOptions } from "./options.ts";
import { storedOf } from "./stored-results.ts";
import { foresee, verificationOf } from "./verification.ts";

const data = { ...(await mnist()), name: "MNIST", source: "mnist" };

/** What is said of a run before it is computed. */
function foreseen(name: string, options: ReproduceOptions, against?: ReturnType<typeof storedOf>): string {
  const { context, out } = fakeContext({ noColor: true });
  const task = { experiment: findExperiment(name), seed: 1 };
  foresee(context, verificationOf([task], options, against), options, data);
  return out.text();
}

test("the quick form of each experiment, and the full one, is not known to be otherwise before it has run", () => {
  const quick = experiments.filter((experiment) => storedOf(experiment, 1, "quick") !== undefined);
  expect(quick.length).toBeGreaterThan(10);
  for (const { name } of quick) expect(foreseen(name, { quick: true }), name).toBe("");
  expect(foreseen("ch1/wider", {})).toBe("");
});

test("another form than the stored one is", () => {
  const stored = storedOf(findExperiment("ch1/wider"), 1, "quick");
  expect(foreseen("ch1/wider", {}, stored)).toContain("the form: full, recorded quick");
  expect(foreseen("ch1/wider", { epochs: 3, limit: 70 }, stored)).toContain(
    "look, 3 epochs, 70 images, recorded quick",
  );
});
