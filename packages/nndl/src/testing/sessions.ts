/** For tests: sessions that are closed whatever happens, and stretches of training with little to say. */
import type { Dataset } from "../data/index.ts";
import type { Engine, ResidentData, Session, SessionOptions, TrainingStretch } from "../engines/index.ts";
import type { Network } from "../network/index.ts";
import { withProcessors } from "./processors.ts";

/** Opens a session that really has the threads it is asked for, and closes it whatever happens. */
export async function withSession<T>(
  engine: Engine,
  network: Network,
  options: SessionOptions,
  act: (session: Session) => T | Promise<T>,
): Promise<T> {
  const { threads = "auto" } = options;
  const open = () => engine.open(network, options);
  const session = await (typeof threads === "number" ? withProcessors(threads, open) : open());
  try {
    return await act(session);
  } finally {
    session.close();
  }
}

/** The indices 0 … count − 1. */
export function everyExample(data: Dataset): Uint32Array {
  return Uint32Array.from({ length: data.count }, (_, i) => i);
}

/** One pass over the data in order, by plain SGD with mini-batches of 10 and a learning rate of 0.1, unless said. */
export function stretchOf(data: ResidentData, more: Partial<TrainingStretch> = {}): TrainingStretch {
  const order = more.order ?? everyExample(data.data);
  return {
    data,
    order,
    from: 0,
    to: order.length,
    miniBatchSize: 10,
    optimizer: { type: "sgd" },
    learningRate: 0.1,
    regularization: { l1: 0, l2: 0 },
    trainingCount: data.data.count,
    stepsBefore: 0,
    ...more,
  };
}
