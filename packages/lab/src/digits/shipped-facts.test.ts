import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { seriesOf } from "@nndl/book";
import { mnist, Network } from "nndl";
import { expect, it, vi } from "vitest";
import { readResults } from "../../../book/scripts/results.mjs";
import { checkRecipe } from "../training/recipe.ts";
import { openSamples, sampleLabels, sampleOf, samplesFile } from "./samples.ts";
import { shippedFacts, shippedRecipe } from "./shipped-facts.ts";
import { shippedFile } from "./shipped-file.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const file = (path: string) => readFileSync(`${root}packages/lab/static/${path}`);

it("is the network that the published results name, and small", () => {
  const packed = file(shippedFile);
  expect(packed.length).toBeLessThan(95_000);
  const network = Network.fromBytes(gunzipSync(packed), shippedFile);
  const { experiment, seed, correct, of } = shippedFacts;
  const published = readResults().find((each) => each.name === experiment && each.seed === seed)!;
  const counts = seriesOf(published.measured, "course").map(([, y]) => y);
  expect(network.sha256(), `Save it anew: nndl reproduce ${experiment}, and pack it with gzip -9 -n.`).toBe(
    published.sha256,
  );
  expect([correct, of]).toEqual([counts.at(-1), 10_000]);
  const recipe = checkRecipe(shippedRecipe);
  expect(network.spec).toEqual(recipe.network);
  expect(recipe.training.epochs).toBe(counts.length);
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
