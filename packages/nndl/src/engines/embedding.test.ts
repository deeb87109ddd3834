/** What is looked up: what is no index, and sums that no number of threads changes. The rest is generated from the layer's samples. */
import { describe, expect, it } from "vitest";
import { attack } from "../adversarial/index.ts";
import { Dataset } from "../data/index.ts";
import { dense, embedding, lstm } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { stretchOf, withSession } from "../testing/sessions.ts";
import { train } from "../training/index.ts";
import { referenceEngine, wasmEngine } from "./index.ts";

const net = () =>
  network({
    input: [6, 1],
    layers: [embedding(10, 33), lstm(9, { output: "every" }), dense(10, "softmax")],
    seed: 1,
  });

/** Sequences of indices, each with the next as the class of its step. */
function counting(features: Uint8Array | Float32Array, shape = [6, 1], scale?: number): Dataset<"classes"> {
  const labels = Uint8Array.from(features, (index) => (index + 1) % 10);
  return new Dataset({ shape, features, scale, targets: { kind: "classes", labels, classes: 10 } });
}

const draws = stream(3, "indices");
const bytes = Uint8Array.from({ length: 6 * 50 }, () => draws.integer(10));

describe("an embedding", () => {
  it("gives the same bits on any number of threads, of bytes and of floats", async () => {
    const hash = (threads: number, data: Dataset, optimizer: "sgd" | "adam" = "sgd") =>
      withSession(wasmEngine, net(), { threads, miniBatchSize: 8 }, (session) => {
        const more = { miniBatchSize: 8, optimizer: { type: optimizer } as never, learningRate: 0.01 };
        session.train(stretchOf(session.load(data), optimizer === "sgd" ? { miniBatchSize: 8 } : more));
        session.download();
        return session.network.sha256();
      });
    const data = counting(bytes, [6, 1], 1);
    const alone = await hash(1, data);
    for (const threads of [2, 3]) expect(await hash(threads, data)).toBe(alone);
    expect(await hash(1, counting(Float32Array.from(bytes)))).toBe(alone);
  });

  it("learns what follows what", async () => {
    const data = counting(bytes, [6, 1], 1);
    const learner = net();
    for await (const _ of train(learner, data, { epochs: 30, learningRate: 0.03, optimizer: "adam" }));
    const { correct, count } = await learner.evaluate(data);
    expect([correct, count]).toEqual([300, 300]);
  });

  it.each<[string, Uint8Array | Float32Array, number | undefined, RegExp]>([
    [
      "an index too large",
      Uint8Array.of(1, 2, 3, 4, 5, 6, 0, 0, 10, 0, 0, 0),
      1,
      /from 0 to 9, received 10 at step 2 of example 1/,
    ],
    ["a fraction", Float32Array.of(1, 2, 0.5, 4, 5, 6), undefined, /0\.5 at step 2 of example 0/],
    ["a negative number", Float32Array.of(1, 2, 3, 4, 5, -1), undefined, /-1 at step 5 of example 0/],
    ["pixels", Uint8Array.of(1, 2, 3, 4, 5, 6), undefined, /0\.00390625 at step 0.*with the scale 1/],
  ])("refuses %s by its place, in both engines", async (_, features, scale, message) => {
    const labels = Array.from(features, () => 0);
    const data = new Dataset({ shape: [6, 1], features, scale, targets: { kind: "classes", labels, classes: 10 } });
    for (const engine of [wasmEngine, referenceEngine])
      await withSession(engine, net(), { threads: 1 }, (session) => {
        const error = refused(() => session.load(data));
        expect([error.code, message.test(error.message)], error.message).toEqual(["data.indices", true]);
        const inputs = Float32Array.from(features, (value) => value * data.scale);
        expect(refused(() => session.predict(inputs)).code).toBe("data.indices");
      });
  });

  it("must be the first layer, and takes an index at a time", () => {
    const behind = () => network({ input: [6, 1], layers: [dense(1), embedding(5, 2)] });
    expect(refused(behind).message).toContain("layer 2, embedding takes indices");
    const row = () => network({ input: [6], layers: [embedding(5, 2)] });
    expect(refused(row).message).toContain("[6, 1]");
  });

  it("has no direction that an attack could follow", async () => {
    const last = network({ input: [6, 1], layers: [embedding(10, 3), lstm(4), dense(10, "softmax")], seed: 1 });
    const labels = Array.from({ length: 50 }, (_, i) => i % 10);
    const data = new Dataset({
      ...{ shape: [6, 1], features: bytes, scale: 1 },
      targets: { kind: "classes", labels, classes: 10 },
    });
    expect((await refusedLater(attack(last, data, { epsilon: 1 }))).code).toBe("attack.classes");
    const against = () => train(last, data, { epochs: 1, learningRate: 1, adversarial: { epsilon: 1 } });
    expect(refused(against).code).toBe("training.adversarial");
  });
});
