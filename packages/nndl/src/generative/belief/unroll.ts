import { NndlError } from "../../errors.ts";
import { Network } from "../../network/index.ts";
import type { BoltzmannMachine } from "../machine.ts";
import { transposed } from "../measure.ts";

/**
 * A deep autoencoder that starts where a stack of machines is: up through all of them to a code, and down again by the same
 * weights. Backpropagation then tunes it (`train` on `autoencoder(data)`).
 *
 * The units of the code are linear, although the last machine's are binary: near ½ the sigmoid is the line ½ + z/4, so the code is z and
 * the weights that leave it are a quarter, with half of each added to the bias.
 *
 * @throws NndlError "belief.machines"
 * @example
 * const machines = beliefMachines({ sizes: [784, 100, 2] });
 * unrolled(machines).layers.map(({ output }) => output[0]); // [100, 2, 100, 784]
 * @see G. Hinton and R. Salakhutdinov, "Reducing the dimensionality of data with neural networks", 2006
 */
export function unrolled(machines: readonly BoltzmannMachine[]): Network {
  const last = machines.length - 1;
  const fits = machines.every(
    ({ spec }, i) => spec.classes === 0 && (i === 0 || spec.visible === machines[i - 1].spec.hidden),
  );
  if (last < 0 || !fits)
    throw new NndlError("belief.machines", {
      received: `machines of ${machines.map(({ spec }) => `${spec.visible} and ${spec.hidden}`).join(", ") || "no"} units`,
      expected: "each machine's visible units must be the hidden ones of the machine below, and none stand for classes",
      next: "Make them with beliefMachines.",
    });
  const dense = (units: number, activation: "sigmoid" | "linear") => ({ type: "dense" as const, units, activation });
  const [{ spec: bottom }] = machines;
  const made = Network.initialize({
    input: [bottom.visible],
    layers: [
      ...machines.map(({ spec }, i) => dense(spec.hidden, i === last ? "linear" : "sigmoid")),
      ...[...machines]
        .reverse()
        .map(({ spec }) => dense(spec.visible, spec.units === "gaussian" ? "linear" : "sigmoid")),
    ],
    cost: bottom.units === "gaussian" ? "quadratic" : "cross-entropy",
    seed: bottom.seed,
  });
  const set = (layer: number, name: "weights" | "biases", values: Float32Array) =>
    made.parameters.get(`layers.${layer}.${name}`)?.values.set(values);
  machines.forEach((machine, i) => {
    const { visible, hidden } = machine.spec;
    const back = 2 * machines.length - 1 - i;
    set(i, "weights", machine.weights);
    set(i, "biases", machine.hiddenBiases);
    const down = transposed(machine.weights, hidden, visible);
    if (i < last) {
      set(back, "weights", down);
      set(back, "biases", machine.visibleBiases);
      return;
    }
    const biases = machine.visibleBiases.slice();
    for (let k = 0; k < visible; k++) for (let j = 0; j < hidden; j++) biases[k] += down[k * hidden + j] / 2;
    set(
      back,
      "weights",
      down.map((weight) => weight / 4),
    );
    set(back, "biases", biases);
  });
  return made;
}
