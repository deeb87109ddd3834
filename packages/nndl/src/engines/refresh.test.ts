/** Data that change while a session holds them, and those that must not. */
import { describe, expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { dense } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { referenceEngine, type Session, wasmEngine } from "./index.ts";

const net = () => network({ input: [6], layers: [dense(4, "tanh"), dense(3, "sigmoid")], seed: 2 });

interface Kind {
  readonly count?: number;
  readonly bytes?: boolean;
  readonly classes?: number;
}

/** Random examples of a kind. */
function examples(seed: number, { count = 8, bytes = true, classes = 3 }: Kind = {}): Dataset {
  const draws = stream(seed, "examples");
  const byte = () => (draws.uniform() < 0.8 ? 0 : draws.integer(256));
  const features = bytes
    ? Uint8Array.from({ length: 6 * count }, byte)
    : Float32Array.from({ length: 6 * count }, () => draws.gaussian());
  const targets: Dataset["targets"] =
    classes > 0
      ? { kind: "classes", labels: Uint8Array.from({ length: count }, () => draws.integer(classes)), classes }
      : { kind: "values", values: Float32Array.from({ length: 3 * count }, () => draws.uniform()), size: 3 };
  return new Dataset({ shape: [6], features, targets });
}

describe.each([
  ["reference", referenceEngine],
  ["wasm", wasmEngine],
] as const)("data in a session of the %s engine", (_, engine) => {
  const open = <T>(act: (session: Session) => T, trained: Network = net()) =>
    withSession(engine, trained, { miniBatchSize: 3, threads: 1 }, act);

  it.each<[string, Kind]>([
    ["bytes", {}],
    ["floats", { bytes: false }],
    ["targets that are values", { classes: 0 }],
  ])("are what they were refreshed with: %s", async (_kind, kind) => {
    const [before, after] = [examples(1, kind), examples(2, kind)];
    const seen = (session: Session, resident: ReturnType<Session["load"]>) => {
      const looked = [session.evaluate(resident), session.gradients(resident, everyExample(after))];
      session.train(stretchOf(resident, { miniBatchSize: 3 }));
      session.download();
      return [...looked, session.network.sha256()];
    };
    const refreshed = await open((session) => {
      const resident = session.load(before, { changing: true });
      session.evaluate(resident);
      session.refresh(resident, after);
      expect(resident.data).toBe(after);
      return seen(session, resident);
    });
    expect(refreshed).toEqual(await open((session) => seen(session, session.load(after))));
  });

  it("are refreshed only when they were loaded for that, with data of the same kind, by their own session", () =>
    open(async (session) => {
      const resident = session.load(examples(1), { changing: true });
      const codeFor = (data: Dataset) => refused(() => session.refresh(resident, data)).code;
      expect(codeFor(examples(2, { count: 9 }))).toBe("session.refresh");
      expect(codeFor(examples(2, { bytes: false }))).toBe("session.refresh");
      expect(codeFor(examples(2, { classes: 2 }))).toBe("session.refresh");
      expect(codeFor(examples(2, { classes: 0 }))).toBe("session.refresh");
      const { targets } = examples(2);
      expect(codeFor(new Dataset({ shape: [5], features: new Uint8Array(40), targets }))).toBe("data.shape");
      expect(resident.data).toEqual(examples(1));
      const staying = session.load(examples(1));
      expect(refused(() => session.refresh(staying, examples(2))).message).toContain("{ changing: true }");
      expect(refused(() => session.refresh({ data: examples(1) }, examples(2))).code).toBe("session.data");
      for (const options of [{ changing: 1 }, { change: true }, true])
        expect(refused(() => session.load(examples(1), options as object)).code).toBe("session.load");
      session.close();
      expect(refused(() => session.refresh(resident, examples(2))).code).toBe("session.closed");
    }));
});
