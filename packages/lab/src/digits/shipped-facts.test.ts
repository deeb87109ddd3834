import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { mnist, Network } from "nndl";
import { expect, it, vi } from "vitest";
import { checkRecipe } from "../training/recipe.ts";
import { openSamples, sampleLabels, sampleOf, samplesFile } from "./samples.ts";
import { shippedFacts, shippedRecipe } from "./shipped-facts.ts";
import { shippedFile } from "./shipped-file.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const file = (path: string) => readFileSync(`${root}packages/lab/static/${path}`);

interface Published {
  readonly name: string;
  readonly seed: number;
  readonly sha256: string;
  readonly count: number;
  readonly correct: readonly number[];
}

it("is the network that the published results name, and small", () => {
  const packed = file(shippedFile);
  expect(packed.length).toBeLessThan(95_000);
  const network = Network.fromBytes(gunzipSync(packed), shippedFile);
  const { experiment, seed, correct, of } = shippedFacts;
  const published = readFileSync(`${root}docs/results/experiments.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Published)
    .find((each) => each.name === experiment && each.seed === seed)!;
  expect(network.sha256(), `Save it anew: nndl reproduce ${experiment}, and pack it with gzip -9 -n.`).toBe(
    published.sha256,
  );
  expect([correct, of]).toEqual([published.correct.at(-1), published.count]);
  const recipe = checkRecipe(shippedRecipe);
  expect(network.spec).toEqual(recipe.network);
  expect(recipe.training.epochs).toBe(published.correct.length);
});

it("comes with the first test images, as MNIST has them", async () => {
  const packed = file(samplesFile);
  expect(packed.length).toBeLessThan(20_000);
  vi.stubGlobal("fetch", async () => new Response(packed));
  const samples = await openSamples();
  const { test } = await mnist();
  expect(samples.length).toBe(784 * sampleLabels.length);
  expect(sampleLabels).toEqual([...test.take(sampleLabels.length).targets.labels]);
  for (const i of [0, 57, 99]) expect(sampleOf(samples, i)).toEqual(test.input(i));
});
