import { checkDataset, type Dataset } from "../data/index.ts";
import { sha256Hex } from "../formats/index.ts";
import { toUtf8 } from "../utf8.ts";

/** Tells one data set from another, so that a run is not resumed on other data. Plain JSON. */
export interface DataIdentity {
  /** How many examples there are. */
  readonly count: number;
  /** The shape of one example. */
  readonly shape: readonly number[];
  /** Depends on every feature, every target, the scale, and the weights and lengths of examples where there are any. */
  readonly hash: string;
}

/** Data sets never change, so each is read once. */
const known = new WeakMap<Dataset, DataIdentity>();

/**
 * What tells a data set from any other: depends on every number in it.
 *
 * @throws NndlError "dataset.instance"
 * @example dataIdentity(digits.test).hash === dataIdentity(digits.training).hash; // false
 */
export function dataIdentity(data: Dataset): DataIdentity {
  checkDataset(data);
  return identify(data);
}

export function identify(data: Dataset): DataIdentity {
  const identity = known.get(data) ?? { count: data.count, shape: data.shape, hash: hashOf(data) };
  known.set(data, identity);
  return identity;
}

function hashOf({ features, scale, targets, weights, lengths }: Dataset): string {
  // Not for people: another word would make another hash, and runs of before could not go on.
  const kind = targets.kind === "classes" ? `${targets.classes} classes` : `${targets.size} values`;
  const numbers = targets.kind === "classes" ? Int32Array.from(targets.labels) : targets.values;
  const about = toUtf8(JSON.stringify([kind, features.BYTES_PER_ELEMENT, scale, mix(bytesOf(features))]));
  const others = [weights, lengths].flatMap((array) => (array === undefined ? [] : [bytesOf(array)]));
  return sha256Hex([about, bytesOf(numbers), ...others]).slice(0, 32);
}

/**
 * FNV-1a (Fowler, Noll and Vo): weak, but it notices every single change, and reads all of MNIST's pixels several times
 * as fast as a cryptographic hash would here.
 */
function mix(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
