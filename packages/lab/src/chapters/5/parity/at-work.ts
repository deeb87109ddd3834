/** Circuits of perceptrons with an input on them: what every gate says, and where it is drawn. */
import type { Circuit } from "@nndl/book/experiments/ch5/parity-circuits";

/** 0 or 1 of each input, then of each gate, in the circuit's order. */
export function valuesIn({ inputs, gates }: Circuit, input: readonly number[]): readonly number[] {
  const values = input.slice(0, inputs);
  for (const { from, weights, bias } of gates)
    values.push(from.reduce((sum, source, i) => sum + weights[i]! * values[source]!, bias) > 0 ? 1 : 0);
  return values;
}

export interface Node {
  /** From 0, the inputs, to 1, the output. */
  readonly x: number;
  /** From 0 at the top to 1. */
  readonly y: number;
}

/**
 * Each input and gate in the column of its layer. Gates of a layer that all look at all inputs are spread evenly; others stand
 * beside what they look at, two that look at the same a little apart.
 */
export function placesIn({ inputs, gates }: Circuit): readonly Node[] {
  const layers = Array<number>(inputs).fill(0);
  for (const { from } of gates) layers.push(1 + Math.max(...from.map((source) => layers[source]!)));
  const last = Math.max(...layers);
  const ys = Array.from({ length: inputs }, (_, i) => (i + 0.5) / inputs);
  const isSpread = gates[0]!.from.length === inputs && inputs > 2;
  const firsts = layers.filter((layer) => layer === 1).length;
  for (const [g, { from }] of gates.entries()) {
    if (isSpread && layers[inputs + g] === 1) {
      ys.push((g + 0.5) / firsts);
      continue;
    }
    const mean = from.reduce((sum, source) => sum + ys[source]!, 0) / from.length;
    const same = gates
      .map(({ from: others }, i) => [i, others.join()] as const)
      .filter(([, others]) => others === from.join());
    const order = same.findIndex(([i]) => i === g);
    ys.push(mean + ((order - (same.length - 1) / 2) * 0.45) / inputs);
  }
  return ys.map((y, i) => ({ x: layers[i]! / last, y }));
}
