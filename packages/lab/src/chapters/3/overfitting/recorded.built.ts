/**
 * The book's experiment as `nndl reproduce ch3/overfitting` ran it in Node, with seed 1, without any remedy; at some epochs, for what is
 * drawn of it, and at its best.
 */
import { digits, pointsOf, storedRun, valuesOf } from "../../../results/stored.ts";

export type Point = readonly [thousands: number, value: number];

const run = storedRun("ch3/overfitting");
const last = pointsOf(run, "test").length - 1;
const counts = valuesOf(run, "test");
const best = counts.indexOf(Math.max(...counts));
const isDrawn = (epoch: number) => epoch <= 40 || epoch % 5 === 0 || epoch === best || epoch === last;

/** Over the thousands of images that were learned from: 1,000 in each epoch. */
function drawn(figure: string, scale: number, decimals: number): readonly Point[] {
  return pointsOf(run, figure)
    .filter(([epoch]) => isDrawn(epoch))
    .map(([epoch, value]) => [epoch + 1, digits(scale * value, decimals)]);
}

/** Accuracies in percent: of 10,000 test images, and of the 1,000 training images. */
export const test: readonly Point[] = drawn("test", 0.01, 2);
export const training: readonly Point[] = drawn("training", 0.1, 1);
export const testCost: readonly Point[] = drawn("testCost", 1, 4);
export const trainingCost: readonly Point[] = drawn("trainingCost", 1, 4);
