/** What takes a while: which engine computes it, and how others get their turn, hear how far it is, and end it. */
import { platform } from "#platform";
import { type AbortSignalLike, throwIfAborted } from "../abort-signal.ts";
import { knownKeys, plainObject, type Where } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import type { Network } from "../network/index.ts";
import { checkFinite } from "../network/parameters.ts";
import { type Engine, wasmEngine } from "./index.ts";
import { checkThreads } from "./session-checks.ts";

/** How something is computed that takes a while. */
export interface WorkOptions {
  /** The wasm engine when absent. */
  readonly engine?: Engine | undefined;
  /** As for a session; "auto" when absent. The number never changes a bit of any result. */
  readonly threads?: number | "auto" | undefined;
  /** Ends it: what was promised is then refused with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
  /** Hears after each part how far it is. */
  readonly onProgress?: ((progress: WorkProgress) => void) | undefined;
}

/** How much of something is done. */
export interface WorkProgress {
  /** Parts that are done: examples, or points. */
  readonly done: number;
  /** All parts. */
  readonly total: number;
}

const workFields = ["engine", "threads", "signal", "onProgress"] as const;
const analysis: Where = { code: "analysis.options", what: "the options of an analysis" };

/** Computing that takes turns with whatever else there is to do. */
export interface Work {
  readonly engine: Engine;
  readonly threads: number | "auto";
  /** Says how far it is, and lets others have their turn. @throws the signal's reason, once it was given */
  after(done: number, total: number): Promise<void>;
}

/** How long others wait for their turn, in milliseconds. */
const turn = 12;

/**
 * What is asked of an analysis, or of what else it is said to be: how it is computed, and its own fields, which are for their owner to check.
 *
 * @throws NndlError "analysis.options", or the code that is given
 */
export function checkWork(
  options: unknown,
  own: readonly string[] = [],
  where: Where = analysis,
): Work & { readonly own: Fields } {
  const fields = plainObject(options, where);
  knownKeys(fields, [...own, ...workFields], where);
  const { engine = wasmEngine, threads = "auto", signal, onProgress } = fields as WorkOptions;
  const must = (name: keyof WorkOptions, fits: boolean, expected: string) => {
    if (fits) return;
    throw new NndlError(where.code, {
      received: show(fields[name]),
      expected: `${name} must be ${expected}`,
      next: "Correct it, or leave it out.",
    });
  };
  must("engine", typeof engine?.open === "function", "an engine");
  must("signal", signal === undefined || typeof signal?.aborted === "boolean", "an AbortSignal");
  must("onProgress", onProgress === undefined || typeof onProgress === "function", "a function");
  checkThreads(threads);
  throwIfAborted(signal);
  let began = performance.now();
  return {
    ...{ engine, threads, own: fields },
    async after(done, total) {
      onProgress?.({ done, total });
      if (performance.now() - began > turn) {
        await platform.yieldToOthers();
        began = performance.now();
      }
      throwIfAborted(signal);
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Refuses weights of which no result could be a number. @throws NndlError "network.parameters" */
export function checkFiniteWeights({ parameters }: Network): void {
  for (const [key, { values }] of parameters) checkFinite(key, values);
}
