/** For tests: everything a session can tell, so that two sessions can be held against each other to the bit. */
import type { Dataset } from "../data/index.ts";
import type { Engine, SessionOptions, TrainingStretch } from "../engines/index.ts";
import { network } from "../network/index.ts";
import type { RandomCase } from "./random-cases.ts";
import { everyExample, stretchOf, withSession } from "./sessions.ts";

export interface Ways {
  /** Other data than the case's, of the same values. */
  readonly data?: Dataset;
  readonly options?: SessionOptions;
  /** Where to end a stretch and begin the next, in mini-batches. */
  readonly cuts?: readonly number[];
  readonly stretch?: Partial<TrainingStretch>;
}

/** The inputs of a data set, as `predict` wants them. */
export function inputsFor(data: Dataset): Float32Array {
  const inputs = new Float32Array(data.count * data.size);
  for (let i = 0; i < data.count; i++) inputs.set(data.input(i), i * data.size);
  return inputs;
}

/** Trains once through a case's data and returns all there is to see, as plain values. */
export function outcomeOf(engine: Engine, drawn: RandomCase, ways: Ways = {}) {
  const { spec, order, miniBatchSize, optimizer, regularization, frozen, weights } = drawn;
  const { data = drawn.data, options = {}, cuts = [], stretch = {} } = ways;
  return withSession(engine, network(spec), { miniBatchSize, threads: 1, frozen, ...options }, (session) => {
    const resident = session.load(data, { weights });
    const before = session.gradients(resident, everyExample(data));
    // As many errors as weighted inputs, of some sort.
    const given = session.inputGradients(inputsFor(data), (z) => z.map((value) => value - 0.5));
    const alone = session.gradients(resident, everyExample(data), { inputs: false });
    // Small enough that no step goes wild: the bits of NaN are nobody's promise.
    const steepest = Math.max(1, ...[...before.parameters.values()].flatMap((g) => Math.max(...g.map(Math.abs))));
    const learningRate = 0.02 / 2 ** Math.ceil(Math.log2(steepest));
    let costSum = 0;
    let steps = 0;
    const ends = [...new Set(cuts.map((cut) => cut * miniBatchSize)), order.length].filter(
      (end) => end <= order.length,
    );
    let from = 0;
    for (const to of ends.sort((a, b) => a - b)) {
      const result = session.train(
        stretchOf(resident, {
          order,
          from,
          to,
          miniBatchSize,
          optimizer,
          regularization,
          learningRate,
          measureCost: true,
          stepsBefore: steps,
          costBefore: costSum,
          ...stretch,
        }),
      );
      steps += result.steps;
      costSum = result.costSum ?? 0;
      from = to;
    }
    session.download();
    return {
      gradients: [...before.parameters, ["inputs", before.inputs] as const].map(([key, g]) => `${key} ${bitsOf(g)}`),
      givenErrors: bitsOf(given),
      gradientCost: before.cost,
      gradientsAlone: [...alone.parameters].map(([key, g]) => `${key} ${bitsOf(g)}`),
      steps,
      costSum,
      sha256: session.network.sha256(),
      optimizer: [...session.downloadOptimizer(optimizer)].map(([key, values]) => `${key} ${bitsOf(values)}`),
      evaluation: session.evaluate(resident),
      predictions: bitsOf(session.predict(inputsFor(data))),
    };
  });
}

function bitsOf(values: Float32Array): string {
  return new Uint32Array(values.buffer, values.byteOffset, values.length).join();
}
