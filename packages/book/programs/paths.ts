/**
 * What backpropagation really sums up (chapter 2, the big picture). A change of one weight changes its neuron, which
 * changes every neuron of the next layer, and so on, along every path to the output. Each step of a path multiplies
 * the change by a rate; ∂C/∂w is the sum, over all paths, of the products of their rates (equations 47–53).
 *
 * The number of paths multiplies with every layer. Backpropagation gets the same sum with two passes.
 */
import { backprop, type Forward, feedforward, type Net, quadraticCostDerivative, randomNet } from "./backprop.ts";
import { check } from "./check.ts";
import { Random } from "./random.ts";

/** All ways from neuron j of weight layer l to the cost: one neuron for each layer that is passed, j first. */
export function allPaths(net: Net, l: number, j: number): number[][] {
  let paths = [[j]];
  for (const layer of net.biases.slice(l + 1)) paths = paths.flatMap((path) => layer.map((_, next) => [...path, next]));
  return paths;
}

/** The product of the rates along one path: ∂a/∂a from neuron to neuron, and ∂C/∂a at its end. */
export function pathProduct(net: Net, { zs, activations }: Forward, y: number[], l: number, path: number[]): number {
  let product = 1;
  for (let step = 1; step < path.length; step++) {
    const [from, to] = [path[step - 1], path[step]];
    // ∂a_to/∂a_from = σ'(z_to) w_to,from
    product *= net.neurons[l + step][to].prime(zs[l + step][to]) * net.weights[l + step][to][from];
  }
  const output = activations[activations.length - 1];
  return product * quadraticCostDerivative(output, y)[path[path.length - 1]];
}

/** Equation (53): ∂C/∂w for the weight to neuron j from neuron k, as the sum over all paths. */
export function sumOverPaths(net: Net, x: number[], y: number[], l: number, j: number, k: number): number {
  check(net.weights[l]?.[j]?.[k] !== undefined, `the network has no weight in layer ${l} to ${j} from ${k}`);
  const forward = feedforward(net, x);
  // The first rate, the same for every path: ∂a_j/∂w_jk = σ'(z_j) a_k.
  const start = net.neurons[l][j].prime(forward.zs[l][j]) * forward.activations[l][k];
  return allPaths(net, l, j).reduce((sum, path) => sum + start * pathProduct(net, forward, y, l, path), 0);
}

export function demo(): string[] {
  const net = randomNet([2, 3, 2, 2], new Random(4));
  const [x, y] = [
    [1, 0.5],
    [0, 1],
  ];
  const forward = feedforward(net, x);
  const start = net.neurons[0][2].prime(forward.zs[0][2]) * forward.activations[0][1];
  const lines = ["A [2, 3, 2, 2] network: the weight from the second input to the third neuron of layer 1."];
  for (const path of allPaths(net, 0, 2)) {
    const rate = start * pathProduct(net, forward, y, 0, path);
    lines.push(`  via neurons ${path.map((neuron) => neuron + 1).join(" -> ")}: ${rate.toFixed(8).padStart(11)}`);
  }
  lines.push(`  sum over all paths: ${sumOverPaths(net, x, y, 0, 2, 1).toFixed(8).padStart(11)}`);
  lines.push(`  backpropagation:    ${backprop(net, x, y).nablaW[0][2][1].toFixed(8).padStart(11)}`);
  const deep = randomNet([1, 10, 10, 10, 10, 10], new Random(4));
  lines.push(
    `With five layers of ten neurons, one weight of the first layer has ${allPaths(deep, 0, 0).length} paths.`,
  );
  return lines;
}
