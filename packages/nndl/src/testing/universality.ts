/** For tests: what a network outputs, by both engines. */
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import type { Network } from "../network/index.ts";
import { withSession } from "./sessions.ts";

export const bothEngines = [referenceEngine, wasmEngine];

/** The outputs of a network for some points, by each engine. */
export async function outputsByEngines(network: Network, points: readonly (readonly number[])[]): Promise<number[][]> {
  const inputs = Float32Array.from(points.flat());
  return Promise.all(
    bothEngines.map((engine) =>
      withSession(engine, network, { threads: 1 }, (session) => Array.from(session.predict(inputs))),
    ),
  );
}
