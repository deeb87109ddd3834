/** The ways that the library's optimizers take down a cost of two variables. */
import { descentPath } from "nndl/analysis";
import { optimizerOf } from "nndl/functions";
import type { RollingGround } from "./landscapes.ts";

export type Place = readonly [x: number, y: number];

/** In the order of the switches. */
export const methods = [
  { name: "plain", title: "gradient descent", colour: "var(--negative)" },
  { name: "momentum", title: "momentum", colour: "var(--accent)" },
  { name: "nesterov", title: "Nesterov’s", colour: "var(--third)" },
  { name: "newton", title: "Newton’s method", colour: "var(--fourth)" },
  { name: "conjugate-gradients", title: "conjugate gradients", colour: "var(--ink)" },
  { name: "l-bfgs", title: "L-BFGS", colour: "var(--muted)" },
] as const;

export type MethodName = (typeof methods)[number]["name"];
type WholeName = Extract<MethodName, "newton" | "conjugate-gradients" | "l-bfgs">;

export const isWhole = (name: MethodName): name is WholeName =>
  name === "newton" || name === "conjugate-gradients" || name === "l-bfgs";

/** So far out that nothing comes back, and no picture reaches. */
const lost = 1e9;

/**
 * Along the gradient at hand, as training does with mini-batches. μ may be out of range, since two exercises ask for that: the
 * rule itself knows no range.
 */
export function steppedPath(
  name: Exclude<MethodName, WholeName>,
  ground: RollingGround,
  {
    start,
    rate,
    mu,
    steps,
  }: { readonly start: Place; readonly rate: number; readonly mu: number; readonly steps: number },
): Place[] {
  const spec = name === "plain" ? ({ type: "sgd" } as const) : ({ type: name, momentum: mu } as const);
  const w = Float64Array.from(start);
  const velocity = new Float64Array(2);
  const path: Place[] = [start];
  for (let step = 1; step <= steps && Math.hypot(w[0]!, w[1]!) < lost; step++) {
    optimizerOf(spec).update(
      spec,
      { learningRate: rate, penalties: { l1: 0, l2: 0 }, updateNumber: step },
      w,
      Float64Array.from(ground.gradient(w[0]!, w[1]!)),
      name === "plain" ? [] : [velocity],
    );
    path.push([w[0]!, w[1]!]);
  }
  return path;
}

/** Of a method that knows of curvature, and finds the length of its steps itself. */
export async function wholePath(name: WholeName, ground: RollingGround, start: Place, steps: number): Promise<Place[]> {
  const places = await descentPath(
    name,
    {
      cost: ([x, y]) => ground.cost(x!, y!),
      gradient: ([x, y]) => ground.gradient(x!, y!),
      hessian: ([x, y]) => ground.hessian(x!, y!),
    },
    start,
    { steps },
  );
  return places.map(({ weights }): Place => [weights[0]!, weights[1]!]);
}
