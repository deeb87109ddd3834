/** Tasks that are made by rule, to see how far back in a sequence a network can remember. Each set comes from a stream of chance. */
import { Dataset } from "nndl";
import type { Stream } from "nndl/random";

/**
 * The adding problem: at each step a number from 0 to 1 and a mark, which is 1 at one step of the first half and at one of the
 * second; the target is the sum of the two numbers that are marked. Always to answer 1 has a squared error of 1/6.
 *
 * @see Hochreiter and Schmidhuber, "Long short-term memory", 1997, section 5.4, in the form of later papers
 */
export function adding(steps: number, count: number, chance: Stream): Dataset<"values"> {
  const features = new Float32Array(count * steps * 2);
  const values = new Float32Array(count);
  const half = Math.floor(steps / 2);
  for (let n = 0; n < count; n++) {
    const row = features.subarray(n * steps * 2, (n + 1) * steps * 2);
    for (let t = 0; t < steps; t++) row[2 * t] = chance.uniform();
    const marked = [chance.integer(half), half + chance.integer(steps - half)];
    for (const t of marked) row[2 * t + 1] = 1;
    values[n] = row[2 * marked[0]] + row[2 * marked[1]];
  }
  return new Dataset({
    name: `adding over ${steps} steps`,
    shape: [steps, 2],
    features,
    targets: { kind: "values", values, size: 1 },
  });
}

/** How many symbols are to be copied, and of how many kinds they are. */
export const copied = { symbols: 10, kinds: 8 } as const;

/** What an index of the copy task means: a blank, the symbols from 1 to 8, and the sign that asks for them. */
const [blank, ask] = [0, copied.kinds + 1];

/**
 * The copy task: ten symbols, `delay` steps of which the last is a sign, and ten blanks, at which the symbols are to be said in
 * their order; before that, a blank at each step. Who remembers nothing is at best at a cost of 10 ln 8 / (delay + 20) nats a step.
 *
 * @see Hochreiter and Schmidhuber, 1997; Arjovsky, Shah and Bengio, "Unitary evolution recurrent neural networks", 2016
 */
export function copying(delay: number, count: number, chance: Stream): Dataset<"classes"> {
  const steps = delay + 2 * copied.symbols;
  const features = new Uint8Array(count * steps).fill(blank);
  const labels = new Uint8Array(count * steps).fill(blank);
  for (let n = 0; n < count; n++) {
    const [from, to] = [n * steps, (n + 1) * steps];
    for (let i = 0; i < copied.symbols; i++) {
      const symbol = 1 + chance.integer(copied.kinds);
      features[from + i] = symbol;
      labels[to - copied.symbols + i] = symbol;
    }
    features[to - copied.symbols - 1] = ask;
  }
  return new Dataset({
    name: `copying after ${delay} steps`,
    shape: [steps, 1],
    features,
    scale: 1,
    targets: { kind: "classes", labels, classes: copied.kinds + 2 },
  });
}

/** The cost at each step of who answers blanks until the sign and then anything: 10 ln 8 / (delay + 20). */
export function costOfNoMemory(delay: number): number {
  return (copied.symbols * Math.log(copied.kinds)) / (delay + 2 * copied.symbols);
}

/** A stream of bits; the class of each step, or of the whole, is whether an odd number of bits were 1 up to there. */
export function parityStreams(
  steps: number,
  count: number,
  asked: "every step" | "the end",
  chance: Stream,
): Dataset<"classes"> {
  const features = new Uint8Array(count * steps);
  const labels = new Uint8Array(asked === "the end" ? count : count * steps);
  for (let n = 0; n < count; n++) {
    let parity = 0;
    for (let t = 0; t < steps; t++) {
      const bit = chance.integer(2);
      parity ^= bit;
      features[n * steps + t] = bit;
      labels[asked === "the end" ? n : n * steps + t] = parity;
    }
  }
  return new Dataset({
    name: `parity of ${steps} bits`,
    shape: [steps, 1],
    features,
    scale: 1,
    targets: { kind: "classes", labels, classes: 2 },
  });
}
