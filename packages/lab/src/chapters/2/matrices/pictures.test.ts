import { backprop, feedforward } from "@nndl/book/programs/backprop";
import { multiply } from "@nndl/book/programs/matrix-backprop";
import { expect, it } from "vitest";
import { modelOf } from "../machine/model.ts";
import { start } from "../machine/start.ts";
import { byDiagonals, byNumbers, examplesFor, miniBatch } from "./pictures.ts";

const { net, x, y } = modelOf({ ...start, kinds: "" });
const [input, wanted] = [[...x], [...y]];
const near = (values: readonly (readonly number[])[]) => values.map((row) => row.map((v) => expect.closeTo(v, 12)));

it("number by number and by diagonal matrices the errors are those of backpropagation", () => {
  const errors = backprop(net, input, wanted).nablaB[0]!.map((error) => [error]);
  expect(byNumbers(net, input, wanted).at(-1)!.values).toEqual(near(errors));
  const factors = byDiagonals(net, input, wanted);
  expect(factors.at(-1)!.values).toEqual(near(errors));
  const product = factors
    .slice(0, -1)
    .map(({ values }) => values)
    .reduce(multiply);
  expect(product).toEqual(near(errors));
});

it.each([1, 2, 5])("a mini-batch of %d at once has the sum of its gradients", (count) => {
  const examples = examplesFor([2, 3, 2], count);
  const { forward, gradient, summed } = miniBatch(net, examples);
  expect(gradient.at(-1)!.values).toEqual(near(summed));
  expect(gradient[0]!.values[0]).toHaveLength(count);
  examples.forEach(([x], i) => {
    const { zs, activations } = feedforward(net, x);
    expect(forward[3]!.values.map((row) => row[i])).toEqual(zs[0]!.map((z) => expect.closeTo(z, 12)));
    expect(forward[4]!.values.map((row) => row[i])).toEqual(activations[1]!);
  });
});
