import { dense, network } from "nndl";
import { describe, expect, test } from "vitest";
import { learnParity, mistakesOf, parityTable, throughTree } from "./trained-parity.ts";

test("the table has every input once, with its parity", () => {
  const table = parityTable(3);
  const rows = Array.from({ length: table.count }, (_, i) => `${table.input(i).join("")} ${table.target(i).join("")}`);
  expect(rows).toEqual(["000 0", "100 1", "010 1", "110 0", "001 1", "101 0", "011 0", "111 1"]);
});

/** Always 1 where the first input is 1, else 0: right for the half of all. */
function first(bits: number) {
  const net = network({ input: [bits], layers: [dense(1, "sigmoid")], cost: "cross-entropy", seed: 1 });
  net.parameters.get("layers.0.weights")!.values.set([20, ...Array<number>(bits - 1).fill(0)]);
  net.parameters.get("layers.0.biases")!.values.set([-10]);
  return net;
}

test("mistakes are counted over the whole table", async () => {
  expect(await mistakesOf(first(3), parityTable(3))).toBe(4);
});

describe("a hidden layer", () => {
  test("of one neuron cannot learn the parity of two bits, of three it can", async () => {
    const table = parityTable(2);
    const mistakes = async (hidden: number) => {
      const counts = [];
      for (const seed of [1, 2, 3, 4, 5])
        counts.push(await mistakesOf((await learnParity(table, hidden, seed))!, table));
      return Math.min(...counts);
    };
    expect(await mistakes(1)).toBeGreaterThan(0);
    expect(await mistakes(3)).toBe(0);
  });

  test("learns the same from the same seed, and stops when it is told to", async () => {
    const table = parityTable(2);
    const [one, other] = [await learnParity(table, 2, 7), await learnParity(table, 2, 7)];
    expect(one!.sha256()).toBe(other!.sha256());
    await expect(learnParity(table, 2, 7, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });
});

test("the tree hands on outputs as they are, and what has no partner waits", async () => {
  const answers = await throughTree(first(2), [
    [1, 0, 0, 0, 0],
    [0, 1, 1, 1, 1],
    [0.5, 0, 0, 0, 0],
  ]);
  expect(answers.map((a) => Math.round(a * 100) / 100)).toEqual([1, 0, 0.5]);
  expect(await throughTree(first(2), [[0.25]])).toEqual([0.25]);
});
