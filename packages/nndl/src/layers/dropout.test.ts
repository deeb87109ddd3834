import { describe, expect, it } from "vitest";
import { type Dataset, regression } from "../data/index.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { parametersOf } from "../engines/reference/arrays.ts";
import { forward } from "../engines/reference/pass.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { dense, dropout } from "./index.ts";

const seed = 7;

/** What dropout, as the second of two layers, makes of ones: of each example, in training or not, at a step. */
function ones(layer: ReturnType<typeof dropout>, count: number, size: number, training: boolean, step = 0) {
  const net = network({ input: [size], layers: [dropout(0), layer], seed });
  const states = forward(net, parametersOf(net), new Float64Array(count * size).fill(1), { count, training, step });
  return [...(states[1]?.a ?? [])];
}

describe("dropout", () => {
  it("by the book passes what it keeps, and scales in use", () => {
    expect(new Set(ones(dropout(0.25), 4, 50, true))).toEqual(new Set([0, 1]));
    expect(new Set(ones(dropout(0.25), 4, 50, false))).toEqual(new Set([0.75]));
  });

  it("inverted scales what it keeps, and passes all in use", () => {
    const layer = dropout(0.4, { form: "inverted" });
    expect(new Set(ones(layer, 4, 50, true))).toEqual(new Set([0, Math.fround(1 / 0.6)]));
    expect(new Set(ones(layer, 4, 50, false))).toEqual(new Set([1]));
  });

  it("keeps of each example what its place in the stream of its layer and step says", () => {
    for (const step of [0, 1, 12345]) {
      const words = stream(seed, "dropout/layers.1", step);
      const expected = Array.from({ length: 3 * 11 }, () => (words.uint32() < 0.7 * 2 ** 32 ? 1 : 0));
      expect(ones(dropout(0.3), 3, 11, true, step)).toEqual(expected);
    }
    // What an example gets does not depend on how many come after it.
    expect(ones(dropout(0.3), 2, 11, true, 5)).toEqual(ones(dropout(0.3), 3, 11, true, 5).slice(0, 22));
  });

  it("keeps about as many as it should, others for each example, step, layer and seed", () => {
    const kept = ones(dropout(0.3), 100, 100, true);
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    expect(Math.abs(mean - 0.7)).toBeLessThan(5 * Math.sqrt((0.7 * 0.3) / kept.length));
    const rows = Array.from({ length: 100 }, (_, i) => kept.slice(i * 100, i * 100 + 100).join(""));
    expect(new Set(rows).size).toBe(100);
    expect(ones(dropout(0.3), 100, 100, true, 1)).not.toEqual(kept);
    const [twice, other] = [seed, 8].map((at) => {
      const net = network({ input: [100], layers: [dropout(0), dropout(0.3), dropout(0.3)], seed: at });
      const batch = { count: 1, training: true, step: 0 };
      return forward(net, parametersOf(net), new Float64Array(100).fill(1), batch).map(({ a }) => a.join(""));
    });
    expect(twice[1]).toBe(rows[0]);
    expect(twice[2]).not.toBe(twice[1]);
    expect(other[1]).not.toBe(twice[1]);
  });

  it.each([
    [0.5, 30, 15],
    [0.5, 7, 4],
    [0.1, 4, 0],
    [0.99, 10, 10],
    [0, 5, 0],
  ])("per mini-batch, at rate %d, drops of %d values exactly %d, the same in all examples", (rate, size, dropped) => {
    const values = ones(dropout(rate, { per: "mini-batch" }), 3, size, true, 2);
    const row = values.slice(0, size);
    expect(row.filter((value) => value === 0).length).toBe(dropped);
    expect(values).toEqual([...row, ...row, ...row]);
    const gone = stream(seed, "dropout/layers.1", 2).permutation(size).subarray(0, dropped);
    expect([...gone].every((place) => row[place] === 0)).toBe(true);
  });

  it("drops nothing at rate 0", () => {
    for (const form of ["book", "inverted"] as const)
      for (const per of ["example", "mini-batch"] as const)
        for (const training of [true, false])
          expect(new Set(ones(dropout(0, { form, per }), 2, 9, training))).toEqual(new Set([1]));
  });

  it("complains at once, in words that quote the call", () => {
    expect(refused(() => dropout(1)).message).toContain(
      "dropout(1): rate must be a finite number at least 0 and below 1",
    );
    expect(refused(() => dropout(0.5, { per: "epoch" as "example" })).code).toBe("layer.per");
  });
});

const layers = [dropout(0.2), dense(6, "tanh"), dropout(0.5, { form: "inverted" }), dense(2, "linear")];
const spec = { input: [5], layers, seed };
const draws = stream(1, "rows");
const rows = (size: number) => Array.from({ length: 12 }, () => Array.from({ length: size }, () => draws.gaussian()));
const data: Dataset = regression(rows(5), rows(2));

describe.each([
  ["reference", referenceEngine],
  ["wasm", wasmEngine],
] as const)("sessions of the %s engine", (_, engine) => {
  /** The SHA-256 after training on mini-batches of 3, cut into stretches at the given places, from a given step. */
  const trained = (cuts: readonly number[], stepsBefore = 0) =>
    withSession(engine, network(spec), { miniBatchSize: 3, threads: 1 }, (session) => {
      const resident = session.load(data);
      let from = 0;
      for (const to of [...cuts, 12]) {
        const steps = stepsBefore + from / 3;
        session.train(stretchOf(resident, { from, to, miniBatchSize: 3, stepsBefore: steps }));
        from = to;
      }
      session.download();
      return session.network.sha256();
    });

  it("drop by the number of steps before: cuts change nothing, another start does", async () => {
    const whole = await trained([]);
    expect(await trained([3])).toBe(whole);
    expect(await trained([3, 9])).toBe(whole);
    expect(await trained([], 1)).not.toBe(whole);
  });

  it("give gradients in use, or in training at a step, piece by piece", () =>
    withSession(engine, network(spec), { miniBatchSize: 4, threads: 1 }, (session) => {
      const resident = session.load(data);
      const all = everyExample(data);
      const used = session.gradients(resident, all);
      expect(session.gradients(resident, all, { training: false, step: 9 })).toEqual(used);
      const start = session.gradients(resident, all, { training: true });
      expect(session.gradients(resident, all, { training: true, step: 0 })).toEqual(start);
      const later = session.gradients(resident, all, { training: true, step: 1 });
      expect(later.cost).not.toBe(start.cost);
      expect(start.cost).not.toBe(used.cost);
      // The second piece of a pass that starts at step 0 is the first of one that starts at 1.
      const second = session.gradients(resident, all.subarray(4, 8), { training: true, step: 1 });
      expect([...start.inputs.subarray(20, 40)].map((g) => Math.fround(3 * g))).toEqual(
        [...second.inputs].map((g) => expect.closeTo(g, 6)),
      );
    }));

  it("refuse options that are none", () =>
    withSession(engine, network({ input: [5], layers: [dense(2, "linear")] }), {}, (session) => {
      const resident = session.load(data);
      for (const options of [{ training: 1 }, { step: -1 }, { step: 0.5 }, { steps: 1 }, []])
        expect(refused(() => session.gradients(resident, everyExample(data), options as object)).code).toBe(
          "gradients.options",
        );
    }));
});
