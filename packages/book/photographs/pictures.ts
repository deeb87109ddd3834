/** Pictures of MNIST's test digits under every kind of disturbance, the same for the same seed. */
import type { Dataset } from "nndl";
import type { GreyImage } from "nndl/images";
import { type Stream, stream } from "nndl/random";
import { heldOut } from "./held-out.ts";
import { type Disturbance, kinds } from "./kinds.ts";
import { photograph, type Scene, sceneOf } from "./scene.ts";

export interface DisturbedPicture {
  readonly kind: string;
  readonly isHeldOut: boolean;
  /** Which of the test images it is. */
  readonly index: number;
  draw(): GreyImage;
}

/** Ink from 0 to 1. */
export const inkOf = (digits: Dataset, index: number) => digits.input(index).map((value) => (value * 256) / 255);

/** A picture of 300 to 900 pixels, in which one digit takes a third to two thirds of the shorter side. */
function oneDigit(digits: Dataset, index: number, kind: string, size: number, chance: Stream): Scene {
  const [width, height] = [0, 1].map(() =>
    Math.round(size * (300 + chance.integer(kind.includes("large") ? 900 : 500))),
  ) as [number, number];
  const share = kind.includes("small") ? 0.12 + 0.1 * chance.uniform() : 0.32 + 0.3 * chance.uniform();
  const side = share * Math.min(width, height) * 1.2;
  const place = (length: number) => length / 2 + (length - side) * 0.25 * (2 * chance.uniform() - 1);
  return sceneOf(width, height, [{ ink: inkOf(digits, index), x: place(width), y: place(height), side }]);
}

/** So many pictures of every kind: no digit twice. Smaller ones, with a size below 1, are quicker to draw. */
export function disturbedPictures(digits: Dataset, each: number, seed: number, size = 1): readonly DisturbedPicture[] {
  const order = stream(seed, "disturbed digits").permutation(digits.count);
  const all: readonly (readonly [string, Disturbance, boolean])[] = [
    ...Object.entries(kinds).map(([kind, disturb]) => [kind, disturb, false] as const),
    ...Object.entries(heldOut).map(([kind, disturb]) => [kind, disturb, true] as const),
  ];
  return all.flatMap(([kind, disturb, isHeldOut], k) =>
    Array.from({ length: each }, (_, i) => {
      const index = order[k * each + i]!;
      const draw = () => {
        const chance = stream(seed, `disturbed: ${kind}`, i);
        const scene = oneDigit(digits, index, kind, size, chance);
        disturb(scene, chance);
        return photograph(scene, chance);
      };
      return { kind, isHeldOut, index, draw };
    }),
  );
}
