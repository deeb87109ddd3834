import { describe, expect, it } from "vitest";
import { Dataset, type Preparation } from "../data/index.ts";
import { dense } from "../layers/index.ts";
import { Network, network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import { train } from "./train.ts";

const preparation: Preparation = {
  inputs: { kind: "images", channels: 1, height: 1, width: 2, polarity: "ink", fit: "contain", scale: 1 / 256 },
  targets: { kind: "classes", names: ["cat", "dog"] },
};
const data = new Dataset({
  shape: [1, 1, 2],
  features: Uint8Array.of(0, 255, 255, 0),
  targets: { kind: "classes", labels: [0, 1], classes: 2 },
  preparation,
});
const fresh = () => network({ input: [2], layers: [dense(2)], cost: "quadratic", seed: 1 });

describe("how a network's inputs are made", () => {
  it("comes from what it learns from, and is in its file and its checkpoints", async () => {
    const net = fresh();
    const run = train(net, data, { epochs: 1, learningRate: 1 });
    expect(net.preparation).toBeUndefined();
    for await (const _ of run);
    expect(net.preparation).toEqual(preparation);
    expect(Network.fromBytes(net.toBytes()).preparation).toEqual(preparation);
    const checkpoint = encodeCheckpoint(run.snapshot());
    expect(Network.fromBytes(checkpoint).preparation).toEqual(preparation);
    expect(encodeCheckpoint(decodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it("changes no weight, and is absent from the file of a network that nobody told", async () => {
    const { preparation: _, ...plain } = data;
    const [told, untold] = [fresh(), fresh()];
    for await (const _ of train(told, data, { epochs: 2, learningRate: 1 }));
    for await (const _ of train(untold, new Dataset(plain as never), { epochs: 2, learningRate: 1 }));
    expect(untold.sha256()).toBe(told.sha256());
    expect(Network.fromBytes(untold.toBytes()).preparation).toBeUndefined();
  });

  it("is refused where it is of other inputs or outputs", () => {
    const net = network({ input: [3], layers: [dense(2)], cost: "quadratic", seed: 1 });
    expect(refused(() => (net.preparation = preparation)).code).toBe("preparation");
  });
});
