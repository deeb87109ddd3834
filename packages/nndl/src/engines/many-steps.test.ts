/** Recurrent layers over more steps than the gradient's kernel adds up at once. */
import { describe, expect, it } from "vitest";
import { classification } from "../data/index.ts";
import { gru, type LayerInput, lstm, recurrent } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectCloseMaps } from "../testing/close.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { referenceEngine, wasmEngine } from "./index.ts";

const [count, steps, features] = [41, 13, 5];
const draws = stream(1, "steps");
const data = classification(
  Float32Array.from({ length: count * steps * features }, () => draws.gaussian()),
  Array.from({ length: count }, () => draws.integer(3)),
  { shape: [steps, features], classes: 3 },
);

const layers: Readonly<Record<string, LayerInput[]>> = {
  "plain units, both ways": [recurrent(9, { direction: "both", output: "every" }), recurrent(4)],
  "long short-term memory": [lstm(17, { output: "every" }), lstm(5, { gates: "peepholes" })],
  "gated units, backward": [gru(6, { direction: "backward", output: "every" }), gru(3)],
};

describe.each(Object.entries(layers))("%s over 533 steps", (_, below) => {
  const net = () =>
    network({
      input: [steps, features],
      layers: [...below, { type: "dense", units: 3, activation: "softmax" }],
      seed: 2,
    });

  it("have the reference's gradients", async () => {
    const of = (engine: typeof wasmEngine) =>
      withSession(engine, net(), { miniBatchSize: count }, (session) =>
        session.gradients(session.load(data), everyExample(data)),
      );
    const [fast, exact] = [await of(wasmEngine), await of(referenceEngine)];
    expectCloseMaps(fast.parameters, exact.parameters, { rtol: 1e-4, atol: 1e-6 });
  });

  it("are updated at once as by a stored gradient", async () => {
    const trained = async (clipValue: number | undefined) => {
      const learner = net();
      await withSession(wasmEngine, learner, { miniBatchSize: count }, (session) => {
        const optimizer = { type: "sgd" as const, ...(clipValue === undefined ? {} : { clipValue }) };
        session.train({ ...stretchOf(session.load(data), { miniBatchSize: count }), optimizer });
        session.download();
      });
      return learner.sha256();
    };
    // What clips nothing is asked for keeps the update from being made in the gradient's pass.
    expect(await trained(undefined)).toBe(await trained(1e6));
  });
});
