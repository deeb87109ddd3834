import { knownKeys, plainObject, positiveInteger, type Where } from "../check.ts";
import { NndlError } from "../errors.ts";
import { checkNetwork } from "./given-network.ts";
import { Network } from "./network.ts";

/**
 * A network with the weights of another, and a last layer of its own: with as many outputs as are wanted, drawn anew from the
 * seed. For learning other classes with what was learned before; the other layers can be frozen meanwhile.
 *
 * @param outputs how many outputs the last layer, a dense one, is to have
 * @param options seed: of all chance to come, that of the last layer included; the network's own when absent
 * @throws NndlError "network.head" where the last layer is not dense; "layer.units", "seed"
 * @example
 * const letters = withNewHead(net, 26, { seed: 1 });
 * letters.outputSize; // 26
 * // train(letters, data, { epochs: 5, learningRate: 0.1, freeze: [0] }) leaves the first layer as it is.
 */
export function withNewHead(
  network: Network,
  outputs: number,
  options: { readonly seed?: number | undefined } = {},
): Network {
  checkNetwork(network);
  const where: Where = { code: "network.head", what: "the options of withNewHead" };
  knownKeys(plainObject(options, where), ["seed"], where);
  const units = positiveInteger(outputs, { code: "layer.units", what: "the outputs of a new last layer" }, 2 ** 24);
  const { layers, seed } = network.spec;
  const last = layers[layers.length - 1];
  if (last.type !== "dense")
    throw new NndlError("network.head", {
      received: `a network whose last layer is ${last.type}`,
      expected: "a network gets a new last layer where that is dense",
      next: "Make a network of the wanted layers, and copy the parameters that fit.",
    });
  const spec = { ...network.spec, layers: [...layers.slice(0, -1), { ...last, units }], seed: options.seed ?? seed };
  const drawn = Network.initialize(spec);
  for (const [key, { values }] of network.parameters)
    if (!key.startsWith(`layers.${layers.length - 1}.`)) drawn.parameters.get(key)?.values.set(values);
  return drawn;
}
