/** What is said beforehand about memory, against what the engine then takes. */
import { describe, expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { wasmEngine } from "../engines/index.ts";
import { checkOptimizer, type MiniBatchOptimizerSpec, type OptimizerName } from "../functions/index.ts";
import { batchNorm, conv2d, dense, maxPool2d } from "../layers/index.ts";
import { type NetworkInput, network } from "../network/index.ts";
import { ksh } from "../presets/index.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { estimateMemory } from "./index.ts";

interface Case {
  readonly spec: NetworkInput;
  readonly miniBatchSize: number;
  readonly type: OptimizerName;
}

const cases: Readonly<Record<string, Case>> = {
  "a wide network": {
    spec: { input: [784], layers: [dense(1000, "relu"), dense(1000, "relu"), dense(10, "softmax")] },
    miniBatchSize: 100,
    type: "momentum",
  },
  "convolutions and Adam": {
    spec: {
      input: [3, 32, 32],
      layers: [
        conv2d(32, 3, "relu", { padding: "same" }),
        batchNorm(),
        conv2d(64, 3, "relu", { padding: "same" }),
        maxPool2d(2),
        dense(10, "softmax"),
      ],
    },
    miniBatchSize: 64,
    type: "adam",
  },
  "a small KSH network": {
    spec: ksh({ side: 115, maps: [48, 64, 96, 96, 64], units: 512, classes: 10 }),
    miniBatchSize: 8,
    type: "momentum",
  },
};

describe.each(Object.entries(cases))("%s", (_, { spec, miniBatchSize, type }) => {
  it("takes what was estimated, to a third", async () => {
    const net = network(spec);
    const labels = new Uint8Array(miniBatchSize);
    const features = new Uint8Array(miniBatchSize * net.inputSize).fill(3);
    const data = new Dataset({ shape: net.spec.input, features, targets: { kind: "classes", labels, classes: 10 } });
    const optimizer = checkOptimizer(type) as MiniBatchOptimizerSpec;
    const used = await withSession(wasmEngine, net, { threads: 1, miniBatchSize }, (session) => {
      const resident = session.load(data);
      session.train(stretchOf(resident, { order: everyExample(data), miniBatchSize, optimizer, learningRate: 1e-6 }));
      session.evaluate(resident);
      return (session as unknown as { readonly memoryBytes: number }).memoryBytes;
    });
    const { engine } = estimateMemory(spec, { miniBatchSize, optimizer, dataBytes: features.length });
    expect(used / engine).toBeGreaterThan(0.67);
    expect(used / engine).toBeLessThan(1.34);
  });
});
