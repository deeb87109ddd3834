import type { LayerKind, LayerSpecBase, Values } from "../layer.ts";
import type { LayerTangent } from "./tangent.ts";

/** How far to go along a direction whose largest number is 1: what is left out is of the fourth power of it. */
const stride = 1e-4;

/** Weights of the four-point central difference, (8 (f(1) − f(−1)) − (f(2) − f(−2))) / 12. */
const points = [
  [1, 8],
  [-1, -8],
  [2, -1],
  [-2, 1],
] as const;

/**
 * A layer whose own definition is taken along the direction a little, both ways: exact to about ten digits where the layer is
 * smooth. For kinds whose derivative of the derivative would be a page of formulas that nobody could check by eye.
 */
export function differenced<Spec extends LayerSpecBase>(kind: LayerKind<Spec>): LayerTangent<Spec> {
  return {
    forward(spec, shape, { parameters, direction, input, inputTangent, zTangent, pass }) {
      zTangent.fill(0);
      along([...Object.values(direction), inputTangent], [zTangent], (by) => {
        const z = new Float64Array(zTangent.length);
        kind.forward(spec, shape, movedValues(parameters, direction, by), moved(input, inputTangent, by), z, pass);
        return [z];
      });
    },

    backward(spec, shape, { parameters, direction, input, inputTangent, delta, deltaTangent, pass, ...into }) {
      const names = Object.keys(into.gradientTangents);
      const results = [...names.map((name) => into.gradientTangents[name]), into.inputErrorTangent];
      into.inputErrorTangent.fill(0);
      along([...Object.values(direction), inputTangent, deltaTangent], results, (by) => {
        const gradients = Object.fromEntries(
          names.map((name) => [name, new Float64Array(into.gradientTangents[name].length)]),
        );
        const inputError = new Float64Array(input.length);
        kind.backward(spec, shape, {
          ...{ gradients, inputError, pass, earlierError: into.earlierErrorTangent },
          parameters: movedValues(parameters, direction, by),
          input: moved(input, inputTangent, by),
          delta: moved(delta, deltaTangent, by),
        });
        return [...Object.values(gradients), inputError];
      });
    },
  };
}

/** Adds to `into` how what `compute` gives changes, where it is told how many times the direction to go. */
function along(
  directions: readonly Float64Array[],
  into: readonly Float64Array[],
  compute: (by: number) => readonly Float64Array[],
): void {
  const largest = directions.reduce((most, values) => values.reduce((m, v) => Math.max(m, Math.abs(v)), most), 0);
  if (largest === 0) return;
  const by = stride / largest;
  for (const [times, weight] of points)
    compute(times * by).forEach((values, r) => {
      for (let i = 0; i < values.length; i++) into[r][i] += (weight * values[i]) / (12 * by);
    });
}

function moved(values: Float64Array, direction: Float64Array, by: number): Float64Array {
  return values.map((value, i) => value + by * direction[i]);
}

function movedValues(values: Values, direction: Values, by: number): Values {
  return Object.fromEntries(Object.entries(values).map(([name, own]) => [name, moved(own, direction[name], by)]));
}
