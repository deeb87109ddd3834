import { convPool2d, dense, dropout, type NndlError, network } from "nndl";
import { describe, expect, it } from "vitest";
import { bookProblem } from "./book-problem.ts";
import { presets } from "./presets.ts";

const small = { input: [4], seed: 1 };
const networks = [
  ...presets.map(({ recipe }) => recipe.network),
  { ...small, layers: [dense(3), dense(2)], cost: "quadratic" as const },
  { ...small, layers: [dense(3), dense(2)], cost: "cross-entropy" as const },
  { ...small, layers: [dense(3, "tanh"), dense(2)], cost: "quadratic" as const },
  { ...small, layers: [dense(3), dropout(0.5), dense(2)], cost: "quadratic" as const },
  { ...small, layers: [dense(3), dense(2, "softmax")], cost: "log-likelihood" as const },
  { input: [1, 6, 6], layers: [convPool2d(2, 3, 2, "sigmoid"), dense(2)], cost: "quadratic" as const },
];

describe("what the book's JSON cannot hold", () => {
  it.each(networks)("is what the library refuses to write: network %#", (input) => {
    const net = network(input);
    const isRefused = () => {
      try {
        net.toBytes("book-json");
        return false;
      } catch (error) {
        expect((error as NndlError).code).toBe("book-json.unsupported");
        return true;
      }
    };
    expect(bookProblem(net.spec) !== undefined).toBe(isRefused());
  });

  it("is said in words for people", () => {
    const leaky = network({ ...small, layers: [dense(3, "leaky-relu"), dense(2)], cost: "quadratic" });
    expect(bookProblem(leaky.spec)).toMatch(/has a layer with leaky ReLU\.$/);
    const dropped = network({ ...small, layers: [dense(3), dropout(0.5), dense(2)], cost: "quadratic" });
    expect(bookProblem(dropped.spec)).toMatch(/has a layer of another kind \(dropout\)\.$/);
  });
});
