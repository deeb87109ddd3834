import type { Dataset } from "../../data/index.ts";
import { checkData } from "../../engines/session-checks.ts";
import { checkFiniteWeights, checkWork, type Work, type WorkOptions } from "../../engines/work.ts";
import { NndlError, show } from "../../errors.ts";
import { type TrainingEvent, TrainingRun } from "../../training/index.ts";
import { type GradientFlow, measureGradients } from "./gradient-flow.ts";

/** How fast the layers learned when so many epochs of a run were complete. */
export interface GradientEvent extends GradientFlow {
  /** Told apart from the run's own events by this. */
  readonly type: "gradients";
  /** Complete epochs: 0 before the first. */
  readonly epochs: number;
}

/**
 * A training run that tells, before its first epoch and after each, how fast its layers learn: iterate over what this returns
 * instead of the run. All events of the run come through as they are, and between them those of {@link gradientFlow}.
 *
 * What is measured changes nothing: the run ends with the same bits, and snapshots and checkpoints are the same. A run that goes
 * on from one begins with the gradient of the weights that it goes on from.
 *
 * @param data what the gradients are the means of; it need not be what is trained on
 * @throws NndlError "analysis.run" for what is no run, what gradientFlow throws for data and options that do not fit, at
 *   once; while iterating, what the run throws
 * @example
 * const run = train(net, digits.training, { epochs: 2, learningRate: 0.1 });
 * for await (const event of followGradients(run, digits.training.take(20)))
 *   if (event.type === "gradients") console.log(event.epochs, event.layers.map(({ speed }) => speed));
 * @see chapter 5, "The vanishing gradient problem": the graphs of speeds during training
 */
export function followGradients<Event extends TrainingEvent>(
  run: TrainingRun<Event>,
  data: Dataset,
  options: WorkOptions = {},
): AsyncGenerator<Event | GradientEvent, void, undefined> {
  if (!(run instanceof TrainingRun))
    throw new NndlError("analysis.run", {
      received: show(run),
      expected: "gradients must be followed of a training run",
      next: "Give what train(network, data, options) returned.",
    });
  checkData(run.network, data);
  return follow(run, data, checkWork(options));
}

async function* follow<Event extends TrainingEvent>(
  run: TrainingRun<Event>,
  data: Dataset,
  work: Work,
): AsyncGenerator<Event | GradientEvent, void, undefined> {
  checkFiniteWeights(run.network);
  const session = await work.engine.open(run.network, { threads: work.threads });
  try {
    const resident = session.load(data);
    const measure = async (epochs: number): Promise<GradientEvent> => ({
      ...{ type: "gradients", epochs },
      ...(await measureGradients(session, resident, work)),
    });
    yield await measure(run.progress.epoch);
    for await (const event of run) {
      yield event;
      if (event.type !== "epoch") continue;
      // The run has just measured the epoch, and for that the network has its weights.
      session.upload();
      yield await measure(event.index + 1);
    }
  } finally {
    session.close();
  }
}
