/**
 * `virtual:first-gradients` is what chapter 5 begins with: how fast every neuron of a deep network would learn, computed when the
 * lab is built. So the first figure has its bars before any script runs.
 */
import type { Plugin } from "vite";
import { gradientsOf } from "../src/chapters/5/deep/gradients.ts";
import { start } from "../src/chapters/5/deep/network.ts";
import { tenDigits } from "../src/chapters/5/deep/ten-digits.ts";

const id = "virtual:first-gradients";

async function compute(): Promise<string> {
  const layers = await gradientsOf(start, tenDigits);
  // As many digits as tell single-precision numbers apart.
  const written = (values: Iterable<number>) => Array.from(values, (value) => Number(value.toPrecision(9)));
  return JSON.stringify(layers.map(({ biases, weights }) => ({ biases: written(biases), weights: written(weights) })));
}

export function firstGradients(): Plugin {
  return {
    name: "first-gradients",
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: async (source) => (source === `\0${id}` ? `export default ${await compute()};` : undefined),
  };
}
