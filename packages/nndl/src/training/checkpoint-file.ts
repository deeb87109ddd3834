/**
 * A snapshot as one file: a network's safetensors file, which `Network.load` reads as such, with the optimizer's arrays
 * and the best weights as further tensors and everything else as JSON in the metadata.
 */
import type { Bytes } from "../bytes.ts";
import { plainObject } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import type { Safetensors, Tensor } from "../formats/index.ts";
import { checksumKey, encodeWithChecksum } from "../network/checksum.ts";
import {
  checkpointPrefixes,
  decodeVerified,
  fileKeys,
  parseJson,
  preparationEntry,
  preparationIn,
  reading,
  targetsEntry,
  targetsIn,
} from "../network/file.ts";
import { parameterName } from "../network/index.ts";
import { placeLayers } from "../network/spec.ts";
import { checkSnapshot } from "./check-snapshot.ts";
import type { TrainingSnapshot } from "./snapshot.ts";

/** Raised when a reader of this version could not go on from what is written. */
const version = 1;

type Arrays = ReadonlyMap<string, Float32Array>;

/**
 * The bytes of a checkpoint. Equal snapshots give equal bytes.
 *
 * @throws NndlError "training.snapshot" when something in the snapshot is not as it should be, for example not finite
 * @example
 * await indexedDbPut("latest", encodeCheckpoint(run.snapshot()));
 */
export function encodeCheckpoint(snapshot: TrainingSnapshot): Bytes {
  const {
    spec,
    settings,
    data,
    cursor,
    history,
    parameters,
    optimizer,
    numbers,
    best,
    carried,
    preparation,
    targetKind,
  } = checkSnapshot(snapshot);
  const shapes = shapesOf(spec);
  const tensors = new Map<string, Tensor>();
  const add = (prefix: string, arrays: Arrays) => {
    for (const [key, values] of arrays) {
      // An optimizer's array is named after the parameter that it belongs to, and has its shape.
      const parameter = prefix === checkpointPrefixes.optimizer ? key.slice(key.indexOf("/") + 1) : key;
      tensors.set(prefix + key, { shape: shapes.get(parameter) as readonly number[], values });
    }
  };
  add("", parameters);
  add(checkpointPrefixes.optimizer, optimizer);
  add(checkpointPrefixes.best, best ?? new Map());
  for (const [key, values] of carried ?? [])
    tensors.set(checkpointPrefixes.carried + key, { shape: [values.length], values });
  const metadata = {
    [fileKeys.spec]: JSON.stringify(spec),
    [fileKeys.training]: JSON.stringify({ version, settings, data, cursor, history, numbers }),
    ...preparationEntry(preparation),
    ...targetsEntry(targetKind),
  };
  return encodeWithChecksum({ tensors, metadata });
}

/**
 * Reads a checkpoint. One that is not whole, or not what a run wrote, gives an error and nothing else.
 *
 * @param name stands for the bytes in errors
 * @throws NndlError "safetensors.…", "network.checksum", "checkpoint.file", "checkpoint.version", "training.snapshot", …
 */
export function decodeCheckpoint(bytes: Uint8Array, name = "these bytes"): TrainingSnapshot {
  return reading(name, () => {
    const { tensors, metadata } = decodeVerified(bytes);
    const [spec, training] = [metadata[fileKeys.spec], metadata[fileKeys.training]];
    if (spec === undefined || training === undefined || metadata[checksumKey] === undefined)
      throw new NndlError("checkpoint.file", {
        received: `only ${Object.keys(metadata).join(", ") || "nothing"} in its metadata`,
        expected: `a checkpoint must have ${fileKeys.spec}, ${fileKeys.training} and ${checksumKey}`,
        next: "Give a checkpoint, not another file; a network alone cannot be resumed.",
      });
    const { version: written, ...rest } = plainObject(parseJson(training, fileKeys.training), {
      code: "checkpoint.file",
      what: fileKeys.training,
    });
    if (written !== version)
      throw new NndlError("checkpoint.version", {
        received: `version ${show(written)}`,
        expected: `a checkpoint must have version ${version}`,
        next: "Resume with the version of nndl that wrote it.",
      });
    const preparation = preparationIn(metadata);
    const targetKind = targetsIn(metadata);
    return checkSnapshot({
      ...rest,
      spec: parseJson(spec, fileKeys.spec),
      ...sorted(tensors),
      ...(preparation === undefined ? {} : { preparation }),
      ...(targetKind === undefined ? {} : { targetKind }),
    });
  });
}

/** The tensors by what they are for, without the prefixes. */
function sorted(
  tensors: Safetensors["tensors"],
): Record<"parameters" | "optimizer", Arrays> & { best?: Arrays; carried?: Arrays } {
  const { optimizer, best, carried } = checkpointPrefixes;
  const own = (key: string) => ![optimizer, best, carried].some((prefix) => key.startsWith(prefix));
  const under = (prefix: string, belongs = (key: string) => key.startsWith(prefix)) =>
    new Map(
      [...tensors].filter(([key]) => belongs(key)).map(([key, { values }]) => [key.slice(prefix.length), values]),
    );
  const [bestWeights, goingOn] = [under(best), under(carried)];
  return {
    // That they are float32, and of which lengths, is checked with everything else.
    parameters: under("", own) as Arrays,
    optimizer: under(optimizer) as Arrays,
    ...(bestWeights.size === 0 ? {} : { best: bestWeights as Arrays }),
    ...(goingOn.size === 0 ? {} : { carried: goingOn as Arrays }),
  };
}

function shapesOf(spec: TrainingSnapshot["spec"]): ReadonlyMap<string, readonly number[]> {
  return new Map(
    placeLayers(spec).flatMap(({ index, parameters }) =>
      parameters.map(({ name, shape }) => [parameterName(index, name), shape] as const),
    ),
  );
}
