import { add, dot, negative } from "../../arithmetic/vectors.ts";
import { searchLine, type WolfeConditions } from "./line-search.ts";
import type { Methods } from "./method.ts";

/** Directions stay conjugate only where each line is followed nearly to its minimum. */
const conditions: WolfeConditions = { fall: 1e-4, slope: 0.1 };

/** How much longer than the last step the first trial of the next may be. */
const furthest = 100;

/** Along −∇C + βd, d being the last direction, or along −∇C to begin anew. */
export const conjugateGradients: Methods["conjugate-gradients"] = async (_, here) => {
  const { point, memory } = here;
  const { gradient } = point;
  const square = dot(gradient, gradient);
  const [last, before] = [memory.arrays.get("direction"), memory.arrays.get("gradient")];
  const { length: lastLength = 0, steps = 0 } = memory.numbers;

  // The line is as long as the last one, if the cost falls along both at the same rate; of the first nothing is known.
  const firstAlong = (slope: number) => {
    if (last === undefined || before === undefined || lastLength === 0) return Math.min(1, 1 / Math.sqrt(square));
    return Math.min((lastLength * dot(before, last)) / slope, furthest * lastLength);
  };
  const search = async (beta: number) => {
    const direction = negative(gradient);
    if (last !== undefined && beta > 0) add(direction, beta, last);
    const slope = dot(gradient, direction);
    if (!(slope < 0)) return undefined;
    const found = await searchLine(here, direction, here.learningRate * firstAlong(slope), conditions);
    return found && { ...found, direction, steps: beta > 0 ? steps + 1 : 1 };
  };

  const beta =
    before === undefined || steps >= gradient.length
      ? 0
      : Math.max(0, (square - dot(gradient, before)) / dot(before, before));
  const found = (beta > 0 ? await search(beta) : undefined) ?? (await search(0));
  if (found === undefined) return undefined;
  const arrays = new Map([
    ["direction", Float32Array.from(found.direction)],
    ["gradient", Float32Array.from(gradient)],
  ]);
  const numbers = { length: found.length, steps: found.steps };
  return { point: found.point, length: found.length, memory: { arrays, numbers } };
};
