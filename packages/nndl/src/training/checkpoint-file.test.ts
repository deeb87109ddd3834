import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { NndlError } from "../errors.ts";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "../formats/index.ts";
import { dense } from "../layers/index.ts";
import { encodeWithChecksum } from "../network/checksum.ts";
import { Network, network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import type { TrainOptions } from "./options.ts";
import type { TrainingSnapshot } from "./snapshot.ts";
import { train } from "./train.ts";

const data = toyData(17);
const least = { epochs: 3, learningRate: 0.1, miniBatchSize: 4, miniBatchEvents: 2 };
const start = () => network({ input: [5], layers: [dense(3), dense(3, "softmax")], seed: 1 });

async function snapshotAt(step: number, options: Partial<TrainOptions> = {}): Promise<TrainingSnapshot> {
  const run = train(start(), data, { ...least, ...options });
  for await (const event of run) if (event.step >= step) break;
  return run.snapshot();
}

let snapshot: TrainingSnapshot;
let bytes: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  snapshot = await snapshotAt(8, {
    optimizer: "adam",
    evaluate: { ["__proto__"]: data, test: data },
    watch: { data: "__proto__" },
    earlyStopping: { patience: 2 },
    schedule: "halving",
  });
  bytes = encodeCheckpoint(snapshot);
});

describe("a checkpoint file", () => {
  it("gives back the snapshot", () => {
    expect(snapshot.best).toBeDefined();
    expect(snapshot.optimizer.size).toBe(8);
    expect(decodeCheckpoint(bytes)).toEqual(snapshot);
  });

  it("gives back a snapshot of a run that has not begun, and of one that has ended", async () => {
    for (const one of [train(start(), data, least).snapshot(), await snapshotAt(15)])
      expect(decodeCheckpoint(encodeCheckpoint(one))).toEqual(one);
  });

  it("has the same bytes for the same snapshot", () => {
    expect(Buffer.compare(encodeCheckpoint(decodeCheckpoint(bytes)), bytes)).toBe(0);
  });

  it("is a network's file, too", () => {
    const net = Network.fromBytes(bytes);
    expect(net.spec).toEqual(snapshot.spec);
    for (const [key, { values }] of net.parameters) expect(values).toEqual(snapshot.parameters.get(key));
  });

  it("is refused when it is cut anywhere, or anything is appended", () => {
    for (let length = 0; length < bytes.length; length++) refused(() => decodeCheckpoint(bytes.subarray(0, length)));
    refused(() => decodeCheckpoint(Uint8Array.from([...bytes, 0])));
  });

  it("is refused when any one byte is another", () => {
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at]! ^= 1 << (at % 8);
      refused(() => decodeCheckpoint(damaged));
    }
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        refused(() => decodeCheckpoint(damaged));
      }),
      { numRuns: runs(3000) },
    );
  });

  it("names itself in every error", () => {
    const error = refused(() => decodeCheckpoint(bytes.subarray(0, 100), "run/step-00000008.safetensors"));
    expect(error.code).toBe("safetensors.truncated");
    expect(error.message).toMatch(/^run\/step-00000008\.safetensors: /);
  });

  it("is refused when it is a network, or another program's file, or of another version", () => {
    expect(refused(() => decodeCheckpoint(start().toBytes())).code).toBe("checkpoint.file");
    expect(refused(() => decodeCheckpoint(encodeSafetensors(new Map()))).code).toBe("checkpoint.file");
    const { tensors, metadata } = decodeSafetensors(bytes);
    const { "nndl.checksum": _, ...unsigned } = metadata;
    expect(refused(() => decodeCheckpoint(encodeSafetensors(tensors, unsigned))).code).toBe("checkpoint.file");
    const later = metadata["nndl.training"]!.replace('"version":1', '"version":2');
    const file = encodeWithChecksum({ tensors, metadata: { ...metadata, "nndl.training": later } });
    expect(refused(() => decodeCheckpoint(file)).code).toBe("checkpoint.version");
  });
});

/** A checkpoint whose checksum is right, and whose content may be anything. */
function forged({
  tensors,
  training,
  spec,
}: {
  tensors?: ReadonlyMap<string, Tensor>;
  training?: string;
  spec?: string;
}) {
  const written = decodeSafetensors(bytes);
  const metadata = {
    "nndl.training": training ?? written.metadata["nndl.training"]!,
    "nndl.network": spec ?? written.metadata["nndl.network"]!,
  };
  return encodeWithChecksum({ tensors: tensors ?? written.tensors, metadata });
}

/** The JSON of the checkpoint, with another value at a path like "history.0.index"; without it when that is undefined. */
function withValue(path: string, value: unknown): string {
  const root = JSON.parse(decodeSafetensors(bytes).metadata["nndl.training"]!) as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop()!;
  const place = keys.reduce((place, key) => place[key] as Record<string, unknown>, root);
  place[last] = value;
  return JSON.stringify(root);
}

function withTensor(name: string, values: Tensor["values"]): ReadonlyMap<string, Tensor> {
  return new Map(decodeSafetensors(bytes).tensors).set(name, { shape: [values.length], values });
}

function withoutTensors(pattern: RegExp): ReadonlyMap<string, Tensor> {
  return new Map([...decodeSafetensors(bytes).tensors].filter(([name]) => !pattern.test(name)));
}

describe("a forged checkpoint", () => {
  it("is believed when nothing is wrong with it", () => {
    expect(decodeCheckpoint(forged({}))).toEqual(snapshot);
  });

  it.each<[string, string, string, unknown]>([
    ["an unknown field", "training.snapshot", "more", 1],
    ["no settings", "training", "settings", undefined],
    ["settings that are none", "training.epochs", "settings.epochs", 0],
    ["a momentum for Adam", "training.optimizer", "settings.optimizer.momentum", 1],
    ["nothing to watch", "training.watch", "settings.watch", undefined],
    ["no data", "training.snapshot", "data", undefined],
    ["data without a count", "training.snapshot", "data.training.count", undefined],
    ["data of no shape", "training.snapshot", "data.training.shape", []],
    ["data of a negative shape", "training.snapshot", "data.training.shape", [-5]],
    ["a hash that is none", "training.snapshot", "data.training.hash", "0x"],
    ["no watched data", "training.snapshot", "data.watched", undefined],
    ["a negative epoch", "training.snapshot", "cursor.epoch", -1],
    ["an epoch beyond the last", "training.snapshot", "cursor.epoch", 4],
    ["an example beyond the last", "training.snapshot", "cursor.example", 18],
    ["half a mini-batch", "training.snapshot", "cursor.example", 11],
    ["another step", "training.snapshot", "cursor.step", 7],
    ["a negative time", "training.snapshot", "cursor.seconds", -1],
    ["no cost", "training.snapshot", "cursor.costSum", null],
    ["a fractional count", "training.snapshot", "cursor.costCount", 0.5],
    ["a cursor with more fields", "training.snapshot", "cursor.batch", 1],
    ["no history", "training.snapshot", "history", []],
    ["a history that is too long", "training.snapshot", "history.1", {}],
    ["a history of other epochs", "training.snapshot", "history.0.index", 1],
    ["a negative rate in its history", "training.snapshot", "history.0.learningRate", -1],
    ["a history without what is watched", "training.snapshot", "history.0.evaluations", {}],
    ["more right answers than examples", "training.snapshot", "history.0.evaluations.test.correct", 18],
    ["an accuracy that does not fit", "training.snapshot", "history.0.evaluations.test.accuracy", 0.123],
    ["a measurement without a cost", "training.snapshot", "history.0.evaluations.test.cost", undefined],
  ])("is refused when it has %s", (_name, code, path, value) => {
    expect(refused(() => decodeCheckpoint(forged({ training: withValue(path, value) }))).code).toBe(code);
  });

  it.each<[string, string, Parameters<typeof forged>[0]]>([
    ["no JSON", "network.file", { training: "{" }],
    ["no object", "checkpoint.file", { training: "[1]" }],
    ["the field __proto__", "training.snapshot", { training: '{"version":1,"__proto__":{"settings":{}}}' }],
    ["no JSON as its spec", "network.file", { spec: "sigmoid" }],
    ["a spec that is none", "layer.units", { spec: '{"input":[5],"layers":[{"type":"dense","units":1e309}]}' }],
    ["another spec", "training.snapshot", { spec: '{"input":[4],"layers":[{"type":"dense","units":3}]}' }],
  ])("is refused when it has %s", (_name, code, change) => {
    expect(refused(() => decodeCheckpoint(forged(change))).code).toBe(code);
  });

  it.each<[string, () => ReadonlyMap<string, Tensor>]>([
    ["a missing parameter", () => withoutTensors(/^layers\.1\.biases/)],
    ["a parameter too many", () => withTensor("layers.2.biases", new Float32Array(3))],
    ["a shorter parameter", () => withTensor("layers.1.biases", new Float32Array(2))],
    ["a parameter in float64", () => withTensor("layers.1.biases", new Float64Array(3))],
    ["NaN among its parameters", () => withTensor("layers.1.biases", Float32Array.of(0, Number.NaN, 0))],
    ["no state of the optimizer", () => withoutTensors(/^optimizer/)],
    ["half of the optimizer's state", () => withoutTensors(/^optimizer\/mean\//)],
    ["another optimizer's state", () => withTensor("optimizer/velocity/layers.1.biases", new Float32Array(3))],
    [
      "NaN in the optimizer's state",
      () => withTensor("optimizer/mean/layers.1.biases", Float32Array.of(0, Number.NaN, 0)),
    ],
    ["no best weights", () => withoutTensors(/^best/)],
    ["half of the best weights", () => withoutTensors(/^best\/layers\.0/)],
  ])("is refused when it has %s", (_name, tensors) => {
    expect(refused(() => decodeCheckpoint(forged({ tensors: tensors() }))).code).toBe("training.snapshot");
  });

  it("does not take its best weights from its JSON", () => {
    const file = forged({ tensors: withoutTensors(/^best/), training: withValue("best", {}) });
    expect(refused(() => decodeCheckpoint(file)).code).toBe("training.snapshot");
  });

  it("throws nothing but its own errors at garbage", () => {
    const fields = ["settings", "data", "cursor", "history", "best", "parameters", "version"];
    const garbage = fc.tuple(fc.constantFrom(...fields), fc.jsonValue());
    fc.assert(
      fc.property(garbage, fc.jsonValue(), ([field, value], whole) => {
        for (const training of [withValue(field, value), JSON.stringify(whole)])
          try {
            decodeCheckpoint(forged({ training }));
          } catch (error) {
            expect(error).toBeInstanceOf(NndlError);
          }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("encodeCheckpoint", () => {
  it("refuses a snapshot that is none, or whose weights are not finite", () => {
    expect(refused(() => encodeCheckpoint(undefined as unknown as TrainingSnapshot)).code).toBe("training.snapshot");
    const parameters = new Map(snapshot.parameters).set("layers.1.biases", Float32Array.of(1, 1 / 0, 2));
    expect(refused(() => encodeCheckpoint({ ...snapshot, parameters })).message).toContain("Infinity at position 1");
  });
});
