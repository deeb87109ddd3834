/**
 * A deep belief net (named in chapter 6): restricted Boltzmann machines one upon another. Each learns what is behind the one below; the
 * topmost learns the labels too. Run forward it recognizes; run backward it makes an example of what it is asked for.
 */
import { draw, freeEnergy, hiddenMeans, type Machine, randomMachine, train, visibleMeans } from "./boltzmann.ts";
import { check, checkSizes } from "./check.ts";
import { Random } from "./random.ts";

/** From the bottom up. The last machine's visible neurons are the hidden ones below it, and one more for each label. */
export interface BeliefNet {
  machines: Machine[];
  labels: number;
}

export interface Labelled {
  v: number[];
  label: number;
}

/** A 1 for the label among zeros. */
function oneHot(label: number, labels: number): number[] {
  check(
    Number.isInteger(label) && label >= 0 && label < labels,
    `a label must be from 0 to ${labels - 1}; received ${label}`,
  );
  return Array.from({ length: labels }, (_, n) => (n === label ? 1 : 0));
}

/** What the neurons below the topmost machine make of an example: the means of each machine's hidden neurons, given to the next. */
export function up({ machines }: BeliefNet, v: number[]): number[] {
  return machines.slice(0, -1).reduce((below, machine) => hiddenMeans(machine, below), v);
}

/** Trains machine by machine: when one is done, what it makes of the examples are the examples of the next. */
export function learn(
  sizes: number[],
  labels: number,
  examples: Labelled[],
  { epochs, size, eta }: { epochs: number; size: number; eta: number },
  random: Random,
): BeliefNet {
  checkSizes(sizes);
  check(examples.length > 0, "a deep belief net needs examples");
  const net: BeliefNet = { machines: [], labels };
  let seen = examples.map(({ v }) => v);
  sizes.slice(1).forEach((hidden, l) => {
    const isTop = l === sizes.length - 2;
    if (isTop) seen = seen.map((v, n) => [...v, ...oneHot(examples[n].label, labels)]);
    const machine = randomMachine(seen[0].length, hidden, random);
    train(machine, seen, epochs, size, eta, random);
    net.machines.push(machine);
    seen = seen.map((v) => hiddenMeans(machine, v));
  });
  return net;
}

/** The topmost machine. */
function top({ machines }: BeliefNet): Machine {
  return machines[machines.length - 1];
}

/** Which label is the most probable together with the example: that of the smallest free energy. */
export function recognize(net: BeliefNet, v: number[]): number {
  const features = up(net, v);
  const energies = Array.from({ length: net.labels }, (_, label) =>
    freeEnergy(top(net), [...features, ...oneHot(label, net.labels)]),
  );
  return energies.indexOf(Math.min(...energies));
}

/** From the topmost machine's visible neurons down to the bottom: the means of each layer, given to the next below. */
export function down({ machines, labels }: BeliefNet, visible: number[]): number[] {
  const below = machines.slice(0, -1).reverse();
  return below.reduce((h, machine) => visibleMeans(machine, h), visible.slice(0, visible.length - labels));
}

/** Runs the net backward: the topmost machine dreams with a label held, and what comes of it goes down. */
export function imagine(net: BeliefNet, label: number, sweeps: number, random: Random): number[] {
  const machine = top(net);
  const held = oneHot(label, net.labels);
  const free = machine.visibleBiases.length - net.labels;
  let v = [...Array.from({ length: free }, () => (random.uniform() < 0.5 ? 1 : 0)), ...held];
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const h = draw(hiddenMeans(machine, v), random);
    v = [...draw(visibleMeans(machine, h).slice(0, free), random), ...held];
  }
  return down(net, v);
}

/** Digits as a pocket calculator shows them, 3 × 5 pixels. */
const digits = ["####.##.##.####", ".#..#..#..#..#.", "###..#####..###", "###..####..####", "#.##.####..#..#"];

/** Copies of them in which one pixel in fifteen is wrong. */
export function smudgedDigits(copies: number, random: Random): Labelled[] {
  return digits.flatMap((digit, label) =>
    Array.from({ length: copies }, () => ({
      v: [...digit].map((pixel) => ((pixel === "#") !== random.uniform() < 1 / 15 ? 1 : 0)),
      label,
    })),
  );
}

export function demo(): string[] {
  const random = new Random(7);
  const examples = smudgedDigits(30, random);
  const net = learn([15, 20, 30], digits.length, examples, { epochs: 60, size: 5, eta: 0.2 }, random);
  const right = examples.filter(({ v, label }) => recognize(net, v) === label).length;
  const lines = [
    `five digits of 3 × 5 pixels, ${examples.length} smudged copies; machines of 15 and 20, and of 20 + 5 and 30 neurons`,
    `recognized: ${right} of ${examples.length}`,
    "ask for 0, 1, 2, 3, 4 (## where a pixel is more likely on than off):",
  ];
  const imagined = digits.map((_, label) => imagine(net, label, 100, random));
  for (const row of [0, 1, 2, 3, 4]) {
    const pixels = (v: number[]) =>
      v
        .slice(3 * row, 3 * row + 3)
        .map((mean) => (mean > 0.5 ? "##" : "··"))
        .join("");
    lines.push(imagined.map(pixels).join("   "));
  }
  return lines;
}
