import type { TargetKind } from "../data/index.ts";
import type { Engine, Evaluation, ResidentData, Session, TrainingResult, TrainingStretch } from "../engines/index.ts";

/** What a scripted session was asked to do, and what it is to answer. */
export interface Script {
  /** The costs, or the right answers of ten, of one evaluation after another. */
  readonly cost?: readonly number[];
  readonly correct?: readonly number[];
  /** Called for every stretch, with the weights to change; what it returns is the answer. */
  train?(stretch: TrainingStretch, weights: ReadonlyMap<string, Float32Array>): Partial<TrainingResult> | undefined;
}

/**
 * For tests of what goes on around an engine: it computes nothing. Each mini-batch adds 1 to every parameter, so that
 * weights tell how many there were.
 */
export function scriptedEngine(script: Script = {}): Engine {
  return {
    name: "scripted",
    open: async (network, options = {}): Promise<Session> => {
      const weights = new Map([...network.parameters].map(([key, { values }]) => [key, values.slice()]));
      let evaluations = 0;
      const refuse = (): never => {
        throw new Error("a scripted engine does not do this");
      };
      return {
        engine: "scripted",
        network,
        threads: typeof options.threads === "number" ? options.threads : 1,
        load: (data) => ({ data }),
        refresh: refuse,
        unload: () => {},
        train(stretch) {
          const steps = Math.ceil((stretch.to - stretch.from) / stretch.miniBatchSize);
          for (const values of weights.values()) for (let i = 0; i < values.length; i++) values[i]! += steps;
          const costSum = (stretch.costBefore ?? 0) + (stretch.to - stretch.from);
          return { steps, ...(stretch.measureCost ? { costSum } : {}), ...script.train?.(stretch, weights) };
        },
        evaluate<Kind extends TargetKind>({ data }: ResidentData<Kind>) {
          const cost = script.cost?.[evaluations] ?? 1;
          const correct = script.correct?.[evaluations] ?? 0;
          evaluations++;
          const measured = data.targets.kind === "classes" ? { count: 10, cost, correct } : { count: 10, cost };
          return measured as Evaluation<Kind>;
        },
        download() {
          for (const [key, values] of weights) network.parameters.get(key)!.values.set(values);
        },
        upload() {
          for (const [key, values] of weights) values.set(network.parameters.get(key)!.values);
        },
        downloadOptimizer: () => new Map(),
        uploadOptimizer: () => {},
        downloadCarried: () => new Map(),
        uploadCarried: () => {},
        predict: refuse,
        gradients: refuse,
        inputGradients: refuse,
        close: () => {},
        [Symbol.dispose]: () => {},
      };
    },
  };
}
