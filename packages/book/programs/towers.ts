/**
 * Any function of several inputs (chapter 4): steps along each input make bumps, bumps that cross make a tower, and
 * towers side by side make the function. Two hidden layers, all of it by hand.
 */
import { cut, inverseSigmoid, median, samples, stepBias } from "./bumps.ts";
import { check } from "./check.ts";
import { weightedInputs } from "./layer.ts";
import { sigmoid } from "./sigmoid.ts";

/** A layer of sigmoid neurons: weights[j][k] to neuron j from input k. */
export interface Layer {
  weights: number[][];
  biases: number[];
}

/** From where to where along each input. */
export type Box = [from: number, to: number][];

/**
 * The layer of steps: for each input, two neurons for each box. All weights but that from the input itself are 0, so the
 * neuron does not see the other inputs.
 */
export function stepLayer(boxes: Box[], weight: number): Layer {
  const steps = boxes.flatMap((box) => box.flatMap((side, input) => side.map((s) => ({ input, s }))));
  return {
    weights: steps.map(({ input }) => boxes[0].map((_, k) => (k === input ? weight : 0))),
    biases: steps.map(({ s }) => stepBias(weight, s)),
  };
}

/**
 * The layer of towers: a neuron for each box. Each of its m bumps adds h where it is on, so they add up to mh inside the
 * box and to at most (m − 1)h outside; the bias of (−m + ½)h lies between the two.
 */
export function towerLayer(boxes: Box[], h: number): Layer {
  const inputs = boxes[0].length;
  return {
    weights: boxes.map((_, own) => boxes.flatMap((box, i) => box.flatMap(() => (i === own ? [h, -h] : [0, 0])))),
    biases: boxes.map(() => (-inputs + 0.5) * h),
  };
}

function activations({ weights, biases }: Layer, a: number[]): number[] {
  return weightedInputs(weights, biases, a).map(sigmoid);
}

/** A tower alone: about 1 inside the box, about 0 outside. */
export function tower(box: Box, x: number[], { weight = 1000, h = 10 } = {}): number {
  check(box.length === x.length, `a box of ${box.length} sides needs as many inputs; received ${x.length}`);
  return activations(towerLayer([box], h), activations(stepLayer([box], weight), x))[0];
}

export interface TowerNetwork {
  steps: Layer;
  towers: Layer;
  output: Layer;
}

/** Every way to take one of each list. */
function combinations<T>(lists: T[][]): T[][] {
  return lists.reduce<T[][]>((made, list) => made.flatMap((start) => list.map((item) => [...start, item])), [[]]);
}

/**
 * A network whose output is close to f, for inputs from 0 to 1: count^inputs towers side by side, each as high as σ⁻¹∘f
 * is over its box on the whole. The towers are made with a large h, because what each leaks where it is off adds up.
 */
export function approximate(f: (...x: number[]) => number, inputs: number, count: number, h = 40): TowerNetwork {
  const cells = combinations(Array.from({ length: inputs }, () => cut(count)));
  check(cells.length <= 10_000, `that would be ${cells.length} towers; ask for 10,000 at most`);
  const boxes = cells.map((bins) => bins.map(({ up, down }): [number, number] => [up, down]));
  const heights = cells.map((bins) => {
    const points = combinations(bins.map((bin) => samples(bin, 3)));
    return median(points.map((x) => inverseSigmoid(f(...x))));
  });
  return {
    steps: stepLayer(boxes, 200 * count),
    towers: towerLayer(boxes, h),
    output: { weights: [heights], biases: [0] },
  };
}

export function output(network: TowerNetwork, x: number[]): number {
  return activations(network.output, activations(network.towers, activations(network.steps, x)))[0];
}

/** Two hills and a valley, between 0.1 and 0.9. */
export function hills(x: number, y: number): number {
  return 0.5 + 0.4 * Math.sin(6 * x) * Math.cos(6 * y);
}

export function demo(): string[] {
  const box: Box = [
    [0.4, 0.6],
    [0.3, 0.7],
  ];
  const at = (x: number, y: number) => tower(box, [x, y]).toFixed(4);
  const lines = [`A tower: ${at(0.5, 0.5)} inside, ${at(0.5, 0.9)} beside it, ${at(0.9, 0.9)} far from it`];
  for (const count of [3, 6]) {
    const network = approximate(hills, 2, count);
    const places = combinations([samples(cut(1)[0], 20), samples(cut(1)[0], 20)]);
    const sum = places.reduce((total, [x, y]) => total + Math.abs(hills(x, y) - output(network, [x, y])), 0);
    lines.push(`${count} × ${count} towers: mean distance from f ${(sum / places.length).toFixed(3)}`);
  }
  const cube: Box = [...box, [0.2, 0.5]];
  lines.push(
    `Of three inputs: ${tower(cube, [0.5, 0.5, 0.4]).toFixed(4)} inside, ${tower(cube, [0.5, 0.5, 0.6]).toFixed(4)} beside it`,
  );
  return lines;
}
