/** For tests: small machines, and data that they learn from. */
import { Dataset } from "../data/index.ts";
import { BoltzmannMachine } from "../generative/machine.ts";
import type { MachineRules, MachineSession } from "../generative/session.ts";
import type { MachineInput } from "../generative/spec.ts";
import { stream } from "../random/index.ts";

/** A machine with weights and biases of some size, so that its units depend on one another. */
export function livelyMachine(input: MachineInput, deviation = 0.6): BoltzmannMachine {
  const machine = BoltzmannMachine.initialize(input);
  for (const name of ["weights", "visibleBiases", "hiddenBiases"] as const)
    stream(input.seed ?? 0, `test/${name}`).fillGaussian(machine[name], 0, deviation);
  return machine;
}

/** Examples of zeros and ones, or gaussian ones; the last units one-hot where there are classes. */
export function machineData(
  { visible, units = "binary", classes = 0, seed = 0 }: MachineInput,
  count: number,
  share = 0.3,
): Dataset {
  const random = stream(seed, "test/features");
  const features = new Float32Array(count * visible);
  for (let i = 0; i < features.length; i++) {
    const [unit, free] = [i % visible, visible - classes];
    if (unit >= free) features[i] = unit - free === Math.floor(i / visible) % classes ? 1 : 0;
    else features[i] = units === "gaussian" ? random.gaussian() : random.uniform() < share ? 1 : 0;
  }
  return new Dataset({
    shape: [visible],
    features,
    targets: { kind: "classes", labels: Array.from({ length: count }, (_, i) => i % 2), classes: 2 },
  });
}

export const plainRules: MachineRules = {
  miniBatchSize: 4,
  momentum: 0,
  weightDecay: 0,
  sparsity: undefined,
  persistent: false,
  examples: "given",
  chains: "drawn",
};

/** All of the data, in order, once. */
export function trainOnce(
  session: MachineSession,
  count: number,
  { learningRate = 0.1, gibbsSteps = 1, stepsBefore = 0 } = {},
): void {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  session.train({ order, from: 0, to: count, stepsBefore, learningRate, gibbsSteps });
}

/** All states of some binary units. */
export function allStates(units: number): number[][] {
  return Array.from({ length: 2 ** units }, (_, n) => Array.from({ length: units }, (__, i) => (n >> i) & 1));
}
