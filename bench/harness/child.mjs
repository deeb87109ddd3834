// @ts-check
/** The driver's end of a side: a child process that is asked one thing at a time. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { MARK } from "./task.mjs";

/** @import { KernelTime, Ready, Task } from "./task.mjs" */

/** A side that has not answered for this long will not. */
const PATIENCE_MS = 300_000;

/** Every library that starts threads reads one of these. */
const THREAD_VARIABLES = [
  "OMP_NUM_THREADS",
  "OPENBLAS_NUM_THREADS",
  "MKL_NUM_THREADS",
  "BLIS_NUM_THREADS",
  "VECLIB_MAXIMUM_THREADS",
  "NUMEXPR_NUM_THREADS",
];

/**
 * OpenMP's threads burn the processor between two pieces of work, and PyTorch's then keep those of its BLAS from
 * running: with two threads on two cores it was four times as slow as with threads that sleep.
 */
const SLEEP = { OMP_WAIT_POLICY: "passive" };

export class Child {
  #process;
  #lines;
  #errors = "";

  /**
   * @param {string} program
   * @param {string} file
   * @param {Task} task
   */
  constructor(program, file, task) {
    const threads = Object.fromEntries(THREAD_VARIABLES.map((name) => [name, String(task.threads)]));
    this.#process = spawn(program, [file, JSON.stringify(task)], {
      env: { ...SLEEP, ...process.env, ...threads },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#process.on("error", (error) => {
      this.#errors += error.message;
    });
    this.#process.stdin.on("error", () => {}); // A side that died is reported by what it did not answer.
    this.#process.stderr.on("data", (chunk) => {
      this.#errors = (this.#errors + chunk).slice(-2000);
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** @returns {Promise<{ ready: Ready } | { skip: string, missing?: boolean }>} */
  async start() {
    return /** @type {{ ready: Ready } | { skip: string, missing?: boolean }} */ (await this.#answer());
  }

  /**
   * @param {number} miniBatches
   * @returns {Promise<{ seconds: number, cpuSeconds: number }>}
   */
  async go(miniBatches) {
    return /** @type {{ seconds: number, cpuSeconds: number }} */ (await this.#ask(`go ${miniBatches}`));
  }

  /** @returns {Promise<{ peakBytes: number }>} */
  async memory() {
    return /** @type {{ peakBytes: number }} */ (await this.#ask("memory"));
  }

  /** @returns {Promise<{ correct?: number, of: number }>} */
  async score() {
    return /** @type {{ correct?: number, of: number }} */ (await this.#ask("score"));
  }

  /**
   * @param {number} miniBatches
   * @returns {Promise<{ kernels?: KernelTime[] }>}
   */
  async profile(miniBatches) {
    return /** @type {{ kernels?: KernelTime[] }} */ (await this.#ask(`profile ${miniBatches}`));
  }

  kill() {
    this.#process.kill();
  }

  /** @param {string} command */
  async #ask(command) {
    this.#process.stdin.write(`${command}\n`);
    return this.#answer();
  }

  /** @returns {Promise<unknown>} */
  async #answer() {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    });
    try {
      for (;;) {
        const line = /** @type {IteratorResult<string>} */ (await Promise.race([this.#lines.next(), late]));
        if (line.done) throw new Error(`it stopped: ${lastLines(this.#errors)}`);
        if (line.value.startsWith(MARK)) return JSON.parse(line.value.slice(MARK.length));
      }
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {string} text */
function lastLines(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const error = lines.findLast((line) => /^\w*(Error|Exception)\b/.test(line.trim()));
  return error ?? lines.at(-1) ?? "without a word";
}
