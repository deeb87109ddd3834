/** What the studio keeps in the reader's own browser (IndexedDB): runs, so that a closed tab loses none. */
import { clear, createStore, del, entries, set, type UseStore } from "idb-keyval";
import type { EpochRecord } from "nndl";
import type { CurvePoint } from "../training/curve.ts";
import type { Recipe } from "../training/recipe.ts";
import type { GivenData } from "./given-data.ts";
import type { Origin } from "./origin.ts";
import type { KeptRun } from "./runs.ts";

/** A run as it is kept: enough to go on with it, and to draw what it has told. */
export interface StoredRun {
  /** Its recipe, as the studio holds it: the same run has the same. */
  readonly key: string;
  readonly recipe: Recipe;
  readonly checkpoint: Uint8Array;
  readonly step: number;
  readonly costs: readonly CurvePoint[];
  readonly records: readonly EpochRecord[];
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
  /** The reader's own files that it learns from. */
  readonly given?: GivenData | undefined;
  /** The network that it started from. */
  readonly origin?: Origin | undefined;
}

/** The most that is kept: runs, bytes of them, and bytes of one. */
const most = { runs: 12, bytes: 300e6, each: 100e6 } as const;
const comparisonKey = "runs to compare with";

/** Where runs are kept; where the browser keeps nothing (a private window, no room), `isKeeping` is false and nothing fails. */
export class BrowserStore {
  isKeeping = typeof indexedDB !== "undefined";
  #store: UseStore | undefined;

  /** Keeps a run in the place of what was kept of it, and lets go of the oldest beyond what there is room for. */
  async keep(run: StoredRun): Promise<boolean> {
    if (bytesOf(run) > most.each) return false;
    const kept = await this.#try(async (store) => {
      await set(run.key, run, store);
      return true;
    });
    if (kept !== true) return false;
    let [count, bytes] = [0, 0];
    for (const each of await this.runs()) {
      bytes += bytesOf(each);
      if (++count > most.runs || bytes > most.bytes) await this.forget(each.key);
    }
    return true;
  }

  /** What is kept, the newest first. */
  async runs(): Promise<readonly StoredRun[]> {
    const all = (await this.#try((store) => entries<string, StoredRun>(store))) ?? [];
    return all
      .filter(([key]) => key !== comparisonKey)
      .map(([, run]) => run)
      .sort((a, b) => b.at - a.at);
  }

  /** The run with that recipe, if it is kept. */
  async find(key: string): Promise<StoredRun | undefined> {
    return (await this.runs()).find((run) => run.key === key);
  }

  async forget(key: string): Promise<void> {
    await this.#try((store) => del(key, store));
  }

  async forgetAll(): Promise<void> {
    await this.#try((store) => clear(store));
  }

  /** The runs that the reader compares with. */
  async keepComparison(runs: readonly KeptRun[]): Promise<void> {
    await this.#try((store) => set(comparisonKey, runs, store));
  }

  async comparison(): Promise<readonly KeptRun[]> {
    const all = (await this.#try((store) => entries<string, unknown>(store))) ?? [];
    const found = all.find(([key]) => key === comparisonKey)?.[1];
    return Array.isArray(found) ? (found as KeptRun[]) : [];
  }

  async #try<T>(act: (store: UseStore) => Promise<T>): Promise<T | undefined> {
    if (!this.isKeeping) return undefined;
    try {
      this.#store ??= createStore("nndl studio", "runs");
      return await act(this.#store);
    } catch {
      this.isKeeping = false;
      return undefined;
    }
  }
}

/** About how much room a run takes. */
export function bytesOf({ checkpoint, given, origin, costs, records }: StoredRun): number {
  const files = given === undefined ? 0 : bytesIn(given.files);
  return checkpoint.length + (origin?.bytes.length ?? 0) + files + 100 * costs.length + 500 * records.length;
}

function bytesIn(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + bytesIn(each), 0);
}
