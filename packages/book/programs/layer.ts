/** The sums that every network here is made of: a layer forwards, a layer backwards, and a gradient to add up in. */

/** ∂C/∂b and ∂C/∂w, in the shapes of the biases and the weights. */
export interface Gradient {
  nablaB: number[][];
  nablaW: number[][][];
}

/** z = wa + b for a whole layer. */
export function weightedInputs(weights: number[][], biases: number[], a: number[]): number[] {
  return weights.map((row, j) => {
    let z = biases[j];
    for (let k = 0; k < row.length; k++) z += row[k] * a[k];
    return z;
  });
}

/** wᵀδ: each neuron collects the errors it had a part in, by the weights that carried its activation there. */
export function backwards(weights: number[][], delta: number[]): number[] {
  return weights[0].map((_, k) => delta.reduce((sum, error, j) => sum + weights[j][k] * error, 0));
}

/** Adds the gradient of weights that carried `a` to neurons with the errors `delta`. */
export function addOuter(nabla: number[][], delta: number[], a: number[]): void {
  delta.forEach((error, j) => {
    for (let k = 0; k < a.length; k++) nabla[j][k] += error * a[k];
  });
}

/** A gradient of zeros for these weights and biases. */
export function zeroGradient({ weights, biases }: { weights: number[][][]; biases: number[][] }): Gradient {
  // Copies filled with 0, and not fresh arrays, because JavaScript then knows from the start that they hold fractions.
  return {
    nablaB: biases.map((layer) => layer.slice().fill(0)),
    nablaW: weights.map((layer) => layer.map((row) => row.slice().fill(0))),
  };
}
