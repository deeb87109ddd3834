import { describe, expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { type Engine, referenceEngine, wasmEngine } from "../engines/index.ts";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { refusedLater } from "../testing/refused.ts";
import { withSession } from "../testing/sessions.ts";
import { toyData } from "../testing/toy-data.ts";
import { train } from "../training/index.ts";
import { judgeEnsemble } from "./judge.ts";
import { predictEnsemble } from "./predict.ts";

const data = toyData(157, { size: 5, classes: 3, seed: 4 });

function member(seed: number, layers = [dense(4), dense(3, "softmax")]) {
  return network({ input: [5], layers, seed });
}

/** Members that learned a little, and from different first weights. */
async function learned(seeds: readonly number[]) {
  const nets = seeds.map((seed) => member(seed));
  for (const net of nets)
    for await (const _ of train(net, data.take(20), { epochs: 2, learningRate: 0.5, engine: referenceEngine })) void _;
  return nets;
}

describe.each([["wasm", wasmEngine] as const, ["reference", referenceEngine] as const])(
  "judging by %s",
  (_, engine) => {
    it("gives each member what it gets by itself", async () => {
      const nets = await learned([1, 2, 3]);
      const { members, count } = await judgeEnsemble(nets, data, { engine });
      expect(count).toBe(157);
      for (const [i, net] of nets.entries()) {
        const alone = await withSession(engine, net, {}, (session) => session.evaluate(session.load(data)));
        expect(members[i]!.correct).toBe(alone.correct);
      }
    });

    it("lists exactly what was read wrongly", async () => {
      const { vote, average, members } = await judgeEnsemble(await learned([1, 2, 3]), data, { engine });
      for (const { predictions, correct, mistakes } of [vote, average]) {
        expect(mistakes.length).toBe(157 - correct);
        expect(mistakes.length).toBeGreaterThan(0);
        const wrong = new Set(mistakes.map(({ index }) => index));
        for (let i = 0; i < 157; i++) expect(wrong.has(i)).toBe(predictions[i] !== data.label(i));
        for (const { index, label, predicted, predictions: each } of mistakes) {
          expect([label, predicted]).toEqual([data.label(index), predictions[index]]);
          expect(each).toEqual(members.map((one) => one.predictions[index]));
        }
      }
    });

    it("agrees with asking for one example", async () => {
      const nets = await learned([1, 2, 3]);
      const { vote, average, members } = await judgeEnsemble(nets, data, { engine });
      for (const index of [0, 1, 77, 156]) {
        const one = await predictEnsemble(nets, data.input(index), { engine });
        expect(one.vote).toBe(vote.predictions[index]);
        expect(one.average.indexOf(Math.max(...one.average))).toBe(average.predictions[index]);
        expect(one.members.map(({ predicted }) => predicted)).toEqual(members.map((m) => m.predictions[index]));
        expect(one.average.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
      }
    });
  },
);

it("one network is an ensemble that agrees with itself", async () => {
  const { members, vote, average, agreement } = await judgeEnsemble([member(1)], data);
  expect(vote.predictions).toEqual(members[0]!.predictions);
  expect(average.predictions).toEqual(members[0]!.predictions);
  expect(agreement).toEqual({ same: [[157]], unanimous: 157, divided: new Uint32Array(0) });
});

it("counts where members agree, two by two and all together", async () => {
  const { members, agreement } = await judgeEnsemble(await learned([1, 2, 3]), data);
  const all = members.map(({ predictions }) => predictions);
  expect(agreement.same[0]![1]).toBe(all[0]!.filter((value, i) => value === all[1]![i]).length);
  expect(agreement.same[1]![0]).toBe(agreement.same[0]![1]);
  expect(agreement.same[2]![2]).toBe(157);
  const divided = [...all[0]!.keys()].filter((i) => new Set(all.map((member) => member[i])).size > 1);
  expect([...agreement.divided]).toEqual(divided);
  expect(agreement.unanimous).toBe(157 - divided.length);
});

describe("refused", () => {
  const values = new Dataset({
    shape: [5],
    features: new Float32Array(5),
    targets: { kind: "values", values: new Float32Array(3), size: 3 },
  });
  const never: Engine = {
    name: "never",
    open: () => {
      throw new Error("opened");
    },
  };

  it.each([
    ["no networks", [], data, "ensemble.members"],
    ["members with other outputs", [member(1), member(2, [dense(4)])], data, "ensemble.members"],
    ["members with other inputs", [member(1), network({ input: [4], layers: [dense(3)] })], data, "ensemble.members"],
    ["targets that are no classes", [member(1)], values, "ensemble.data"],
    ["data that does not fit", [member(1)], toyData(3, { size: 4 }), "data.shape"],
  ] as const)("%s, before anything is computed", async (_, nets, examples, code) => {
    expect((await refusedLater(judgeEnsemble(nets, examples, { engine: never }))).code).toBe(code);
  });

  it("an input of another size", async () => {
    expect((await refusedLater(predictEnsemble([member(1)], new Float32Array(4)))).code).toBe("data.shape");
    expect((await refusedLater(predictEnsemble([], new Float32Array(4)))).code).toBe("ensemble.members");
  });
});

it("a member whose outputs are no numbers has no vote, and spoils no mean", async () => {
  const spoiled = member(2);
  spoiled.parameters.get("layers.1.biases")!.values[1] = Number.NaN;
  for (const engine of [wasmEngine, referenceEngine])
    for (const answer of [
      judgeEnsemble([member(1), spoiled], data, { engine }),
      predictEnsemble([member(1), spoiled], data.input(0), { engine }),
    ])
      expect((await refusedLater(answer)).code).toBe("network.outputs");
});
