import { dense, Network, parameterName, regression, train } from "nndl";
import { expect, it } from "vitest";
import { type CostName, learn, most, starts } from "./learn.ts";

const last = (cost: CostName, start: keyof typeof starts, asInPage = false) =>
  learn(cost, { start: starts[start], rate: 0.15, asInPage }).at(-1)!;

it("ends where the book's four animations end", () => {
  const near = (value: number, digits: number) => expect.closeTo(value, digits);
  expect(last("quadratic", "mild")).toMatchObject({ w: near(-1.284, 3), b: near(-0.984, 3), output: near(0.0938, 4) });
  expect(last("quadratic", "bad")).toMatchObject({ w: near(-0.689, 3), b: near(-0.689, 3), output: near(0.2013, 4) });
  expect(last("cross-entropy", "mild", true)).toMatchObject({ w: near(-1.739, 3), output: near(0.04, 4) });
  expect(last("cross-entropy", "bad", true)).toMatchObject({ w: near(-1.5, 3), output: near(0.0474, 4) });
  expect(last("cross-entropy", "mild").output).toBeCloseTo(0.0116, 4);
  expect(last("cross-entropy", "bad").output).toBeCloseTo(0.012, 4);
});

it.each(["quadratic", "cross-entropy"] as const)(
  "is what the library's network does with the %s cost",
  async (cost) => {
    const moments = learn(cost, { start: starts.bad, rate: 0.15, asInPage: false });
    const network = Network.fromParameters(
      { input: [1], layers: [dense(1, "sigmoid")], cost },
      new Map([
        [parameterName(0, "weights"), { shape: [1, 1], values: [2] }],
        [parameterName(0, "biases"), { shape: [1], values: [2] }],
      ]),
    );
    for await (const _ of train(network, regression([[1]], [[0]]), {
      epochs: most,
      miniBatchSize: 1,
      learningRate: 0.15,
    }));
    const weight = network.parameters.get(parameterName(0, "weights"))!.values[0]!;
    expect(weight).toBeCloseTo(moments.at(-1)!.w, 4);
  },
);

it("tells the cost and the slope of each moment", () => {
  const [first] = learn("quadratic", { start: starts.bad, rate: 0.15, asInPage: false });
  const a = 1 / (1 + Math.exp(-4));
  expect(first).toMatchObject({ output: a, cost: a ** 2 / 2, slope: expect.closeTo(a * a * (1 - a), 12) });
  const [other] = learn("cross-entropy", { start: starts.bad, rate: 0.15, asInPage: false });
  expect(other).toMatchObject({ cost: expect.closeTo(-Math.log(1 - a), 12), slope: a });
});
