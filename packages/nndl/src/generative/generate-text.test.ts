/** Text that a network of characters makes. */
import { describe, expect, it } from "vitest";
import type { Dataset } from "../data/index.ts";
import { dense, embedding, gru, lstm } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { openSource } from "../sources/index.ts";
import { refusedLater } from "../testing/refused.ts";
import { train } from "../training/index.ts";
import { toUtf8 } from "../utf8.ts";
import { generateText, type TextOptions } from "./generate-text.ts";
import { nextCharacters } from "./next-characters.ts";

const steps = 8;
const text = "abcd".repeat(60);
const source = () => openSource([{ path: "text", read: async () => toUtf8(text) }], { named: "text", steps });

async function written(net: Network, options: TextOptions): Promise<string> {
  let all = "";
  for await (const character of generateText(net, options)) all += character;
  return all;
}

async function writer(more: object = {}) {
  const { training, test } = await source();
  const net = network({
    input: [steps, 1],
    layers: [embedding(4, 4), gru(8, { output: "every", ...more }), dense(4, "softmax")],
    seed: 1,
  });
  const options = {
    epochs: 60,
    miniBatchSize: 4,
    learningRate: 0.03,
    optimizer: "adam",
    evaluate: { test: test as Dataset },
  } as const;
  let bits = 0;
  for await (const { evaluations } of train(net, training, options)) {
    const { bits: now = Number.NaN, dataCost } = evaluations.test!;
    expect(now).toBe(dataCost / Math.LN2);
    bits = now;
  }
  return { net, bits };
}

describe("a network that learned from a text", () => {
  it("says in bits how well it knows it, and goes on as it would", async () => {
    const { net, bits } = await writer();
    expect(bits).toBeLessThan(0.5);
    expect(await written(net, { prompt: "abc", length: 20, temperature: 0 })).toBe("dabcdabcdabcdabcdabc");
    expect((await written(net, { prompt: "d", length: 12, temperature: 0.1 })).length).toBe(12);
    const wild = { prompt: "a", length: 60, temperature: 8, seed: 3 };
    const first = await written(net, wild);
    expect(await written(net, wild)).toBe(first);
    expect(await written(net, { ...wild, seed: 4 })).not.toBe(first);
    // A hot network is nearly a die.
    expect(new Set(first).size).toBe(4);
    // The beginning of what is made does not depend on how much follows.
    expect(first.startsWith(await written(net, { ...wild, length: 10 }))).toBe(true);
  });

  it("holds likely what follows, of a long text by its end", async () => {
    const { net } = await writer();
    const next = await nextCharacters(net, "abcdab");
    expect(next.map(({ character }) => character).sort()).toEqual(["a", "b", "c", "d"]);
    expect(next[0].character).toBe("c");
    expect(next.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
    const input = new Float32Array(steps);
    input.set([0, 1, 2, 3, 0, 1]);
    const outputs = await net.predict(input);
    expect(next[0].probability).toBeCloseTo(outputs[5 * 4 + 2], 6);
    expect(await nextCharacters(net, `ddd${"abcd".repeat(2)}`)).toEqual(await nextCharacters(net, "abcdabcd"));
    expect((await refusedLater(nextCharacters(net, ""))).code).toBe("text.options");
    expect((await refusedLater(nextCharacters(net, "abx"))).message).toContain('"x" at place 2');
    net.parameters.get("layers.2.biases")!.values.fill(Number.NaN);
    expect((await refusedLater(nextCharacters(net, "a"))).code).toBe("network.outputs");
  });

  it("refuses characters that it does not know, and what is no option", async () => {
    const { training } = await source();
    const net = network({ input: [steps, 1], layers: [embedding(4, 2), dense(4, "softmax")], seed: 1 });
    net.preparation = training.preparation;
    const code = async (options: object) => (await refusedLater(written(net, options))).code;
    const error = await refusedLater(written(net, { prompt: "abxy" }));
    expect(error.message).toMatch(/"x" at place 2, "y" at place 3/);
    expect(error.code).toBe("text.character");
    for (const wrong of [
      { prompt: "" },
      { prompt: 3 },
      { length: 0 },
      { length: 1.5 },
      { temperature: -1 },
      { heat: 1 },
    ])
      expect(await code(wrong)).toBe("text.options");
    expect(await code({ temperature: Number.NaN })).toBe("text.options");
    expect(await code({ seed: -1 })).toBe("seed");
    expect((await written(net, { length: 3 })).length).toBe(3);
  });

  it("must have learned from a text, at every step, and forward", async () => {
    const { training } = await source();
    const none = network({ input: [steps, 1], layers: [embedding(4, 2), dense(4, "softmax")], seed: 1 });
    expect((await refusedLater(written(none, {}))).code).toBe("text.network");
    expect((await refusedLater(nextCharacters(none, "a"))).code).toBe("text.network");
    const both = network({
      input: [steps, 1],
      layers: [embedding(4, 2), lstm(3, { direction: "both", output: "every" }), dense(4, "softmax")],
      seed: 1,
    });
    both.preparation = training.preparation;
    expect((await refusedLater(written(both, {}))).message).toContain("reads backward");
  });
});
