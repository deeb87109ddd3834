/** The shapes of points in the square from −1 to 1, by whatever chance they are made. */
import * as exactMath from "nndl/arithmetic";
import type { ToyName } from "./toy-names.ts";

/** What a shape asks of chance. */
export interface Chance {
  /** From 0 up to, but without, 1. */
  uniform(): number;
  /** Normally distributed, with mean 0 and deviation 1. */
  gaussian(): number;
}

type Point = readonly [x: number, y: number];

/** Where a point lies before it is blurred, and how far along all points of its class, from 0 to 1, its place is. */
type Toy = (chance: Chance, label: number, place: number) => Point;

const around = (radius: number, angle: number): Point => [radius * exactMath.cos(angle), radius * exactMath.sin(angle)];

/** Evenly over the area of a ring, or of a disc. */
function inRing(chance: Chance, inner: number, outer: number): Point {
  const radius = Math.sqrt(inner * inner + chance.uniform() * (outer * outer - inner * inner));
  return around(radius, 2 * Math.PI * chance.uniform());
}

export const toyShapes: Readonly<Record<ToyName, Toy>> = {
  /** A disc and the ring around it. */
  circles: (chance, label) => (label === 0 ? inRing(chance, 0, 0.4) : inRing(chance, 0.65, 0.95)),
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
  /** Two half moons, each with its end in the other's hollow. */
  moons: (chance, label) => {
    const [x, y] = around(0.6, Math.PI * chance.uniform());
    return label === 0 ? [x - 0.3, y - 0.15] : [0.3 - x, 0.15 - y];
  },
  /** Four by four squares. */
  checkerboard: (chance, label) => {
    const row = Math.floor(4 * chance.uniform());
    const column = 2 * Math.floor(2 * chance.uniform()) + ((row + label) & 1);
    const within = (place: number) => 0.48 * (place + 0.06 + 0.88 * chance.uniform()) - 0.96;
    return [within(column), within(row)];
  },
  /** Below and above a wave. */
  wave: (chance, label) => {
    const x = 1.9 * chance.uniform() - 0.95;
    const border = 0.5 * exactMath.sin(1.5 * Math.PI * x);
    const far = 0.06 + chance.uniform() * (label === 0 ? 0.89 + border : 0.89 - border);
    return [x, label === 0 ? border - far : border + far];
  },
  /** A disc and two rings around it, each a class of its own. */
  rings: (chance, label) => inRing(chance, [0, 0.45, 0.8][label]!, [0.25, 0.6, 0.95][label]!),
  /** Four clouds at the corners of a square that stands on one of them. */
  clouds: (chance, label) => {
    const centre = [
      [0, -0.6],
      [0.6, 0],
      [0, 0.6],
      [-0.6, 0],
    ][label]!;
    return [centre[0]! + 0.15 * chance.gaussian(), centre[1]! + 0.15 * chance.gaussian()];
  },
};
