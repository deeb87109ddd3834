/**
 * The sessions that networks answer with when nobody opens one by hand. This is the one file of its room that knows an
 * engine: it loads the engine when a network is first asked something, and not before.
 */
import type { Dataset, TargetKind } from "../data/index.ts";
import type { Evaluation, EvaluationOptions, Session } from "../engines/index.ts";
import type { Network } from "./network.ts";

export type { Evaluation, EvaluationOptions } from "../engines/index.ts";

/** Networks that keep a session at a time; more sessions than this could exhaust a browser's addresses. */
const most = 16;

const sessions = new WeakMap<Network, Promise<Session>>();

/** The networks that keep one, the one that was used last at the end. They may be collected as if they were not here. */
let recent: readonly WeakRef<Network>[] = [];

/** The outputs for inputs that follow one another, by the weights that the network has when they are computed. */
export async function predictWith(network: Network, inputs: Float32Array): Promise<Float32Array> {
  const session = await sessionOf(network);
  // Anybody may have changed the weights in the meantime: they are copied each time, and no answer is ever an old one.
  session.upload();
  return session.predict(inputs);
}

/** Measures a network in a session of its own, of which nothing stays. */
export async function evaluateOn<Kind extends TargetKind>(
  network: Network,
  data: Dataset<Kind>,
  options?: EvaluationOptions,
): Promise<Evaluation<Kind>> {
  const session = await open(network, "auto");
  try {
    return session.evaluate(session.load(data), options);
  } finally {
    session.close();
  }
}

/** On one thread there is nothing to close: a session that is let go of is collected, its memory too. */
function sessionOf(network: Network): Promise<Session> {
  recent = [
    ...recent.filter((other) => other.deref() !== undefined && other.deref() !== network),
    new WeakRef(network),
  ];
  for (const forgotten of recent.slice(0, -most)) sessions.delete(forgotten.deref() as Network);
  recent = recent.slice(-most);
  const existing = sessions.get(network);
  if (existing !== undefined) return existing;
  const session = open(network, 1);
  sessions.set(network, session);
  // What failed is tried again.
  session.catch(() => sessions.delete(network));
  return session;
}

async function open(network: Network, threads: 1 | "auto"): Promise<Session> {
  const { wasmEngine } = await import("../engines/wasm/index.ts");
  return wasmEngine.open(network, threads === 1 ? { threads, miniBatchSize: 1 } : { threads });
}
