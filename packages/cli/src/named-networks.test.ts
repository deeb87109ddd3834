import { experiments } from "@nndl/book";
import { network } from "nndl";
import { presetNames } from "nndl/presets";
import { expect, test } from "vitest";
import { bookExperiment, namedNetwork } from "./named-networks.ts";

test("every preset, and every experiment that trains, has a network", async () => {
  const names = experiments
    .filter(({ training, member }) => (training ?? member) !== undefined)
    .flatMap(({ name, id }) => [name, id]);
  for (const name of [...presetNames, ...names.map((name) => `book:${name}`)]) {
    const { spec, title, training } = await namedNetwork(name);
    expect(spec.layers.length).toBeGreaterThan(0);
    expect(title).not.toMatch(/undefined/);
    expect(training).toMatchObject({ miniBatchSize: expect.any(Number), optimizer: { type: expect.any(String) } });
  }
});

test("an experiment has its own settings", async () => {
  const { spec, title } = await namedNetwork("book:ch1/first-network");
  expect(network(spec).parameterCount).toBe(23_860);
  expect(title).toMatch(/^E1\.1, /);
  expect(await bookExperiment("book:E6.14")).toMatchObject({ id: "E6.14", recipe: { expansion: "shifts" } });
});

test.each([
  ["kshh", "Did you mean ksh?"],
  ["book:ch1/first-netwrk", "Did you mean book:ch1/first-network?"],
  ["ch1/first-network", "Did you mean book:ch1/first-network?"],
  ["toString", "reproduce --list"],
  ["", "reproduce --list"],
])("%j is refused: %s", async (name, advice) => {
  await expect(namedNetwork(name)).rejects.toMatchObject({
    code: "option.preset",
    next: expect.stringContaining(advice),
  });
});
