/**
 * What chapter 6's problems ask of its program: an accuracy on any data, a learning rate that depends on the epoch, training that
 * stops by itself, images that are moved a little while it learns, networks that are saved and loaded, and a word on
 * overfitting.
 */
import { check } from "./check.ts";
import { Network } from "./convnet.ts";
import { ConvPoolLayer, FullyConnectedLayer, SoftmaxLayer } from "./convnet-layers.ts";
import { type TestPair, tinyDigits } from "./examples.ts";
import { Random } from "./random.ts";

/** The share of any examples that is read correctly. */
export function accuracyOn(net: Network, data: TestPair[]): number {
  check(data.length > 0, "an accuracy needs at least one example");
  return net.accuracy(data) / data.length;
}

export interface Settings {
  miniBatchSize: number;
  /** The learning rate of each epoch, counted from 0. */
  eta: (epoch: number) => number;
  /** Training stops after so many epochs without a better validation accuracy, */
  patience: number;
  /** and after so many in any case. */
  atMost: number;
  /** What becomes of each image in each epoch; nothing when absent. */
  move?: (image: number[]) => number[];
}

/** What was measured after each epoch. */
export interface Course {
  etas: number[];
  training: number[];
  validation: number[];
  trainingCost: number[];
  validationCost: number[];
  /** The first epoch with the best validation accuracy, whose weights the network has in the end. */
  best: number;
}

/** Trains until nothing gets better, and gives the network the weights of its best epoch back. */
export function trainWhileBetter(
  net: Network,
  training: TestPair[],
  validation: TestPair[],
  settings: Settings,
): Course {
  const { miniBatchSize, eta, patience, atMost, move } = settings;
  check(Number.isInteger(patience) && patience >= 1, `patience must be a whole number from 1 up; received ${patience}`);
  check(Number.isInteger(atMost) && atMost >= 1, `atMost must be a whole number from 1 up; received ${atMost}`);
  const course: Course = { etas: [], training: [], validation: [], trainingCost: [], validationCost: [], best: 0 };
  let kept = save(net);
  for (let epoch = 0; epoch < atMost && (epoch === 0 || epoch - course.best <= patience); epoch++) {
    const seen = move === undefined ? training : training.map(([x, label]): TestPair => [move(x), label]);
    net.sgd(seen, 1, miniBatchSize, eta(epoch), validation, []);
    course.etas.push(eta(epoch));
    course.training.push(accuracyOn(net, training));
    course.validation.push(accuracyOn(net, validation));
    course.trainingCost.push(net.cost(training));
    course.validationCost.push(net.cost(validation));
    if (epoch > 0 && course.validation[epoch] <= course.validation[course.best]) continue;
    course.best = epoch;
    kept = save(net);
  }
  load(kept, net);
  return course;
}

/** All weights and biases as text. Numbers have all their digits: reading them gives the same bits. */
export function save({ weights, biases }: Network): string {
  check([...weights.flat(2), ...biases.flat()].every(Number.isFinite), "a weight is no number that JSON could hold");
  return JSON.stringify({ weights, biases });
}

/** Gives a network the weights that `save` wrote of one that is made alike. */
export function load(text: string, net: Network): void {
  const { weights, biases }: Partial<Pick<Network, "weights" | "biases">> = JSON.parse(text) ?? {};
  const shape = (values: unknown): unknown => (Array.isArray(values) ? values.map(shape) : typeof values);
  const fits = (ours: unknown, theirs: unknown) => JSON.stringify(shape(ours)) === JSON.stringify(shape(theirs));
  check(fits(net.weights, weights) && fits(net.biases, biases), "the saved weights are those of another network");
  net.layers.forEach((layer, l) => {
    layer.weights = weights![l];
    layer.biases = biases![l];
  });
}

/** By how much an image is moved at random, to either side. */
export interface Reach {
  /** Pixels. */
  shift: number;
  degrees: number;
  /** How far a row moves to the side for each pixel that it lies above the middle. */
  skew: number;
}

/** The image turned, skewed and shifted at random; each pixel is mixed of the four about the place that it comes from. */
export function moved(image: number[], [height, width]: [number, number], reach: Reach, random: Random): number[] {
  check(image.length === height * width, `an image of ${height} × ${width} has other than ${image.length} pixels`);
  const draw = (most: number) => most * (2 * random.uniform() - 1);
  const [down, right, angle, skew] = [
    draw(reach.shift),
    draw(reach.shift),
    (draw(reach.degrees) * Math.PI) / 180,
    draw(reach.skew),
  ];
  const pixel = (y: number, x: number) => (y < 0 || y >= height || x < 0 || x >= width ? 0 : image[y * width + x]);
  return image.map((_, i) => {
    const y = Math.floor(i / width) - (height - 1) / 2 - down;
    const x = (i % width) - (width - 1) / 2 - right;
    const fromY = Math.cos(angle) * y - Math.sin(angle) * x + (height - 1) / 2;
    const fromX = Math.sin(angle) * y + Math.cos(angle) * x + skew * y + (width - 1) / 2;
    const [top, left] = [Math.floor(fromY), Math.floor(fromX)];
    const [partY, partX] = [fromY - top, fromX - left];
    return (
      (1 - partY) * ((1 - partX) * pixel(top, left) + partX * pixel(top, left + 1)) +
      partY * ((1 - partX) * pixel(top + 1, left) + partX * pixel(top + 1, left + 1))
    );
  });
}

/** Points between the accuracies on its own images and on others from which on a network counts as overfitted. */
const tolerated = 5;

/** Two signs of overfitting: it reads its own images far better than others, and its cost on others rises while its own falls. */
export function diagnosis({ training, validation, trainingCost, validationCost }: Course): string {
  const last = training.length - 1;
  const lowest = validationCost.indexOf(Math.min(...validationCost));
  const points = 100 * (training[last] - validation[last]);
  const rises = lowest < last && validationCost[last] > 1.05 * validationCost[lowest];
  const signs = [
    ...(points > tolerated ? [`${points.toFixed(1)} points better on its own images`] : []),
    ...(rises && trainingCost[last] < trainingCost[lowest] ? [`its cost on others rises since epoch ${lowest}`] : []),
  ];
  return signs.length === 0 ? "does not overfit" : `overfits: ${signs.join(", ")}`;
}

export function demo(): string[] {
  const [training, validation, test] = [40, 100, 500].map((count, i) => tinyDigits(count, new Random(i + 2), 0.25));
  const reach = { shift: 0.08, degrees: 3, skew: 0.03 };
  const lines = ["Forty tiny digits; η is halved every twenty epochs; stop after 10 epochs without a better one."];
  const made = () => {
    const random = new Random(1);
    const conv = new ConvPoolLayer([6, 1, 2, 2], [1, 5, 3], [2, 1], random, "relu");
    return new Network([
      conv,
      new FullyConnectedLayer(conv.outputs, 20, random, "relu"),
      new SoftmaxLayer(20, 10, random),
    ]);
  };
  for (const isMoved of [false, true]) {
    const [net, random] = [made(), new Random(9)];
    const course = trainWhileBetter(net, training, validation, {
      ...{ miniBatchSize: 10, patience: 10, atMost: 60 },
      eta: (epoch) => 0.2 / 2 ** Math.floor(epoch / 20),
      ...(isMoved ? { move: (image) => moved(image, [5, 3], reach, random) } : {}),
    });
    const again = made();
    load(save(net), again);
    lines.push(
      `${isMoved ? "moved a little in each epoch" : "as they are"}: ${course.etas.length} epochs, the best one ${course.best}, last η ${course.etas.at(-1)}`,
      `  ${diagnosis(course)}; saved, loaded and tested: ${(100 * accuracyOn(again, test)).toFixed(1)} %`,
    );
  }
  return [
    ...lines,
    "These digits all stand in the same place, so there is nothing to gain by moving them; with handwriting there is.",
  ];
}
