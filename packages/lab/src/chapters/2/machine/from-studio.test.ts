import { feedforward } from "@nndl/book/programs/backprop";
import { conv2d, dense, network, referenceEngine } from "nndl";
import { expect, it } from "vitest";
import { asTrained, sorted, type Trained } from "./from-studio.ts";
import { modelOf, parameterCount } from "./model.ts";

it("takes a small network as it is, with every neuron’s function", async () => {
  const layers = [dense(4, "tanh"), dense(3, "relu"), dense(2, "sigmoid")];
  const net = network({ input: [2], layers, cost: "quadratic", seed: 3 });
  const trained = asTrained(net, "mine") as Trained;
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

it("says of what it cannot show why", () => {
  const of = (input: number[], ...layers: Parameters<typeof network>[0]["layers"]) => network({ input, layers });
  const why = (net: ReturnType<typeof of>) => {
    const trained = asTrained(net, "");
    return typeof trained === "string" ? trained : trained.sizes;
  };
  expect(why(of([784], dense(30), dense(10)))).toBe("a layer of more than 8");
  expect(why(of([2], dense(3), dense(2, "softmax")))).toBe("in a softmax no neuron has a function of its own");
  expect(why(of([2], dense(3, "leaky-relu"), dense(2)))).toBe("leaky-relu is none of the functions here");
  expect(why(of([1, 4, 4], conv2d(1, 4), dense(2)))).toBe("not all of its layers are dense");
  expect(why(of([2], dense(9), dense(1)))).toBe("a layer of more than 8");
  expect(why(of([2], dense(2), dense(2), dense(2), dense(2), dense(1)))).toBe("more than 5 layers");
  expect(why(of([2], dense(8), dense(1)))).toBe("2-8-1");
  const costing = (cost: "cross-entropy" | "log-likelihood") =>
    asTrained(network({ input: [2], layers: [dense(1)], cost }), "");
  expect(costing("cross-entropy")).toMatchObject({ cost: "cross-entropy" });
  expect(costing("log-likelihood")).toBe("its cost is none of those here");

  const runs = [of([2], dense(2)), of([784], dense(10)), of([2], dense(2, "softmax")), of([784], dense(30), dense(10))];
  const { fitting, others } = sorted(runs.map((net, step) => ({ network: net, step })));
  expect(fitting.map(({ title }) => title)).toEqual(["2-2, 0 mini-batches"]);
  expect(others).toBe(
    "Too much for this machine: 784-10, 784-30-10 (a layer of more than 8); 2-2 (in a softmax no neuron has a function of its own).",
  );
  expect(sorted([]).others).toBe("");
});
