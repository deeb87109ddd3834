// @ts-check
/**
 * How fast a core is at this moment: gigaflops of bare loops, measured between the rounds by a process of its own. Some
 * machines change their speed within minutes; what was measured at different moments can be compared by it.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/**
 * `peak`: nothing but 128-bit multiplications and additions. `bare`: two rows times a panel of sixteen units, the loop of
 * nndl's dense kernels without all that is around it.
 * @typedef {{ peak: number, bare: number }} Speed
 */

const program = fileURLToPath(new URL("../peak/measure.mjs", import.meta.url));

export class Pulse {
  #process = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  #lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();

  /** @returns {Promise<Speed>} */
  async take() {
    this.#process.stdin.write("\n");
    const { done, value } = await this.#lines.next();
    if (done) throw new Error("the bare loops stopped");
    return JSON.parse(value);
  }

  stop() {
    this.#process.kill();
  }
}

/** What held between two moments. @param {Speed} before @param {Speed} after @returns {Speed} */
export function between(before, after) {
  return { peak: (before.peak + after.peak) / 2, bare: (before.bare + after.bare) / 2 };
}
