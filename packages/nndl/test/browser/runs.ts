/** What Node and browsers must agree on, to the bit. Bundled for browsers with the built package; run in Node as it is. */
import {
  type ActivationName,
  add,
  averagePool2d,
  batchNorm,
  conv2d,
  convPool2d,
  Dataset,
  dense,
  distorted,
  dropout,
  embedding,
  flatten,
  globalAveragePool2d,
  gru,
  type Labels,
  type LayerInput,
  type LayerType,
  l2Pool2d,
  localResponseNorm,
  lstm,
  type Mnist,
  maxPool2d,
  Network,
  NndlError,
  network,
  parseLayers,
  recurrent,
  referenceEngine,
  type TrainOptions,
  train,
  wasmEngine,
  zeroPad2d,
} from "nndl";
import { decodeCheckpoint, encodeCheckpoint, sha256Hex } from "nndl/formats";
import { activationNames } from "nndl/functions";
import { openSource } from "nndl/sources";

interface Watched extends TrainOptions {
  readonly miniBatchEvents: number;
}

/** E1.1, the book's first network, and how its first steps are watched. */
const first: { net(): Network; options: Watched } = {
  net: () => {
    const sigmoids = [30, 10].map((units) => dense(units, "sigmoid", { initializer: "gaussian" }));
    return network({ input: [784], layers: sigmoids, cost: "quadratic", seed: 1 });
  },
  options: { epochs: 30, miniBatchSize: 10, learningRate: 3, miniBatchEvents: 50 },
};

/** Another, which uses what the first does not: tanh, softmax, logarithms, square roots, cosines. */
const second: { net(): Network; options: Watched } = {
  net: () => network({ input: [784], layers: [dense(20, "tanh"), dense(16, "relu"), dense(10, "softmax")], seed: 2 }),
  options: {
    ...{ epochs: 2, miniBatchSize: 25, learningRate: 0.01, regularization: { l1: 0.1, l2: 1 }, miniBatchEvents: 50 },
    optimizer: "adam",
    schedule: "one-cycle",
  },
};

/** E6.6 in the usual order and with dropout: two convolutional layers, max-pooling, rectified linear units. */
const third: { net(): Network; options: Watched } = {
  net: () => {
    const layers = "28x28 conv20x5 pool2 conv40x5 pool2 dropout0.3 dense100 dropout0.5 softmax10";
    return network({
      ...parseLayers(layers, { activation: "relu", output: "softmax" }),
      initializer: "network3",
      seed: 3,
    });
  },
  options: { epochs: 60, miniBatchSize: 10, learningRate: 0.03, regularization: { l2: 0.1 }, miniBatchEvents: 50 },
};

/** A small one in the book's order, with other kinds of pooling and normalization, on images distorted in each epoch. */
const fourth: { net(): Network; options: Watched } = {
  net: () => {
    const layers: LayerInput[] = [
      convPool2d(6, 5, 2, "tanh", { pool: "l2" }),
      localResponseNorm(),
      conv2d(8, 3, "linear", { stride: 2, padding: "same" }),
      batchNorm({ activation: "relu" }),
      averagePool2d(2),
      dropout(0.2, { form: "inverted", per: "mini-batch" }),
      dense(10, "softmax"),
    ];
    return network({ input: [1, 28, 28], layers, seed: 4 });
  },
  options: {
    ...{ epochs: 2, miniBatchSize: 10, learningRate: 0.02, optimizer: "momentum", miniBatchEvents: 10 },
    expansion: { shift: 2, rotate: 15, elastic: { alpha: 20, sigma: 4 } },
  },
};

/** Every kind of layer that reads sequences. */
const sequential = {
  recurrent: recurrent(12, { output: "every", nonlinearity: "relu", recurrentStart: "identity", direction: "both" }),
  lstm: lstm(9, { output: "every", gates: "peepholes" }),
  gru: gru(10, { direction: "both" }),
};

/** Must be the first of all. */
const lookedUp = { embedding: embedding(7, 5) };

/** Every other kind, in an order in which they fit; one that has no kernel says so. A missing one is a type error. */
const kinds: Readonly<
  Record<Exclude<LayerType, keyof typeof sequential | keyof typeof lookedUp>, LayerInput | "no kernel">
> = {
  zeroPad2d: zeroPad2d(1),
  conv2d: conv2d(4, 3, "swish"),
  maxPool2d: maxPool2d(2),
  batchNorm: batchNorm({ activation: "gelu" }),
  convPool2d: convPool2d(5, 3, 2, "elu"),
  localResponseNorm: localResponseNorm(),
  averagePool2d: averagePool2d(2, { stride: 1 }),
  l2Pool2d: l2Pool2d(2, { stride: 1 }),
  dropout: dropout(0.1),
  add: add(1, { activation: "tanh" }),
  globalAveragePool2d: globalAveragePool2d(),
  flatten: flatten(),
  dense: dense(10, "softmax"),
};

/** A network of all kinds of layers, and one of all activations. */
async function whole() {
  const units = [];
  for (const name of activationNames) if (await hasKernel(name)) units.push(dense(12, name));
  return [
    { input: [1, 28, 28], layers: Object.values(kinds).filter((layer) => layer !== "no kernel") },
    { input: [784], layers: [...units, dense(10, "softmax")] },
    { input: [28, 28], layers: [...Object.values(sequential), dense(10, "softmax")] },
    { input: [28, 1], layers: [...Object.values(lookedUp), gru(6), dense(10, "softmax")] },
  ];
}

async function hasKernel(name: ActivationName): Promise<boolean> {
  try {
    (await wasmEngine.open(network({ input: [1], layers: [dense(1, name), dense(1, "softmax")] }))).close();
    return true;
  } catch (error) {
    if (error instanceof NndlError && error.code === "engine.kernel") return false;
    throw error;
  }
}

/** Trains for so many mini-batches; the run, and the costs on the way. */
async function steps(net: Network, digits: Pick<Mnist, "training">, options: Watched, count: number) {
  const run = train(net, digits.training, options);
  const costs: number[] = [];
  for await (const event of run) {
    if (event.type === "mini-batch") costs.push(event.cost);
    if (event.step >= count) break;
  }
  return { run, costs };
}

/** What a hundred mini-batches of 25 see once: a session that holds all images takes most of a short run's time. */
const enough = ({ training }: Pick<Mnist, "training">) => ({ training: training.take(2500) });

/** The hashes and costs after the first hundred mini-batches, or as many as say the same. */
export async function hundredSteps(digits: Pick<Mnist, "training" | "test">, threads: number) {
  const many = enough(digits);
  const one = await steps(first.net(), many, { ...first.options, threads }, 100);
  const two = await steps(second.net(), many, { ...second.options, threads }, 100);
  const three = await steps(third.net(), many, { ...third.options, threads }, 100);
  // To distort images takes longer than to learn from them: a hundred, twice.
  const few = { training: digits.training.take(100) };
  const four = await steps(fourth.net(), few, { ...fourth.options, threads }, 20);
  const some = { training: digits.training.take(500) };
  const indexed = { training: indices(some.training.targets.labels) };
  const all = [];
  for (const { input, layers } of await whole()) {
    const net = network({ input, layers, initializer: "glorot", seed: 5 });
    const options = { epochs: 1, miniBatchSize: 10, learningRate: 0.05, miniBatchEvents: 25, threads };
    const data = net.spec.layers[0]?.type === "embedding" ? indexed : some;
    all.push((await steps(net, data, options, 50)).run.outcome?.sha256);
  }
  const session = await wasmEngine.open(two.run.network, { threads });
  const { cost, correct } = session.evaluate(session.load(digits.test.take(1000)));
  const outputs = session.predict(digits.test.input(0));
  const bent = distorted(digits.test.take(200), { shift: 2, rotate: 20, skew: 0.2, elastic: { alpha: 34, sigma: 4 } });
  session.close();
  return {
    first: { sha256: one.run.outcome?.sha256, costs: one.costs },
    second: { sha256: two.run.outcome?.sha256, costs: two.costs, cost, correct },
    convolutional: { sha256: three.run.outcome?.sha256, costs: three.costs },
    expanded: { sha256: four.run.outcome?.sha256, costs: four.costs },
    all,
    outputs: sha256Hex([new Uint8Array(outputs.buffer)]),
    distorted: sha256Hex([bent.features as Uint8Array]),
    threads: one.run.threads,
  };
}

export type RunName = "dense" | "convolutional" | "expanded";

/** Sequences of indices below 7, with classes. */
function indices(labels: Labels): Dataset<"classes"> {
  const features = Uint8Array.from({ length: 28 * labels.length }, (_, i) => (i * i + labels[Math.floor(i / 28)]!) % 7);
  return new Dataset({ shape: [28, 1], features, scale: 1, targets: { kind: "classes", labels, classes: 10 } });
}

/** Crosses of two strokes, which need not be fetched and checked as MNIST is: half of a page's time would go there. */
function crosses(count: number): Dataset<"classes"> {
  const side = 28;
  const features = new Uint8Array(count * side * side);
  const labels = Uint8Array.from({ length: count }, (_, example) => example % 10);
  for (let example = 0; example < count; example++)
    for (let i = 0; i < side; i++) {
      const [down, across] = [3 + ((7 * example) % 22), 3 + 2 * (example % 10)];
      for (const at of [side * i + down, side * across + i]) features[example * side * side + at] = 100 + 5 * i;
    }
  return new Dataset({
    shape: [1, side, side],
    features,
    scale: Math.fround(1 / 256),
    targets: { kind: "classes", labels, classes: 10 },
  });
}

/** The hash after ten mini-batches of one of these runs, and how many threads it had. */
export async function shortRun(name: RunName, engine: "wasm" | "reference", threads?: number) {
  const { net, options } = { dense: first, convolutional: third, expanded: fourth }[name];
  const engines = { wasm: wasmEngine, reference: referenceEngine };
  const { run } = await steps(net(), { training: crosses(100) }, { ...options, engine: engines[engine], threads }, 10);
  return { sha256: run.outcome?.sha256, threads: run.threads };
}

/** E1.1 after fifty mini-batches, as a file. */
export async function checkpointAtFifty(digits: Pick<Mnist, "training">): Promise<Uint8Array> {
  return encodeCheckpoint((await steps(first.net(), enough(digits), first.options, 50)).run.snapshot());
}

/** The hash after the hundredth mini-batch, resumed from that file. */
export async function resumed(digits: Pick<Mnist, "training">, checkpoint: Uint8Array): Promise<string | undefined> {
  const resume = decodeCheckpoint(checkpoint);
  return (await steps(first.net(), enough(digits), { ...first.options, resume }, 100)).run.outcome?.sha256;
}

/** The hash of a network, read from a URL or a path. */
export async function hashOf(location: string): Promise<string> {
  return (await Network.load(location)).sha256();
}

/** Pictures of every kind, each in base64. */
export type PictureSamples = Readonly<Record<string, { readonly file: string }>>;

/** The hashes of data sets made of these pictures, in two classes: as they are, and as if each showed a digit. */
export async function picturesHash(samples: PictureSamples) {
  const files = Object.entries(samples).map(([name, { file }], i) => ({
    path: `${i % 2 === 0 ? "even" : "odd"}/${name}`,
    read: async () => Uint8Array.from(atob(file), (character) => character.charCodeAt(0)),
  }));
  const hashes = [];
  for (const fit of ["contain", "mnist"] as const) {
    const { training, leftOut } = await openSource(files, { pictures: { fit } });
    hashes.push({ count: training.count, leftOut, sha256: sha256Hex([training.features as Uint8Array]) });
  }
  return hashes;
}
