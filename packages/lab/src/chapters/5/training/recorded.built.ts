/**
 * How fast the hidden layers of the book's networks learn while they do: speeds before some epochs, each followed by a number for
 * each layer; those that are stored of our experiments, and the book's.
 */
import { experiment as four } from "@nndl/book/experiments/ch5/training-speeds-four-layers";
import { experiment as three } from "@nndl/book/experiments/ch5/training-speeds-three-layers";
import { experiment as two } from "@nndl/book/experiments/ch5/training-speeds-two-layers";
import { pointsOf, storedRun } from "../../../results/stored.ts";

type Course = readonly (readonly [epoch: number, ...speeds: number[]])[];

const experiments = { 2: two, 3: three, 4: four };

/** As many as a curve takes that changes quickly at first. */
const drawn = new Set([
  ...[0, 1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 120, 150],
  ...[200, 250, 300, 350, 400, 450, 499],
]);

/** Ours, of seed 1. */
export const recorded: Readonly<Record<number, Course>> = byDepth(({ name }, layer) =>
  pointsOf(storedRun(name), layer)
    .filter(([epoch]) => drawn.has(epoch))
    .map(([epoch, speed]) => [epoch, Number(speed.toPrecision(4))]),
);

/** Some of the 500 that the book's author published, of one run without a seed. */
export const ofTheBook: Readonly<Record<number, Course>> = byDepth(({ figures }, layer) => {
  const figure = figures[layer];
  return figure?.kind === "series" ? (figure.book ?? []) : [];
});

function byDepth(of: (experiment: typeof two, layer: string) => readonly (readonly [number, number])[]) {
  return Object.fromEntries(
    Object.entries(experiments).map(([depth, experiment]): [string, Course] => {
      const layers = Array.from({ length: Number(depth) }, (_, l) => new Map(of(experiment, `layer${l + 1}`)));
      return [depth, [...layers[0]!.keys()].map((epoch) => [epoch, ...layers.map((layer) => layer.get(epoch)!)])];
    }),
  );
}
