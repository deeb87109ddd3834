/** Circuits of perceptrons that say whether an odd number of their inputs is 1. */

/** One perceptron: what it reads (inputs and gates before it, by number), with which weights, and its bias. */
export interface Gate {
  readonly from: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** The inputs have the numbers 0 to n − 1, the gates those after them; the last gate is the output. */
export interface Circuit {
  readonly inputs: number;
  readonly gates: readonly Gate[];
}

export function gatesOf({ gates }: Circuit): number {
  return gates.length;
}

/** Each gate is 1 where w·x + b > 0, else 0. */
export function runCircuit({ inputs, gates }: Circuit, input: readonly number[]): number {
  const values = input.slice(0, inputs);
  for (const { from, weights, bias } of gates)
    values.push(from.reduce((sum, source, i) => sum + weights[i] * values[source], bias) > 0 ? 1 : 0);
  return values[values.length - 1];
}

/** Two layers: an AND for each input with an odd number of ones, which says 1 for it alone, and an OR over all of them. */
export function shallowParity(bits: number): Circuit {
  const all = Array.from({ length: bits }, (_, i) => i);
  const odd = Array.from({ length: 2 ** bits }, (_, number) => number).filter((number) => onesOf(number) % 2 === 1);
  const ands = odd.map((number): Gate => {
    const weights = all.map((i) => ((number >> i) & 1 ? 1 : -1));
    return { from: all, weights, bias: 0.5 - onesOf(number) };
  });
  return { inputs: bits, gates: [...ands, or(ands.map((_, i) => bits + i))] };
}

/** Pairs of bits to one by XOR, and so on in a tree, until one is left: 3 (n − 1) gates. */
export function deepParity(bits: number): Circuit {
  const gates: Gate[] = [];
  const put = (gate: Gate) => bits + gates.push(gate) - 1;
  let open = Array.from({ length: bits }, (_, i) => i);
  while (open.length > 1) {
    const next: number[] = [];
    for (let i = 0; i + 1 < open.length; i += 2) {
      const [a, b] = [open[i], open[i + 1]];
      const either = put(or([a, b]));
      const notBoth = put({ from: [a, b], weights: [-1, -1], bias: 1.5 });
      next.push(put({ from: [either, notBoth], weights: [1, 1], bias: -1.5 }));
    }
    if (open.length % 2 === 1) next.push(open[open.length - 1]);
    open = next;
  }
  return { inputs: bits, gates };
}

/** Perceptrons with thresholds of 1, 2, …, n ones, and one that adds them with the weights 1, −1, 1, …: n + 1 of them. */
export function thresholdParity(bits: number): Circuit {
  const all = Array.from({ length: bits }, (_, i) => i);
  const counting = all.map((i): Gate => ({ from: all, weights: all.map(() => 1), bias: -(i + 0.5) }));
  const output = {
    from: all.map((i) => bits + i),
    weights: all.map((i) => (i % 2 === 0 ? 1 : -1)),
    bias: -0.5,
  };
  return { inputs: bits, gates: [...counting, output] };
}

function or(from: readonly number[]): Gate {
  return { from, weights: from.map(() => 1), bias: -0.5 };
}

function onesOf(number: number): number {
  let ones = 0;
  for (let rest = number; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
}
