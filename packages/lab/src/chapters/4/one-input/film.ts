/** A short film of a neuron that becomes a step: its weight is raised, its bias brings the step to its place. */
import type { Neuron } from "./neuron.ts";

interface Scene {
  readonly seconds: number;
  /** From 0 to 1. */
  readonly neuron: (t: number) => Neuron;
}

const from = (a: number, b: number, t: number) => a + (b - a) * t;
/** Slow at both ends. */
const gently = (t: number) => t * t * (3 - 2 * t);

/** Where the step is in the end, and the weights on the way. */
export const film = { place: 0.3, gentle: 8, steep: 100, steepest: 300 } as const;

const scenes: readonly Scene[] = [
  // The weight alone: the curve steepens, and its middle runs to the left.
  { seconds: 3, neuron: (t) => ({ weight: from(film.gentle, film.steep, t), bias: -4 }) },
  // The bias alone: the step moves to its place.
  { seconds: 2.5, neuron: (t) => ({ weight: film.steep, bias: from(-4, -film.place * film.steep, t) }) },
  // Both: it stays there and steepens.
  {
    seconds: 2.5,
    neuron: (t) => {
      const weight = from(film.steep, film.steepest, t);
      return { weight, bias: -film.place * weight };
    },
  },
];

export const filmSeconds = scenes.reduce((sum, { seconds }) => sum + seconds, 0);

/** The neuron after so many seconds; the last picture stays. */
export function neuronAt(seconds: number): Neuron {
  let start = 0;
  for (const scene of scenes) {
    const t = Math.max(0, (seconds - start) / scene.seconds);
    if (t < 1) return rounded(scene.neuron(gently(t)));
    start += scene.seconds;
  }
  return rounded(scenes.at(-1)!.neuron(1));
}

function rounded({ weight, bias }: Neuron): Neuron {
  return { weight: Math.round(weight), bias: Math.round(bias) + 0 };
}
