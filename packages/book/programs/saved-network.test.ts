import { describe, expect, test } from "vitest";
import { QuadraticCost } from "./costs.ts";
import { asTraining, tinyDigits } from "./examples.ts";
import { Network } from "./network2.ts";
import { Random } from "./random.ts";
import { demo, load, save } from "./saved-network.ts";

describe("save and load", () => {
  test("give the same network back, to the bit", () => {
    const net = new Network([15, 6, 10], new Random(1), QuadraticCost);
    net.sgd(asTraining(tinyDigits(50, new Random(2))), 3, 10, 3);
    const again = load(save(net), new Random(3));
    expect(again.sizes).toEqual(net.sizes);
    expect(again.weights).toEqual(net.weights);
    expect(again.biases).toEqual(net.biases);
    expect(again.cost).toBe(QuadraticCost);
    expect(save(again)).toBe(save(net));
  });

  test("the shape is the book's: biases are columns", () => {
    const net = new Network([2, 1], new Random(1));
    net.weights = [[[0.5, -1]]];
    net.biases = [[0.25]];
    expect(JSON.parse(save(net))).toEqual({
      sizes: [2, 1],
      weights: [[[0.5, -1]]],
      biases: [[[0.25]]],
      cost: "CrossEntropyCost",
    });
  });

  test("plain lists of biases are read as well", () => {
    const text = '{"sizes":[2,1],"weights":[[[0.5,-1]]],"biases":[[0.25]],"cost":"CrossEntropyCost"}';
    expect(load(text, new Random(1)).biases).toEqual([[0.25]]);
  });

  test("a network with a weight that is not a number is not saved", () => {
    const net = new Network([2, 1], new Random(1));
    net.weights[0][0][1] = Number.NaN;
    expect(() => save(net)).toThrow("not a finite number");
  });

  const good = { sizes: [2, 1], weights: [[[1, 2]]], biases: [[[3]]], cost: "QuadraticCost" };
  test.each<[string, unknown, string]>([
    ["a list", [], "no list of sizes"],
    ["null", null, "must be an object"],
    ["no sizes", { ...good, sizes: undefined }, "no list of sizes"],
    ["sizes of 0", { ...good, sizes: [2, 0] }, "sizes must be"],
    ["an unknown cost", { ...good, cost: "HingeCost" }, "one of QuadraticCost, CrossEntropyCost"],
    ["a missing weight", { ...good, weights: [[[1]]] }, "weights do not fit"],
    ["a weight of text", { ...good, weights: [[[1, "2"]]] }, "weights do not fit"],
    ["a null weight", { ...good, weights: [[[1, null]]] }, "weights do not fit"],
    ["a layer too many", { ...good, biases: [[[3]], [[3]]] }, "biases do not fit"],
    ["biases of text", { ...good, biases: "3" }, "biases do not fit"],
  ])("%s is refused", (_name, value, words) => {
    expect(() => load(JSON.stringify(value), new Random(1))).toThrow(words);
  });

  test("a torn file is refused", () => {
    expect(() => load(JSON.stringify(good).slice(0, 30), new Random(1))).toThrow("must be JSON text");
  });
});

test("the demonstration's network is as good after loading as before", () => {
  const [trained, , loaded] = demo().map((line) => line.split(":")[1].trim());
  expect(loaded).toBe(trained);
});
