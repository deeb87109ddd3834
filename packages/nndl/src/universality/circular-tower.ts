import { cos, sin } from "../arithmetic/elementary.ts";
import { array, finite, positiveInteger } from "../check.ts";
import type { Network } from "../network/index.ts";
import { handmade } from "./handmade.ts";
import { stepNeuron } from "./step.ts";

/** From how many directions a round tower is built, and how steeply. */
export interface CircularTowerOptions {
  /** K, the number of directions, evenly around; 64 when absent. */
  readonly directions?: number | undefined;
  /** The weight of every step neuron; 100 / radius when absent, so that a step changes over 7 % of the diameter. */
  readonly steepness?: number | undefined;
}

/** The direction number j of so many, evenly around the circle. */
export function directionOf(j: number, directions: number): [number, number] {
  const angle = (2 * Math.PI * j) / directions;
  return [cos(angle), sin(angle)];
}

/**
 * A round tower from a single hidden layer: K neurons step up towards the centre, each in a direction d of its own, at the
 * distance of the radius. Inside the circle all are on; at the distance ρ outside, the part ½ + arcsin(r/ρ)/π of them is.
 * The output 2/K · Σ σ(w·(d·(x − c) + r)) − 1 is thus 1 inside and (2/π)·arcsin(r/ρ) outside: it falls with the distance
 * without ever being flat.
 *
 * @param centre c, two numbers
 * @param radius r
 * @throws NndlError "universality.circle", "universality.step"
 * @example circularTower([0.5, 0.5], 0.2, { directions: 100 }).parameterCount; // 401
 * @see chapter 4, "Many input variables", the problem about a single hidden layer
 */
export function circularTower(
  centre: readonly [number, number],
  radius: number,
  options: CircularTowerOptions = {},
): Network {
  const code = "universality.circle";
  const [x, y] = array(centre, { code, what: "the centre" }).map((value) =>
    finite(value, { code, what: "each coordinate of the centre" }),
  );
  const at = { x: finite(x, { code, what: "the centre's x" }), y: finite(y, { code, what: "the centre's y" }) };
  const size = finite(radius, { code, what: "the radius" }, { above: 0 });
  const count = positiveInteger(options.directions ?? 64, { code, what: "the number of directions" }, 2 ** 20);
  const neurons = Array.from({ length: count }, (_, j) => {
    const direction = directionOf(j, count);
    const place = direction[0] * at.x + direction[1] * at.y - size;
    return stepNeuron(place, { direction, steepness: options.steepness ?? 100 / size });
  });
  return handmade(2, [
    {
      weights: neurons.flatMap(({ weights }) => weights),
      biases: neurons.map(({ bias }) => bias),
      activation: "sigmoid",
    },
    { weights: Array<number>(count).fill(2 / count), biases: [-1], activation: "linear" },
  ]);
}
