/** Brings a data set into the engine's memory, in the form that reading it will be fastest. */
import type { Dataset } from "../../data/index.ts";
import type { ResidentData } from "../engine.ts";
import type { EngineMemory } from "./memory.ts";
import type { Op } from "./ops.ts";

/** Below this share of non-zero values a first layer gains by visiting only those. */
const sparseEnough = 0.5;

/** Packed positions are 16-bit. */
const mostPackedInputs = 65536;

export interface WasmResident extends ResidentData {
  /** The fields of the gather operation that name the data and its targets. */
  readonly gather: Op;
  readonly packed: boolean;
}

export function uploadData(data: Dataset, memory: EngineMemory): WasmResident {
  const { features } = data;
  const targets = uploadTargets(data, memory);
  const fields = { size: data.size, scale: data.scale, ...targets };
  if (features instanceof Float32Array) {
    const address = memory.allocate(features.byteLength, "the data");
    memory.floats(address, features.length).set(features);
    return { data, packed: false, gather: { name: "gatherFloats", fields: { ...fields, data: address } } };
  }
  const nonZero = countNonZero(features);
  if (data.size <= mostPackedInputs && nonZero < sparseEnough * features.length)
    return {
      data,
      packed: true,
      gather: { name: "gatherPacked", fields: { ...fields, ...pack(data, nonZero, memory) } },
    };
  const address = memory.allocate(features.length, "the data");
  memory.bytes(address, features.length).set(features);
  return { data, packed: false, gather: { name: "gatherBytes", fields: { ...fields, data: address } } };
}

function countNonZero(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) count++;
  return count;
}

/** The non-zero bytes of all examples in a row, their positions, and where each example's begin. */
function pack(data: Dataset, nonZero: number, memory: EngineMemory) {
  // The kernels read eight at a time, so up to seven past the last.
  const values = memory.allocate(nonZero + 16, "the data");
  const positions = memory.allocate((nonZero + 16) * 2, "the data");
  const starts = memory.allocate((data.count + 1) * 4, "the data");
  const valueBytes = memory.bytes(values, nonZero);
  const positionHalves = memory.halves(positions, nonZero);
  const startWords = memory.words(starts, data.count + 1);
  const bytes = data.features;
  let at = 0;
  for (let example = 0; example < data.count; example++) {
    const row = example * data.size;
    for (let k = 0; k < data.size; k++) {
      const value = bytes[row + k];
      if (value === 0) continue;
      valueBytes[at] = value;
      positionHalves[at++] = k;
    }
    startWords[example + 1] = at;
  }
  return { data: values, positions, starts };
}

function uploadTargets(data: Dataset, memory: EngineMemory) {
  const { targets } = data;
  const array = targets.kind === "classes" ? targets.labels : targets.values;
  const labels = memory.allocate(array.byteLength, "the targets");
  memory.bytes(labels, array.byteLength).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return { labels, labelBytes: targets.kind === "classes" ? array.BYTES_PER_ELEMENT : 0 };
}
