/** Points of the square from −1 to 1 in two classes, as one draws them to see what a network can tell apart. */
import { classification, type Dataset } from "nndl";
import * as exactMath from "nndl/arithmetic";
import { type Stream, stream } from "nndl/random";
import type { ToyName } from "./data-choice.ts";

type Point = readonly [x: number, y: number];

/** Where point number `i` of `count` lies before it is blurred; half of the points are of each class. */
type Toy = (chance: Stream, label: number, place: number) => Point;

const around = (radius: number, angle: number): Point => [radius * exactMath.cos(angle), radius * exactMath.sin(angle)];

const toys: Readonly<Record<ToyName, Toy>> = {
  /** A disc and the ring around it. */
  circles: (chance, label) => {
    const [inner, outer] = label === 0 ? [0, 0.4] : [0.65, 0.95];
    // Evenly over the area.
    const radius = Math.sqrt(inner * inner + chance.uniform() * (outer * outer - inner * inner));
    return around(radius, 2 * Math.PI * chance.uniform());
  },
  /** Where x and y have one sign, and where they have two. */
  xor: (chance, label) => {
    const x = (0.08 + 0.87 * chance.uniform()) * (chance.uniform() < 0.5 ? -1 : 1);
    const y = 0.08 + 0.87 * chance.uniform();
    return [x, (label === 0) === x > 0 ? y : -y];
  },
  /** Two clouds. */
  gaussians: (chance, label) => {
    const centre = label === 0 ? -0.45 : 0.45;
    return [centre + 0.15 * chance.gaussian(), centre + 0.15 * chance.gaussian()];
  },
  /** Two arms, each once and three quarters around. */
  spiral: (_, label, place) => around(0.05 + 0.9 * place, 1.75 * 2 * Math.PI * place + label * Math.PI),
};

/**
 * A toy's points in a random order, each blurred by a gaussian. The same arguments give the same points in every browser.
 */
export function toyPoints(name: ToyName, count: number, noise: number, seed: number): Dataset {
  const chance = stream(seed, `toy/${name}`);
  const rows: number[] = [];
  const labels: number[] = [];
  for (const i of chance.permutation(count)) {
    const label = i % 2;
    const point = toys[name](chance, label, Math.floor(i / 2) / Math.max(1, Math.ceil(count / 2) - 1));
    labels.push(label);
    for (const coordinate of point) rows.push(coordinate + noise * chance.gaussian());
  }
  return classification(Float32Array.from(rows), labels, { name, shape: [2], classes: 2 });
}
