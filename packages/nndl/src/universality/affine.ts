import { NndlError } from "../errors.ts";
import { activationOf } from "../layers/index.ts";
import { checkNetwork, type Network, parameterName } from "../network/index.ts";
import { handmade } from "./handmade.ts";

/**
 * The one layer that does what a network of linear layers does: W₂·(W₁·x + b₁) + b₂ = (W₂·W₁)·x + (W₂·b₁ + b₂), and so on
 * up. However deep, linear neurons compute an affine map and nothing else, so they are not universal.
 *
 * @returns a network of a single linear layer, its weights [outputs, inputs] multiplied in float64
 * @throws NndlError "network.instance", or "universality.linear" when a layer is not dense, or not linear
 * @example
 * const deep = network({ input: [3], layers: [dense(5, "linear"), dense(2, "linear")] });
 * collapseLinear(deep).parameterCount; // 8
 * @see chapter 4, "Extension beyond sigmoid neurons", the problem about linear neurons
 */
export function collapseLinear(net: Network): Network {
  checkNetwork(net);
  const odd = net.layers.find(({ spec }) => spec.type !== "dense" || activationOf(spec) !== "linear");
  if (odd !== undefined)
    throw new NndlError("universality.linear", {
      received: `layer ${odd.index + 1}: ${odd.spec.type}, ${activationOf(odd.spec)}`,
      expected: "every layer must be dense and linear",
      next: "A network with any other activation is not an affine map.",
    });
  const inputs = net.inputSize;
  // Columns: what becomes of each input, and, last, of the constant 1.
  const columns = Array.from({ length: inputs + 1 }, (_, k) =>
    Float64Array.from({ length: inputs }, (_, i) => (i === k ? 1 : 0)),
  );
  const mapped = net.layers.reduce((below, { index }) => {
    const weights = net.parameters.get(parameterName(index, "weights"))!.values;
    const biases = net.parameters.get(parameterName(index, "biases"))!.values;
    return below.map((column, k) =>
      Float64Array.from(biases, (bias, j) =>
        column.reduce((sum, value, i) => sum + weights[j * column.length + i]! * value, k === inputs ? bias : 0),
      ),
    );
  }, columns);
  const biases = mapped[inputs]!;
  const weights = Float64Array.from(
    { length: biases.length * inputs },
    (_, at) => mapped[at % inputs]![Math.floor(at / inputs)]!,
  );
  return handmade(inputs, [{ weights, biases, activation: "linear" }]);
}
