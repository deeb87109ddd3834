import { sigmoid, tanh } from "nndl/arithmetic";
import { type Activation, activations, type Cost, costs } from "nndl/functions";
import { experimentOf } from "../experiment.ts";
import type { NumberFigure } from "../figure.ts";

/** Where things are compared. */
const zs = Array.from({ length: 81 }, (_, i) => (i - 40) / 5);
const targets = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

/** A difference that should be nothing but rounding, or what a numeric derivative leaves. */
function nothing(title: string, to: number): NumberFigure {
  return { kind: "number", title, unit: "", judge: { by: "range", to } };
}

export const experiment = experimentOf({
  name: "ch3/identities",
  id: "X3.27",
  rows: ["X3.1", "X3.3", "X3.4", "X3.5", "A3.4", "A3.5", "A3.6", "A3.7"],
  title: "What chapter 3 proves about σ and the cross-entropy, in numbers",
  section: "Chapter 3, The cross-entropy cost function",
  about: "The library's own functions and costs, against formulas, numeric derivatives and numeric integrals",
  claim:
    "σ(z) = (1 + tanh(z/2))/2; σ′ = σ(1 − σ); the cross-entropy is least at a = y, and its error is a − y; ∫ σ(1 − σ) = 1/6",
  chance: false,
  quick: "same",
  figures: {
    sixth: {
      kind: "number",
      title: "∫ a(1 − a) da from 0 to 1, the mean by which the quadratic cost slows down (rule of thumb for η)",
      unit: "",
      digits: 4,
      book: 1 / 6,
      judge: { by: "ratio", within: 1.00001 },
    },
    tanh: nothing("σ(z) against (1 + tanh(z/2))/2", 1e-15),
    slope: nothing("σ′(z) against σ(1 − σ)", 1e-15),
    crossEntropyError: nothing("error of a sigmoid output with the cross-entropy, against a − y", 1e-12),
    linearError: nothing("error of a linear output with the quadratic cost, against a − y", 1e-12),
    quadraticError: nothing("error of a sigmoid output with the quadratic cost, against (a − y) σ′", 1e-12),
    least: nothing("where the cross-entropy is least, against y", 1e-6),
    entropy: nothing("the cross-entropy there, against −y ln y − (1 − y) ln(1 − y)", 1e-9),
    integral: nothing("the cross-entropy as the integral of (a − y)/(a(1 − a)), against itself", 1e-6),
  },
  note: "In float64; the integrals are Simpson's, the least value is found by a search that knows no derivative.",
  run() {
    const worst = (values: readonly number[]) => Math.max(...values.map(Math.abs));
    const over = (at: (z: number, y: number) => number) => worst(zs.flatMap((z) => targets.map((y) => at(z, y))));
    return Promise.resolve({
      sixth: simpson((a) => a * (1 - a), 0, 1),
      tanh: worst(zs.map((z) => sigmoid(z) - (1 + tanh(z / 2)) / 2)),
      slope: worst(zs.map((z) => slopeOf(activations.sigmoid, z) - sigmoid(z) * (1 - sigmoid(z)))),
      crossEntropyError: over((z, y) => errorOf(costs["cross-entropy"], activations.sigmoid, z, y) - (sigmoid(z) - y)),
      linearError: over((z, y) => errorOf(costs.quadratic, activations.linear, z, y) - (z - y)),
      quadraticError: over(
        (z, y) =>
          errorOf(costs.quadratic, activations.sigmoid, z, y) - (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z)),
      ),
      least: worst(inner.map((y) => leastOf(y) - y)),
      entropy: worst(inner.map((y) => crossEntropy(leastOf(y), y) + y * Math.log(y) + (1 - y) * Math.log(1 - y))),
      integral: worst(
        inner.map((y) => {
          const rise = simpson((a) => (a - y) / (a * (1 - a)), 0.5, 0.9);
          return rise - (crossEntropy(0.9, y) - crossEntropy(0.5, y));
        }),
      ),
    });
  },
});

const inner = targets.filter((y) => y > 0 && y < 1);

function slopeOf(activation: Activation, z: number): number {
  const [zs, a, slope] = [Float64Array.of(z), new Float64Array(1), new Float64Array(1)];
  activation.value(zs, a);
  activation.derivative(zs, a, Float64Array.of(1), slope);
  return slope[0];
}

/** ∂C/∂z of one output. */
function errorOf(cost: Cost, activation: Activation, z: number, y: number): number {
  const [zs, a, error] = [Float64Array.of(z), new Float64Array(1), new Float64Array(1)];
  activation.value(zs, a);
  cost.outputError({ activation, z: zs, a }, Float64Array.of(y), error);
  return error[0];
}

/** The library's cost of one output that is a. */
function crossEntropy(a: number, y: number): number {
  const z = Float64Array.of(Math.log(a / (1 - a)));
  return costs["cross-entropy"].value(
    { activation: activations.sigmoid, z, a: Float64Array.of(a) },
    Float64Array.of(y),
  );
}

/** The a between 0 and 1 whose cost is least, by dividing the interval in the golden ratio. */
function leastOf(y: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [1e-6, 1 - 1e-6];
  while (high - low > 1e-9) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (crossEntropy(left, y) < crossEntropy(right, y)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

function simpson(f: (x: number) => number, from: number, to: number, steps = 1000): number {
  const h = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}
