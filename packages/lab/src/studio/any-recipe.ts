/** For tests: recipes of every kind on MNIST, at random. */
import fc from "fast-check";
import { Dataset, NndlError, type OptimizerName, type ScheduleName } from "nndl";
import {
  activationNames,
  costNames,
  fullBatchOptimizerNames,
  initializerNames,
  optimizers,
  schedules,
} from "nndl/functions";
import { type CheckedRecipe, checkRecipe, type Recipe } from "../training/recipe.ts";

const maybe = <T extends object>(fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(fields, { requiredKeys: [] });

const whole = (min: number, max: number) => fc.integer({ min, max });
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const positive = fc.double({ min: 1e-9, max: 1e6, noNaN: true });
const activation = fc.constantFrom(...activationNames);
const initializer = fc.constantFrom(...initializerNames);

const neurons = maybe({ activation, initializer });

const layer: fc.Arbitrary<object> = fc.oneof(
  fc
    .record({ type: fc.constant("dense"), units: whole(1, 40) })
    .chain((dense) => neurons.map((n) => ({ ...dense, ...n }))),
  fc.record({ type: fc.constant("dropout"), rate: share, form: fc.constantFrom("inverted", "original") }),
  fc.record({ type: fc.constantFrom("flatten", "batchNorm") }),
  fc.record({ type: fc.constant("batchNorm"), activation }),
  fc.record({ type: fc.constant("zeroPad2d"), padding: whole(1, 3) }),
  fc.record({ type: fc.constant("add"), over: whole(0, 2), activation }),
  fc.record({ type: fc.constantFrom("maxPool2d", "averagePool2d", "l2Pool2d"), window: whole(1, 3) }),
  fc
    .record({ type: fc.constant("conv2d"), filters: whole(1, 5), kernel: whole(1, 5), stride: whole(1, 2) })
    .chain((conv) => neurons.map((n) => ({ ...conv, ...n }))),
  fc
    .record({ type: fc.constant("convPool2d"), filters: whole(1, 5), kernel: whole(1, 5), window: whole(1, 2) })
    .chain((conv) => neurons.map((n) => ({ ...conv, ...n }))),
);

/** Of a table's choices, any; its settings are parts of what they usually are. */
function choice<Name extends string>(table: Readonly<Record<Name, { readonly defaults: object }>>) {
  const names = Object.keys(table) as Name[];
  return fc
    .constantFrom(...names)
    .chain((type) =>
      fc
        .record(
          Object.fromEntries(
            Object.entries(table[type].defaults as Record<string, number>).map(([name, value]) => [
              name,
              Number.isInteger(value) ? whole(Math.ceil(value / 2), value + 3) : share.map((part) => part * value),
            ]),
          ),
          { requiredKeys: [] },
        )
        .map((settings) => ({ type, ...settings })),
    );
}

const sets = fc.constantFrom("training", "validation", "test");

const looksAtAll = ({ optimizer }: { readonly optimizer?: { readonly type: OptimizerName } }) =>
  fullBatchOptimizerNames.some((name) => name === optimizer?.type);

/** Many of them are refused: {@link accepted} tells. */
export const anyRecipe: fc.Arbitrary<object> = fc.record({
  network: fc
    .record({
      input: fc.constantFrom([784], [1, 28, 28]),
      hidden: fc.array(layer, { maxLength: 4 }),
      last: fc.oneof(
        { weight: 5, arbitrary: neurons.map((n) => ({ type: "dense", units: 10, ...n })) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      rest: maybe({ cost: fc.constantFrom(...costNames), initializer, seed: fc.maxSafeNat() }),
    })
    .map(({ input, hidden, last, rest }) => ({
      input,
      layers:
        last === undefined
          ? [...hidden, { type: "dense", units: 10 }, { type: "dropout", rate: 0.5 }]
          : [...hidden, last],
      ...rest,
    })),
  data: maybe({
    training: whole(1, 60_000),
    validation: fc.constantFrom(0, 500, 10_000),
    test: fc.constantFrom(1, 10_000),
  }).map((sizes) => ({ kind: "mnist", ...sizes })),
  training: fc
    .record(
      {
        epochs: whole(1, 20_000),
        miniBatchSize: whole(1, 500),
        learningRate: positive,
        optimizer: fc
          .tuple(choice<OptimizerName>(optimizers), maybe({ clipNorm: positive, clipValue: positive }))
          .map(([optimizer, clipping]) => (looksAtAll({ optimizer }) ? optimizer : { ...optimizer, ...clipping })),
        schedule: choice<ScheduleName>(schedules),
        regularization: maybe({ l1: positive, l2: positive }),
        shuffle: fc.boolean(),
        expansion: maybe({ shift: whole(0, 3), rotate: positive, skew: share }),
        earlyStopping: fc.record({ patience: whole(1, 50), restoreBest: fc.boolean() }),
        watch: fc.record({ data: sets, measure: fc.constantFrom("accuracy", "cost") }),
        changes: maybe({
          learningRate: positive,
          miniBatchSize: whole(1, 500),
          regularization: maybe({ l1: positive, l2: positive }),
        }).map((settings) => [{ atMiniBatch: 0, settings }]),
      },
      { requiredKeys: ["epochs", "learningRate"] },
    )
    // What looks at all examples has no mini-batches to say.
    .map(({ miniBatchSize, ...training }) =>
      miniBatchSize === undefined || looksAtAll(training) ? training : { ...training, miniBatchSize },
    ),
  measured: maybe({
    training: whole(0, 60_000),
    validation: fc.constantFrom(0, 10_000),
    test: fc.constantFrom(0, 10_000),
  }),
});

/** The recipe, checked; undefined when the lab refuses it. */
export function accepted(input: object): CheckedRecipe | undefined {
  try {
    return checkRecipe(input as Recipe);
  } catch (error) {
    if (error instanceof NndlError) return undefined;
    throw error;
  }
}

/** Data sets of MNIST's kind, of one image each. */
export function standIns() {
  const one = new Dataset({
    shape: [1, 28, 28],
    features: new Uint8Array(784),
    targets: { kind: "classes", labels: [0], classes: 10 },
  });
  const few = { training: one, validation: one, test: one };
  return { few, sets: { name: "MNIST", source: "mnist", ...few } };
}
