import { expect, it } from "vitest";
import { conv2d, dense, flatten, globalAveragePool2d } from "../layers/index.ts";
import { refused } from "../testing/refused.ts";
import { network } from "./index.ts";
import { withNewHead } from "./new-head.ts";

const digits = () => network({ input: [6], layers: [dense(4, "tanh"), dense(3, "softmax")], seed: 7 });

it("keeps all weights but the last layer's, which are those that a network of the seed begins with", () => {
  const source = digits();
  for (const { values } of source.parameters.values()) for (let i = 0; i < values.length; i++) values[i]! += 1;
  for (const seed of [undefined, 9]) {
    const made = withNewHead(source, 5, { seed });
    const fresh = network({ input: [6], layers: [dense(4, "tanh"), dense(5, "softmax")], seed: seed ?? 7 });
    expect(made.spec).toEqual(fresh.spec);
    for (const key of ["layers.0.weights", "layers.0.biases"])
      expect(made.parameters.get(key)).toEqual(source.parameters.get(key));
    for (const key of ["layers.1.weights", "layers.1.biases"])
      expect(made.parameters.get(key)).toEqual(fresh.parameters.get(key));
  }
  expect(source.spec.seed).toBe(7);
});

it("is refused where there is no dense last layer, and for what is no number of outputs", () => {
  const pooled = network({
    input: [1, 4, 4],
    layers: [conv2d(3, 3), globalAveragePool2d(), flatten()],
    cost: "quadratic",
  });
  expect(refused(() => withNewHead(pooled, 2)).code).toBe("network.head");
  for (const outputs of [0, 1.5, -1, Number.NaN])
    expect(refused(() => withNewHead(digits(), outputs)).code).toBe("layer.units");
  expect(refused(() => withNewHead(digits(), 2, { seed: -1 })).code).toBe("seed");
  expect(refused(() => withNewHead(digits(), 2, { sed: 1 } as object)).code).toBe("network.head");
  expect(refused(() => withNewHead({} as never, 2)).code).toBe("network.instance");
});
