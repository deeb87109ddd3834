/** The pupil's network in their own browser (IndexedDB), so that a reload or a closed tab does not lose it. */
import { createStore, del, get, set, type UseStore } from "idb-keyval";
import type { EpochRecord } from "nndl";
import type { CurvePoint } from "../training/curve.ts";
import { type ClassRun, limits, seedLimits } from "./experiment.ts";

/** A run as it is kept: enough to go on with it, and to say what has come of it. */
export interface KeptNetwork {
  readonly run: ClassRun;
  readonly checkpoint: Uint8Array;
  readonly costs: readonly CurvePoint[];
  readonly records: readonly EpochRecord[];
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
}

const key = "my network";

/** The last one alone is kept. Where the browser keeps nothing (a private window, no room), nothing fails. */
export class NetworkStore {
  #store: UseStore | undefined;

  /** @returns whether it is kept */
  async keep(network: KeptNetwork): Promise<boolean> {
    const kept = await this.#try(async (store) => {
      await set(key, network, store);
      return true;
    });
    return kept ?? false;
  }

  /** What is kept; undefined where that is nothing, or nothing that this page has written. */
  async find(): Promise<KeptNetwork | undefined> {
    const found = await this.#try((store) => get<unknown>(key, store));
    return isKeptNetwork(found) ? found : undefined;
  }

  async forget(): Promise<void> {
    await this.#try((store) => del(key, store));
  }

  async #try<T>(act: (store: UseStore) => Promise<T>): Promise<T | undefined> {
    if (typeof indexedDB === "undefined") return undefined;
    try {
      this.#store ??= createStore("nndl class", "networks");
      return await act(this.#store);
    } catch {
      return undefined;
    }
  }
}

/** Whether something is such a network, as far as that can be seen from outside; its checkpoint is read by who opens it. */
export function isKeptNetwork(value: unknown): value is KeptNetwork {
  if (typeof value !== "object" || value === null) return false;
  const { run, checkpoint, costs, records, at } = value as Partial<Record<keyof KeptNetwork, unknown>>;
  return (
    isRun(run) &&
    checkpoint instanceof Uint8Array &&
    Array.isArray(costs) &&
    Array.isArray(records) &&
    Number.isFinite(at)
  );
}

function isRun(value: unknown): value is ClassRun {
  if (typeof value !== "object" || value === null) return false;
  const { seed, epochs, images } = value as Partial<Record<keyof ClassRun, unknown>>;
  const within = (number: unknown, [least, most]: readonly [number, number]) =>
    Number.isInteger(number) && (number as number) >= least && (number as number) <= most;
  return within(seed, seedLimits) && within(epochs, limits.epochs) && within(images, limits.images);
}
