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
import type { Model } from "./model.ts";
import { type Unit, unitOf } from "./units.ts";

/**
 * x, y: the example; w, b: the network; z, a: forward; C: the cost; g: ∂C/∂a; s: the slope σ′(z); d: the error δ; gb, gw: ∂C/∂b and
 * ∂C/∂w.
 */
export type Kind = "x" | "y" | "w" | "b" | "z" | "a" | "C" | "g" | "s" | "d" | "gb" | "gw";

/** The five steps of the algorithm; what is given belongs to the first. */
export const phases = ["input", "forward", "output error", "backward", "gradient"] as const;
export type Phase = (typeof phases)[number];

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
  /** A part of a formula: letters, or another quantity. */
  readonly formula: readonly (string | { readonly of: string })[];
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
  const last = sizes.length - 2;
  const layers = range(sizes.length - 1);
  const before = (l: number) => range(sizes[l]!);
  const neurons = (l: number) => range(sizes[l + 1]!);
  let unit = 0;
  const kindOf = layers.map((l) => neurons(l).map(() => unitOf(kinds[unit++]!)));
  const of = (id: string) => ({ of: id });
  const sumOf = <Part>(parts: readonly (readonly Part[])[], plus: Part) =>
    parts.flatMap((part, i) => (i === 0 ? part : [plus, ...part]));

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

  const cost: Quantity = {
    ...{ id: idOf.C, kind: "C", layer: last, to: 0, phase: "forward" },
    formula: [
      "½ · [",
      ...sumOf<string | { of: string }>(
        neurons(last).map((j) => ["(", of(idOf.y(j)), " − ", of(idOf.a(last, j)), ")²"]),
        " + ",
      ),
      "]",
    ],
    compute: (v) =>
      quadraticCost(
        neurons(last).map((j) => v(idOf.a(last, j))),
        neurons(last).map((j) => v(idOf.y(j))),
      ),
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
            ? [of(a), " − ", of(idOf.y(j))]
            : sumOf<string | { of: string }>(
                above.map((i) => [of(idOf.w(l + 1, i, j)), " · ", of(idOf.d(l + 1, i))]),
                " + ",
              ),
        compute: (v) =>
          l === last
            ? quadraticCostDerivative([v(a)], [v(idOf.y(j))])[0]!
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
        formula: [of(g.id), " · ", of(s.id)],
        compute: (v) => (l === last ? bp1([v(g.id)], [v(s.id)])[0]! : hadamard([v(g.id)], [v(s.id)])[0]!),
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
