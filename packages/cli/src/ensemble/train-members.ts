/** Trains the members of an ensemble side by side: each one is a process of `nndl train` on one thread. */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { EpochEvent } from "nndl";
import { childError } from "../child-error.ts";
import { commandFile } from "../own-files.ts";
import type { RunFolder } from "../training/run-folder.ts";

/** What a member says while it trains. */
export interface MemberEvents {
  /** It begins, or goes on: with the epoch and the number of epochs. */
  onStart(member: number, epochs: number): void;
  onEpoch(member: number, event: EpochEvent): void;
  /** It has come to its end, now or before. */
  onEnd(member: number): void;
}

export interface MembersToTrain extends MemberEvents {
  readonly folders: readonly RunFolder[];
  readonly seeds: readonly number[];
  /** The arguments of `nndl train` that all share. */
  readonly options: readonly string[];
  /** How many are trained at a time. */
  readonly jobs: number;
  readonly signal: AbortSignal;
}

/**
 * Trains every member that is not finished; one that is finished, or was interrupted, is where it was. When the signal
 * comes, or one of them fails, those at work save what they have and stop, and no other begins.
 *
 * @returns whether all are finished
 * @throws UsageError with what a member that failed says
 */
export async function trainMembers({
  folders,
  seeds,
  options,
  jobs,
  signal,
  ...events
}: MembersToTrain): Promise<boolean> {
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  let next = 0;
  let finished = 0;
  const work = async () => {
    while (next < folders.length && !until.aborted) {
      const member = next++;
      const command = ["train", ...options, "--seed", String(seeds[member]), "--out", folders[member].path];
      if (await trainMember(member, [...command, "--resume", "--threads", "1", "--json"], until, events)) finished++;
    }
  };
  const workers = Array.from({ length: Math.min(jobs, folders.length) }, () =>
    work().catch((error: unknown) => {
      stop.abort();
      throw error;
    }),
  );
  const outcomes = await Promise.allSettled(workers);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return finished === folders.length;
}

async function trainMember(
  member: number,
  command: readonly string[],
  signal: AbortSignal,
  events: MemberEvents,
): Promise<boolean> {
  const child = spawn(process.execPath, [commandFile, ...command], { stdio: ["ignore", "pipe", "pipe"] });
  const interrupt = () => child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  let complaint = "";
  child.stderr.on("data", (part) => {
    complaint += part;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  // A failure to start is told by `ended`, which nobody awaits before the lines are read.
  ended.catch(() => {});
  try {
    for await (const line of createInterface({ input: child.stdout })) tell(member, JSON.parse(line), events);
    const code = await ended;
    if (code === 0) events.onEnd(member);
    else if (!signal.aborted) throw childError(complaint, code, `member ${member + 1}`);
    return code === 0;
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}

function tell(member: number, said: Record<string, unknown>, events: MemberEvents): void {
  if (said.type === "start") events.onStart(member, (said.training as { readonly epochs: number }).epochs);
  if (said.type === "epoch") {
    const { epoch, ...event } = said;
    events.onEpoch(member, { ...event, index: epoch } as unknown as EpochEvent);
  }
}
