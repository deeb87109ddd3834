import { feedforward } from "@nndl/book/programs/backprop";
import { conv2d, dense, network, referenceEngine } from "nndl";
import { expect, it } from "vitest";
import { asTrained } from "./from-studio.ts";
import { modelOf, parameterCount } from "./model.ts";

it("takes a small network as it is, with every neuron’s function", async () => {
  const layers = [dense(4, "tanh"), dense(3, "relu"), dense(2, "sigmoid")];
  const net = network({ input: [2], layers, cost: "quadratic", seed: 3 });
  const trained = asTrained(net, "mine")!;
  expect(trained).toMatchObject({ title: "mine", sizes: "2-4-3-2", kinds: "ttttrrrss", cost: "quadratic" });
  expect(trained.numbers).toHaveLength(parameterCount([2, 4, 3, 2]));
  const model = modelOf({ ...trained, x: [0.3, -0.8], y: [1, 0] });
  const session = await referenceEngine.open(net);
  const outputs = session.predict(Float32Array.of(0.3, -0.8));
  session.close();
  feedforward(model.net, [0.3, -0.8])
    .activations.at(-1)!
    .forEach((a, j) => {
      expect(a).toBeCloseTo(outputs[j]!, 5);
    });
});

it("leaves out what it cannot show", () => {
  const of = (input: number[], ...layers: Parameters<typeof network>[0]["layers"]) =>
    asTrained(network({ input, layers }), "");
  expect(of([784], dense(30), dense(10))).toBeUndefined();
  expect(of([2], dense(3), dense(2, "softmax"))).toBeUndefined();
  expect(of([1, 4, 4], conv2d(1, 4), dense(2))).toBeUndefined();
  expect(of([2], dense(9), dense(1))).toBeUndefined();
  expect(of([2], dense(8), dense(1))?.sizes).toBe("2-8-1");
  const costing = (cost: "cross-entropy" | "log-likelihood") =>
    asTrained(network({ input: [2], layers: [dense(1)], cost }), "")?.cost;
  expect([costing("cross-entropy"), costing("log-likelihood")]).toEqual(["cross-entropy", undefined]);
});
