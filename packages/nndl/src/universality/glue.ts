import { counted, NndlError, show } from "../errors.ts";
import { activationOf } from "../layers/index.ts";
import { Network, parameterName } from "../network/index.ts";
import { type HandmadeLayer, handmade } from "./handmade.ts";

/**
 * Several networks for the same input as one network: neurons of the same depth stand side by side, with weights of 0
 * between what was separate, and the outputs follow one another. So a function with n outputs is approximated by n
 * networks, one for each component.
 *
 * @param networks of dense layers, with equally many inputs, equally deep, and the same activations depth by depth
 * @throws NndlError "universality.glue" when they do not fit together
 * @example
 * const circle = glue([
 *   approximateByBumps((t) => Math.cos(6 * t), { bumps: 20 }),
 *   approximateByBumps((t) => Math.sin(6 * t), { bumps: 30 }),
 * ]);
 * circle.outputSize; // 2
 * @see chapter 4, "Many input variables", the last exercise: functions from R^m to R^n
 */
export function glue(networks: readonly Network[]): Network {
  const [first] = Array.isArray(networks) ? networks : [];
  if (!(first instanceof Network)) throw misfit("one network or more must be given", show(networks));
  const wanted = describe(first);
  for (const [i, net] of networks.entries()) {
    if (net.layers.some(({ spec }) => spec.type !== "dense"))
      throw misfit(
        "every layer must be dense",
        `a ${net.layers.find(({ spec }) => spec.type !== "dense")!.spec.type} layer`,
      );
    if (describe(net) !== wanted) throw misfit(`network ${i + 1} must have ${wanted}, as the first has`, describe(net));
  }
  return handmade(
    first.inputSize,
    first.layers.map((_, index) => beside(networks, index)),
  );
}

function beside(networks: readonly Network[], index: number): HandmadeLayer {
  const parts = networks.map((net) => ({
    weights: net.parameters.get(parameterName(index, "weights"))!,
    biases: net.parameters.get(parameterName(index, "biases"))!.values,
  }));
  // The first layer sees the common input; those above it see their own network's neurons, after those of the others.
  const shared = index === 0;
  const width = shared ? networks[0]!.inputSize : parts.reduce((sum, { weights }) => sum + weights.shape[1]!, 0);
  const units = parts.reduce((sum, { biases }) => sum + biases.length, 0);
  const weights = new Float32Array(units * width);
  let row = 0;
  let column = 0;
  for (const part of parts) {
    const inputs = part.weights.shape[1]!;
    for (let j = 0; j < part.biases.length; j++, row++)
      weights.set(part.weights.values.subarray(j * inputs, (j + 1) * inputs), row * width + column);
    if (!shared) column += inputs;
  }
  const biases = Float32Array.from(parts.flatMap((part) => Array.from(part.biases)));
  return { weights, biases, activation: activationOf(networks[0]!.layers[index]!.spec) };
}

function describe(net: Network): string {
  return `${counted(net.inputSize, "input")} and the activations ${net.layers.map(({ spec }) => activationOf(spec)).join(", ")}`;
}

function misfit(expected: string, received: string): NndlError {
  return new NndlError("universality.glue", {
    received,
    expected,
    next: "Glue networks that were made in the same way.",
  });
}
