import { type Dataset, type Network, NndlError, network, wasmEngine } from "nndl";
import { type Bench, course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { type Claim, type Figure, type Measured, type Point, seriesOf } from "../figure.ts";
import { deepNetwork, type KindName, kindNames, kinds } from "./deep-networks.ts";

const depths = [1, 2, 4, 8, 16, 30];
const quick = { depths: [1, 8, 30], epochs: 1, images: 5000 };
const training = { epochs: 5, miniBatchSize: 50, learningRate: 0.03 };
/** The speeds are of as many images as the book's. */
const images = 1000;
/** Where a network that says the same of every image stands, in percent. */
const chance = 10;

const speedOf = (kind: KindName) => `${kind}Speed` as const;

export const experiment = experimentOf({
  name: "ch5/depth",
  id: "A5.9",
  title: "What made deeper networks learn",
  section: "Chapter 5, Other obstacles to deep learning",
  about:
    `1 to 30 hidden layers of 30 neurons, ${training.epochs} epochs with mini-batches of ${training.miniBatchSize} and η = ${training.learningRate}: ` +
    "sigmoids, tanh, rectified linear neurons, these with batch normalization, and with residual connections",
  claim: "first weights and the choice of the activation matter too; what makes deep networks learn well is still open",
  chance: true,
  seeds: 3,
  figures: {
    residual30: {
      kind: "number",
      title: "validation accuracy of 30 hidden layers with residual connections",
      unit: "%",
    },
    ...series((kind) => kind, "validation accuracy", "%"),
    ...series(speedOf, "speed of the first hidden layer before training, as a share of the last one's", "×", "y"),
    vanishes: claim(
      "of 30 layers of sigmoids the first learns less than 10⁻¹² times as fast as the last",
      (measured) => at(measured, speedOf("sigmoid"), 30) < 1e-12,
    ),
    milder: claim(
      "with first weights that fit tanh and ReLU, the first of 30 learns at least 10⁻⁴ times as fast as the last",
      (measured) => (["tanh", "relu"] as const).every((kind) => at(measured, speedOf(kind), 30) > 1e-4),
    ),
    even: claim(
      "with residual connections the first layer learns a third to three times as fast as the last, however many there are",
      (measured) => seriesOf(measured, speedOf("residual")).every(([, share]) => share > 1 / 3 && share < 3),
    ),
    stuck: inFull("sigmoid networks of 8 and more hidden layers do not learn in that time", (measured) =>
      seriesOf(measured, "sigmoid").every(([depth, accuracy]) => depth < 8 || accuracy < 20),
    ),
    learns: inFull(
      "30 hidden layers with residual connections read more than 93 % of the digits",
      (measured) => at(measured, "residual", 30) > 93,
    ),
    leads: inFull("no other network of 30 hidden layers reads as many", (measured) =>
      kindNames.every((kind) => kind === "residual" || at(measured, kind, 30) < at(measured, "residual", 30)),
    ),
  },
  note:
    "The book names these obstacles and measures none; batch normalization and residual connections came after it. The layer that ends a " +
    "residual block begins at zero. One learning rate serves all, as none would suit each alike. Speeds are ‖∂C/∂b‖, of a " +
    "normalized layer ‖∂C/∂β‖, over the first 1,000 images as one mini-batch. A training that diverges counts as " +
    `${chance} %, which is chance.`,
  async run(bench) {
    const { data, seed } = bench;
    const measured: Record<string, Point[]> = {};
    for (const kind of kindNames) {
      const points: Point[] = [];
      const speeds: Point[] = [];
      for (const depth of bench.quick ? quick.depths : depths) {
        const net = network({ ...deepNetwork(kind, depth), seed });
        speeds.push([depth, await shareOf(net, data.training.take(images))]);
        points.push([depth, await accuracyOf(bench, kind, depth)]);
      }
      measured[kind] = points;
      measured[speedOf(kind)] = speeds;
    }
    return { residual30: at(measured, "residual", 30), ...measured };
  },
});

/** Percent of the validation images that are read correctly after the last epoch. */
async function accuracyOf(bench: Bench, kind: KindName, depth: number): Promise<number> {
  const { data } = bench;
  try {
    const trained = await bench.train(`${kind} ${depth}`, {
      network: deepNetwork(kind, depth),
      training: { ...training, epochs: bench.quick ? quick.epochs : training.epochs },
      images: bench.quick ? data.training.take(quick.images) : data.training,
      evaluate: { validation: data.validation },
    });
    return 100 * (course(trained, "validation", "accuracy").at(-1)?.[1] ?? Number.NaN);
  } catch (error) {
    if (!(error instanceof NndlError) || error.code !== "training.diverged") throw error;
    bench.say(`${kinds[kind].title}, ${depth} hidden layers: ${error.problem}.`);
    return chance;
  }
}

/**
 * How fast the first hidden layer learns, as a share of the last one's speed: in training, all images being one mini-batch, since
 * a batch normalization has no averages of its own yet.
 */
async function shareOf(net: Network, data: Dataset): Promise<number> {
  const session = await wasmEngine.open(net, { threads: 1, miniBatchSize: data.count });
  try {
    const examples = Uint32Array.from({ length: data.count }, (_, i) => i);
    const { parameters } = session.gradients(session.load(data), examples, { training: true });
    // A mean that is taken away takes a bias with it: of a normalized layer the shift does what a bias would.
    const name = net.spec.layers.some(({ type }) => type === "batchNorm") ? "shift" : "biases";
    const all = [...parameters].filter(([key]) => key.endsWith(`.${name}`)).map(([, values]) => Math.hypot(...values));
    const hidden = name === "biases" ? all.slice(0, -1) : all;
    return hidden[0] / hidden[hidden.length - 1];
  } finally {
    session.close();
  }
}

function series(
  key: (kind: KindName) => string,
  title: string,
  y: string,
  log?: "y",
): Readonly<Record<string, Figure>> {
  return Object.fromEntries(
    kindNames.map((kind): [string, Figure] => [
      key(kind),
      {
        kind: "series",
        title: `${title}: ${kinds[kind].title}`,
        x: "hidden layers",
        y,
        ...(log === undefined ? {} : { log }),
      },
    ]),
  );
}

function claim(title: string, holds: Claim["holds"]): Claim {
  return { kind: "claim", title, holds };
}

function inFull(title: string, holds: Claim["holds"]): Claim {
  return { ...claim(title, holds), onlyInFull: true };
}

/** What a series has for so many hidden layers. */
function at(measured: Measured, name: string, depth: number): number {
  return seriesOf(measured, name).find(([x]) => x === depth)?.[1] ?? Number.NaN;
}
