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
  data: Dataset;
  /** Whether other features and targets may take their place. */
  readonly changing: boolean;
  /** The fields of the gather operation that name the data and its targets. */
  readonly gather: Op;
  readonly packed: boolean;
  /** Where what each example's cost is multiplied by is; 0 where nothing is. */
  readonly weights: number;
  /** Where it says how many steps of each example count; 0 where all do. */
  readonly lengths: number;
  /** The addresses of all that it takes. */
  readonly blocks: readonly number[];
}

type Allocate = EngineMemory["allocate"];

/** Brings a data set into memory, whole or not at all. */
export function uploadData(
  data: Dataset,
  memory: EngineMemory,
  options: { readonly packable: boolean; readonly changing: boolean; readonly weights: Float32Array | undefined },
): WasmResident {
  const blocks: number[] = [];
  const allocate: Allocate = (bytes, purpose) => {
    blocks.push(memory.allocate(bytes, purpose));
    return blocks[blocks.length - 1];
  };
  try {
    const weights = uploadWeights(options.weights, memory, allocate);
    const lengths = uploadLengths(data.lengths, memory, allocate);
    return {
      ...upload(data, memory, allocate, options),
      data,
      weights,
      lengths,
      changing: options.changing,
      blocks,
    };
  } catch (error) {
    for (const address of blocks) memory.release(address);
    throw error;
  }
}

function upload(
  data: Dataset,
  memory: EngineMemory,
  allocate: Allocate,
  { packable }: { readonly packable: boolean },
): Pick<WasmResident, "packed" | "gather"> {
  const { features } = data;
  const targets = uploadTargets(data, memory, allocate);
  const fields = { size: data.size, scale: data.scale, ...targets };
  if (features instanceof Float32Array) {
    const address = allocate(features.byteLength, "the data");
    memory.floats(address, features.length).set(features);
    return { packed: false, gather: { name: "gatherFloats", fields: { ...fields, data: address } } };
  }
  if (packable && data.size <= mostPackedInputs && isSparse(data))
    return { packed: true, gather: { name: "gatherPacked", fields: { ...fields, ...pack(data, memory, allocate) } } };
  const address = allocate(features.length, "the data");
  memory.bytes(address, features.length).set(features);
  return { packed: false, gather: { name: "gatherBytes", fields: { ...fields, data: address } } };
}

function uploadWeights(weights: Float32Array | undefined, memory: EngineMemory, allocate: Allocate): number {
  if (weights === undefined) return 0;
  const address = allocate(weights.byteLength, "the weights of examples");
  memory.floats(address, weights.length).set(weights);
  return address;
}

function uploadLengths(lengths: Uint32Array | undefined, memory: EngineMemory, allocate: Allocate): number {
  if (lengths === undefined) return 0;
  const address = allocate(lengths.byteLength, "the lengths of sequences");
  memory.words(address, lengths.length).set(lengths);
  return address;
}

/** Puts other features and targets, of the same kinds and number, where those of a resident are. */
export function refreshData(resident: WasmResident, data: Dataset, memory: EngineMemory): void {
  const { data: features, labels } = resident.gather.fields;
  memory.bytes(features, data.features.byteLength).set(bytesOf(data.features));
  const targets = data.targets.kind === "classes" ? data.targets.labels : data.targets.values;
  memory.bytes(labels, targets.byteLength).set(bytesOf(targets));
  if (data.lengths !== undefined) memory.words(resident.lengths, data.count).set(data.lengths);
  resident.data = data;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function isSparse(data: Dataset): boolean {
  let count = 0;
  for (const length of nonZeroCounts(data)) count += length;
  return count < sparseEnough * data.features.length;
}

/** How many features of each example are not 0. */
function nonZeroCounts(data: Dataset): Uint32Array {
  const counts = new Uint32Array(data.count);
  for (let example = 0; example < data.count; example++) {
    let count = 0;
    for (let i = example * data.size, end = i + data.size; i < end; i++) if (data.features[i] !== 0) count++;
    counts[example] = count;
  }
  return counts;
}

/** Eight non-zero bytes and their 16-bit positions make a block: an example lies in one place, and is read in one go. */
const blockEntries = 8;
const blockBytes = 24;

/** The examples as blocks, the last of each filled up with zeros, and for each where its blocks begin and its length. */
function pack(data: Dataset, memory: EngineMemory, allocate: Allocate) {
  const lengths = nonZeroCounts(data);
  let blocks = 0;
  for (const length of lengths) blocks += Math.ceil(length / blockEntries);
  const address = allocate(blocks * blockBytes + 64, "the data");
  const examples = allocate(data.count * 8, "the data");
  const view = memory.view();
  const about = memory.words(examples, data.count * 2);
  let block = 0;
  for (let example = 0; example < data.count; example++) {
    about[2 * example] = block;
    about[2 * example + 1] = lengths[example];
    let entry = 0;
    for (let k = 0; k < data.size; k++) {
      const value = data.features[example * data.size + k];
      if (value === 0) continue;
      const base = address + (block + Math.floor(entry / blockEntries)) * blockBytes;
      view.setUint16(base + 2 * (entry % blockEntries), k, true);
      view.setUint8(base + 2 * blockEntries + (entry % blockEntries), value);
      entry++;
    }
    block += Math.ceil(entry / blockEntries);
  }
  return { data: address, examples };
}

function uploadTargets(data: Dataset, memory: EngineMemory, allocate: Allocate) {
  const { targets } = data;
  const array = targets.kind === "classes" ? targets.labels : targets.values;
  const labels = allocate(array.byteLength, "the targets");
  memory.bytes(labels, array.byteLength).set(bytesOf(array));
  return { labels, labelBytes: targets.kind === "classes" ? array.BYTES_PER_ELEMENT : 0 };
}
