/**
 * Every number of one example's way forward and back, in the order in which it is computed. Each says from which others it is made,
 * and is made of them by the reading room's equations, one at a time.
 */
import {
  bp1,
  bp2,
  bp3,
  bp4,
  feedforward,
  hadamard,
  quadraticCost,
  quadraticCostDerivative,
} from "@nndl/book/programs/backprop";
import { CrossEntropyCost, crossEntropyDerivative } from "@nndl/book/programs/costs";
import type { Gradient } from "@nndl/book/programs/layer";
import type { CostName, Model } from "./model.ts";
import { type Unit, unitOf } from "./units.ts";

/**
 * x, y: the example; w, b: the network; z, a: forward; C: the cost; g: ∂C/∂a; s: the slope σ′(z); d: the error δ; gb, gw: ∂C/∂b and
 * ∂C/∂w.
 */
export type Kind = "x" | "y" | "w" | "b" | "z" | "a" | "C" | "g" | "s" | "d" | "gb" | "gw";

/** The five steps of the algorithm; what is given belongs to the first. */
export const phases = ["input", "forward", "output error", "backward", "gradient"] as const;
export type Phase = (typeof phases)[number];

/** A part of a formula: letters, or another quantity. */
type Part = string | { readonly of: string };

export interface Quantity {
  /** "w0.1.2": its kind, its layer of weights from 0, its neuron, and from where; all that it has of these. */
  readonly id: string;
  readonly kind: Kind;
  /** The layer of weights, from 0. */
  readonly layer: number;
  /** The neuron, or the input. */
  readonly to: number;
  readonly from?: number;
  /** Of its neuron. */
  readonly unit?: Unit;
  readonly phase: Phase;
  readonly formula: readonly Part[];
  /** Its value, from the values of others. */
  readonly compute: (numberOf: (id: string) => number) => number;
}

export const idOf = {
  x: (k: number) => `x${k}`,
  y: (j: number) => `y${j}`,
  w: (l: number, j: number, k: number) => `w${l}.${j}.${k}`,
  b: (l: number, j: number) => `b${l}.${j}`,
  z: (l: number, j: number) => `z${l}.${j}`,
  /** What a layer of weights gets: the inputs are the activations of layer −1. */
  a: (l: number, j: number) => (l < 0 ? `x${j}` : `a${l}.${j}`),
  g: (l: number, j: number) => `g${l}.${j}`,
  s: (l: number, j: number) => `s${l}.${j}`,
  d: (l: number, j: number) => `d${l}.${j}`,
  gb: (l: number, j: number) => `gb${l}.${j}`,
  gw: (l: number, j: number, k: number) => `gw${l}.${j}.${k}`,
  C: "C",
} as const;

/** What a cost says of the outputs. */
interface OfCost {
  /** @param pairs each output with what is wanted of it */
  formula(pairs: readonly (readonly [Part, Part])[]): readonly Part[];
  value(outputs: number[], targets: number[]): number;
  /** ∂C/∂a of an output. */
  slopeFormula(a: Part, y: Part): readonly Part[];
  slope(outputs: number[], targets: number[]): number[];
  /** The error of an output (BP1). */
  errorFormula(a: Part, y: Part, slope: Part, steepness: Part): readonly Part[];
  error(numberOf: (id: string) => number, its: Readonly<Record<"z" | "a" | "y" | "g" | "s", string>>): number;
}

const sumOf = (parts: readonly (readonly Part[])[], plus: Part) =>
  parts.flatMap((part, i) => (i === 0 ? part : [plus, ...part]));

const costs: Readonly<Record<CostName, OfCost>> = {
  quadratic: {
    formula: (pairs) => [
      "½ · [",
      ...sumOf(
        pairs.map(([a, y]) => ["(", y, " − ", a, ")²"]),
        " + ",
      ),
      "]",
    ],
    value: quadraticCost,
    slopeFormula: (a, y) => [a, " − ", y],
    slope: quadraticCostDerivative,
    errorFormula: (_a, _y, slope, steepness) => [slope, " · ", steepness],
    error: (v, { g, s }) => bp1([v(g)], [v(s)])[0]!,
  },
  "cross-entropy": {
    formula: (pairs) => [
      "−[",
      ...sumOf(
        pairs.map(([a, y]) => [y, " · ln ", a, " + (1 − ", y, ") · ln (1 − ", a, ")"]),
        " + ",
      ),
      "]",
    ],
    value: CrossEntropyCost.fn,
    slopeFormula: (a, y) => ["(", a, " − ", y, ") / (", a, " · (1 − ", a, "))"],
    slope: crossEntropyDerivative,
    errorFormula: (a, y) => [a, " − ", y],
    // The product of slope and steepness would be 0 · ∞ where the neuron is saturated.
    error: (v, { z, a, y }) => CrossEntropyCost.delta([v(z)], [v(a)], [v(y)])[0]!,
  },
};

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const isGiven = ({ kind }: Quantity) => "xywb".includes(kind);

/** What a reader can set. */
export function givenOf(model: Model): readonly Quantity[] {
  const { sizes, net, x, y } = model;
  const given = (id: string, kind: Kind, layer: number, to: number, value: number, from?: number): Quantity => ({
    ...{ id, kind, layer, to, phase: "input", formula: [], compute: () => value },
    ...(from === undefined ? {} : { from }),
  });
  return [
    ...x.map((value, k) => given(idOf.x(k), "x", -1, k, value)),
    ...net.weights.flatMap((layer, l) =>
      layer.flatMap((row, j) => [
        ...row.map((w, k) => given(idOf.w(l, j, k), "w", l, j, w, k)),
        given(idOf.b(l, j), "b", l, j, net.biases[l]![j]!),
      ]),
    ),
    ...y.map((value, j) => given(idOf.y(j), "y", sizes.length - 2, j, value)),
  ];
}

/** What is computed, in the order of the algorithm. */
export function computedOf(model: Model): readonly Quantity[] {
  const { sizes, kinds } = model;
  const ofCost = costs[model.cost];
  const last = sizes.length - 2;
  const layers = range(sizes.length - 1);
  const before = (l: number) => range(sizes[l]!);
  const neurons = (l: number) => range(sizes[l + 1]!);
  let unit = 0;
  const kindOf = layers.map((l) => neurons(l).map(() => unitOf(kinds[unit++]!)));
  const of = (id: string) => ({ of: id });

  const forward = layers.flatMap((l) =>
    neurons(l).flatMap((j): Quantity[] => {
      const its = kindOf[l]![j]!;
      const z: Quantity = {
        ...{ id: idOf.z(l, j), kind: "z", layer: l, to: j, unit: its, phase: "forward" },
        formula: [
          ...before(l).flatMap((k) => [of(idOf.w(l, j, k)), " · ", of(idOf.a(l - 1, k)), " + "]),
          of(idOf.b(l, j)),
        ],
        compute: (v) => {
          const weights = [[before(l).map((k) => v(idOf.w(l, j, k)))]];
          const one = { weights, biases: [[v(idOf.b(l, j))]], neurons: [[its.neuron]] };
          const inputs = before(l).map((k) => v(idOf.a(l - 1, k)));
          return feedforward(one, inputs).zs[0]![0]!;
        },
      };
      const a: Quantity = {
        ...{ id: idOf.a(l, j), kind: "a", layer: l, to: j, unit: its, phase: "forward" },
        formula: its.sign === "" ? [of(z.id)] : [`${its.sign}(`, of(z.id), ")"],
        compute: (v) => its.neuron.f(v(z.id)),
      };
      return [z, a];
    }),
  );

  const outputs = (v: (id: string) => number) => neurons(last).map((j) => v(idOf.a(last, j)));
  const targets = (v: (id: string) => number) => neurons(last).map((j) => v(idOf.y(j)));
  const cost: Quantity = {
    ...{ id: idOf.C, kind: "C", layer: last, to: 0, phase: "forward" },
    formula: ofCost.formula(neurons(last).map((j) => [of(idOf.a(last, j)), of(idOf.y(j))])),
    compute: (v) => ofCost.value(outputs(v), targets(v)),
  };

  const errors = layers.toReversed().flatMap((l) =>
    neurons(l).flatMap((j): Quantity[] => {
      const phase: Phase = l === last ? "output error" : "backward";
      const common = { layer: l, to: j, unit: kindOf[l]![j]!, phase };
      const [z, a] = [idOf.z(l, j), idOf.a(l, j)];
      const above = l === last ? [] : neurons(l + 1);
      const g: Quantity = {
        ...{ id: idOf.g(l, j), kind: "g", ...common },
        formula:
          l === last
            ? ofCost.slopeFormula(of(a), of(idOf.y(j)))
            : sumOf(
                above.map((i) => [of(idOf.w(l + 1, i, j)), " · ", of(idOf.d(l + 1, i))]),
                " + ",
              ),
        compute: (v) =>
          l === last
            ? ofCost.slope([v(a)], [v(idOf.y(j))])[0]!
            : // Not yet times the slope: that is the next number.
              bp2(
                above.map((i) => [v(idOf.w(l + 1, i, j))]),
                above.map((i) => v(idOf.d(l + 1, i))),
                [1],
              )[0]!,
      };
      const s: Quantity = {
        ...{ id: idOf.s(l, j), kind: "s", ...common },
        formula: slopeFormula(common.unit, a, z),
        compute: (v) => common.unit.neuron.prime(v(z)),
      };
      const d: Quantity = {
        ...{ id: idOf.d(l, j), kind: "d", ...common },
        formula:
          l === last ? ofCost.errorFormula(of(a), of(idOf.y(j)), of(g.id), of(s.id)) : [of(g.id), " · ", of(s.id)],
        compute: (v) =>
          l === last ? ofCost.error(v, { z, a, y: idOf.y(j), g: g.id, s: s.id }) : hadamard([v(g.id)], [v(s.id)])[0]!,
      };
      return [g, s, d];
    }),
  );

  const gradient = layers.toReversed().flatMap((l) =>
    neurons(l).flatMap((j): Quantity[] => {
      const d = idOf.d(l, j);
      const common = { layer: l, to: j, phase: "gradient" } as const;
      return [
        { id: idOf.gb(l, j), kind: "gb", ...common, formula: [of(d)], compute: (v) => bp3([v(d)])[0]! },
        ...before(l).map(
          (k): Quantity => ({
            ...{ id: idOf.gw(l, j, k), kind: "gw", ...common, from: k },
            formula: [of(idOf.a(l - 1, k)), " · ", of(d)],
            compute: (v) => bp4([v(idOf.a(l - 1, k))], [v(d)])[0]![0]!,
          }),
        ),
      ];
    }),
  );
  return [...forward, cost, ...errors, ...gradient];
}

/** The slope as one calculates it by hand. */
function slopeFormula({ name }: Unit, a: string, z: string): Quantity["formula"] {
  switch (name) {
    case "sigmoid":
      return [{ of: a }, " · (1 − ", { of: a }, ")"];
    case "tanh":
      return ["1 − ", { of: a }, "²"];
    case "relu":
      return ["1 where z > 0 and 0 elsewhere; here z is ", { of: z }];
    case "linear":
      return ["1, as a = z"];
  }
}

/** All quantities of a model, and their values. */
export interface Worked {
  readonly given: readonly Quantity[];
  readonly computed: readonly Quantity[];
  readonly of: ReadonlyMap<string, Quantity>;
  readonly values: ReadonlyMap<string, number>;
}

export function work(model: Model): Worked {
  const [given, computed] = [givenOf(model), computedOf(model)];
  const values = new Map<string, number>();
  const numberOf = (id: string) => values.get(id) ?? Number.NaN;
  for (const { id, compute } of [...given, ...computed]) values.set(id, compute(numberOf));
  return { given, computed, of: new Map([...given, ...computed].map((each) => [each.id, each])), values };
}

/** The gradient that the last of them are. */
export function gradientOf({ sizes }: Model, { values }: Worked): Gradient {
  const layers = range(sizes.length - 1);
  return {
    nablaB: layers.map((l) => range(sizes[l + 1]!).map((j) => values.get(idOf.gb(l, j))!)),
    nablaW: layers.map((l) =>
      range(sizes[l + 1]!).map((j) => range(sizes[l]!).map((k) => values.get(idOf.gw(l, j, k))!)),
    ),
  };
}

/** The quantities that one is made of, each once. */
export function sourcesOf({ formula }: Quantity): string[] {
  return [...new Set(formula.flatMap((part) => (typeof part === "string" ? [] : [part.of])))];
}

/** After how many operations each layer's part of a step is done. */
export function stops(computed: readonly Quantity[]): number[] {
  const isSame = (one: Quantity, other: Quantity | undefined) =>
    one.phase === other?.phase && one.layer === other.layer && (one.kind === "C") === (other.kind === "C");
  return computed.flatMap((each, i) => (isSame(each, computed[i + 1]) ? [] : [i + 1]));
}

export { isGiven };
