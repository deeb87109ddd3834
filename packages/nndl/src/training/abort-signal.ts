/** What a run asks of an `AbortSignal`: every one that a browser or Node makes will do, and so will one of your own. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
