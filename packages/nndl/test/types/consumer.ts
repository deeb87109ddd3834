/** A stranger's program, to be compiled under the strictest settings and not to be run. */
import {
  type Dataset,
  dense,
  type EpochEvent,
  type Measurement,
  mnist,
  network,
  regression,
  type TrainingRun,
  type TrainOptions,
  train,
  wasmEngine,
} from "nndl";
import { encodeCheckpoint } from "nndl/formats";

const digits = await mnist();
const squares = regression([[-1], [0], [1]], [1, 0, 1]);
const net = network({ input: [784], layers: [dense(30), dense(10)], seed: 1 });
const basic = { epochs: 3, learningRate: 3 };

// What is measured has the names that one gave, and right answers where there are classes.
for await (const { evaluations } of train(net, digits.training, {
  ...basic,
  evaluate: { test: digits.test, squares },
})) {
  evaluations.test.correct satisfies number;
  evaluations.test.accuracy satisfies number;
  evaluations.squares.cost satisfies number;
  evaluations.squares.correct satisfies undefined;
  // @ts-expect-error: there is no such data set
  evaluations.tset;
}
// @ts-expect-error: nothing is measured
for await (const { evaluations } of train(net, digits.training, basic)) evaluations.test;

// Of data sets that are known only by their kind, or not at all, no more is said than is known.
declare const unknown: Dataset;
declare const named: Record<string, Dataset<"classes">>;
const name: string = "test";
for await (const { evaluations } of train(net, unknown, { ...basic, evaluate: { unknown } }))
  evaluations.unknown.correct satisfies number | undefined;
for await (const { evaluations } of train(net, unknown, { ...basic, evaluate: named }))
  evaluations[name]?.correct satisfies number | undefined;

// Mini-batches are told of where they were asked for, and there alone.
for await (const event of train(net, digits.training, { ...basic, miniBatchEvents: 10, evaluate: { ...digits } })) {
  // @ts-expect-error: a mini-batch has none
  event.evaluations;
  if (event.type === "epoch") event.evaluations.validation.correct satisfies number;
  else event.cost satisfies number;
}
for await (const event of train(net, digits.training, { ...basic, miniBatchEvents: undefined }))
  event.type satisfies "epoch";
function trained(options: TrainOptions) {
  return train(net, digits.training, options);
}
for await (const event of trained(basic)) event.type satisfies "epoch" | "mini-batch";

// A run fits where any run does, and so does what comes of it.
const run = train(net, digits.training, {
  ...basic,
  evaluate: undefined,
  optimizer: undefined,
  watch: undefined,
  threads: undefined,
  resume: undefined,
  signal: { aborted: false, addEventListener() {}, removeEventListener() {} },
});
run satisfies TrainingRun;
for await (const epoch of run) epoch satisfies EpochEvent;
run.outcome?.history.map(({ evaluations }) => evaluations[name]) satisfies (Measurement | undefined)[] | undefined;
encodeCheckpoint(run.snapshot()) satisfies Uint8Array;

// A session can be used for a block.
{
  using session = await wasmEngine.open(net, { threads: undefined });
  session.evaluate(session.load(digits.test)).correct satisfies number;
  session.evaluate(session.load(squares)).correct satisfies undefined;
}

// A network answers to one input with one answer, and to a list with a list.
const input = digits.test.input(0);
(await net.predict(input)) satisfies Float32Array;
(await net.predict([input, [1, 2, 3]])) satisfies Float32Array[];
(await net.predictClass(input)) satisfies number;
(await net.predictClass([input])) satisfies number[];
(await net.evaluate(digits.test)).correct satisfies number;
(await net.evaluate(squares)).correct satisfies undefined;
