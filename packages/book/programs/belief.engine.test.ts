/** The reading room's deep belief net and the library's: up, down, and which label goes best with an example. */
import { Dataset } from "nndl";
import { BeliefNet, BoltzmannMachine, beliefDreams, machineFeatures } from "nndl/generative";
import { expect, test } from "vitest";
import { down, learn, recognize, smudgedDigits, up } from "./belief.ts";
import type { Machine } from "./boltzmann.ts";
import { Random } from "./random.ts";

const random = new Random(3);
const examples = smudgedDigits(4, random);
const program = learn([15, 12, 10], 5, examples, { epochs: 20, size: 5, eta: 0.2 }, random);
const data = new Dataset({
  shape: [15],
  features: Float32Array.from(examples.flatMap(({ v }) => v)),
  targets: { kind: "classes", labels: examples.map(({ label }) => label), classes: 5 },
});

/** The program's machine as the library has it, rounded to float32. */
function machineOf({ weights, visibleBiases, hiddenBiases }: Machine, classes: number): BoltzmannMachine {
  return BoltzmannMachine.fromParameters(
    { visible: visibleBiases.length, hidden: hiddenBiases.length, classes },
    {
      weights: Float32Array.from(weights.flat()),
      visibleBiases: Float32Array.from(visibleBiases),
      hiddenBiases: Float32Array.from(hiddenBiases),
    },
  );
}

const [lower, upper] = program.machines.map((machine, l) => machineOf(machine, l === 1 ? 5 : 0));
const net = BeliefNet.fromMachines([lower, upper]);

test("what the lower machine makes of the examples is the library's", async () => {
  const features = await machineFeatures(lower, data, 1);
  examples.forEach(({ v }, n) => {
    up(program, v).forEach((mean, j) => {
      expect(mean).toBeCloseTo(features.input(n)[j], 5);
    });
  });
});

test("the label of the smallest free energy is the library's", () => {
  for (const { v } of examples) {
    const features = up(program, v);
    const energies = [0, 1, 2, 3, 4].map((label) =>
      upper.freeEnergy([...features, ...[0, 1, 2, 3, 4].map((n) => (n === label ? 1 : 0))]),
    );
    expect(recognize(program, v)).toBe(energies.indexOf(Math.min(...energies)));
  }
});

test("what the library's net dreams comes down as the program's would", async () => {
  for await (const { images, top } of beliefDreams(net, { classes: [0, 1, 2, 3, 4], sweeps: 3, every: 3 }))
    for (let i = 0; i < 5; i++)
      down(program, [...top.subarray(17 * i, 17 * i + 17)]).forEach((mean, k) => {
        expect(mean).toBeCloseTo(images[15 * i + k], 5);
      });
});
