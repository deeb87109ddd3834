/** What a run asks of an `AbortSignal`: every one that a browser or Node makes will do, and so will one of your own. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Ends what its user no longer wants, with the signal's own reason where it has one. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted !== true) return;
  throw "reason" in signal && signal.reason !== undefined ? signal.reason : new Error("This operation was aborted.");
}
