import { describe, expect, it } from "vitest";
import { autoencoder, classification, type Dataset, regression } from "../data/index.ts";
import { dense } from "../layers/index.ts";
import { Network, network } from "../network/index.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import { train } from "./train.ts";

const inputs = [
  [0, 1],
  [1, 0],
  [1, 1],
];
const classes = classification(inputs, [0, 1, 0]);
const bits = regression(inputs, [
  [0, 0, 0, 1],
  [0, 1, 0, 0],
  [1, 1, 0, 0],
]);

async function trained(data: Dataset, net = network({ input: [2], layers: [dense(data.targetSize)], seed: 1 })) {
  const run = train(net, data, { epochs: 1, learningRate: 1 });
  for await (const _ of run);
  return { net, run };
}

describe("what a network's outputs are", () => {
  it("comes from what it learns from, and is in its file, its checkpoints and its copies", async () => {
    for (const data of [bits, autoencoder(classes)]) {
      const { net, run } = await trained(data);
      const checkpoint = encodeCheckpoint(run.snapshot());
      const copies = [net, net.clone(), Network.fromBytes(net.toBytes()), Network.fromBytes(checkpoint)];
      expect(copies.map(({ targetKind }) => targetKind)).toEqual(Array(4).fill("values"));
      expect(encodeCheckpoint(decodeCheckpoint(checkpoint))).toEqual(checkpoint);
    }
  });

  it("lets no class be claimed where they are values", async () => {
    const { net } = await trained(bits);
    expect((await net.predict([0, 1])).length).toBe(4);
    expect((await refusedLater(net.predictClass([0, 1]))).code).toBe("network.classes");
    expect((await refusedLater(net.evaluate(classes))).code).toBe("network.classes");
    expect((await net.evaluate(bits)).correct).toBeUndefined();
  });

  it("changes with what it learns next", async () => {
    const { net } = await trained(autoencoder(classes));
    await trained(classes, net);
    expect(net.targetKind).toBe("classes");
    expect([0, 1]).toContain(await net.predictClass([0, 1]));
  });

  it("is not known of a network that is not trained, or of an old file, which answer as ever", async () => {
    const net = network({ input: [2], layers: [dense(2)], seed: 1 });
    expect(net.targetKind).toBeUndefined();
    expect([0, 1]).toContain(await net.predictClass([0, 1]));
    expect(Network.fromBytes((await trained(classes)).net.toBytes()).targetKind).toBeUndefined();
    expect(refused(() => (net.targetKind = "class" as "classes")).code).toBe("network.targets");
  });
});
