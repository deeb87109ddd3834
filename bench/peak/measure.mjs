// @ts-check
/** Prints how many gigaflops 128-bit multiplications and additions reach on one core: the best of a few short runs. */
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const RUNS = 5;
const SECONDS = 0.1;

const { operations, run } = await compile();
run(1000, 1);
const rounds = Math.ceil((1e6 * SECONDS) / seconds(1e6));
const times = Array.from({ length: RUNS }, () => seconds(rounds));
process.stdout.write(`${(rounds * operations()) / Math.min(...times) / 1e9}\n`);

/** @param {number} count */
function seconds(count) {
  const start = performance.now();
  run(count, 1);
  return (performance.now() - start) / 1e3;
}

/** @returns {Promise<{ operations(): number, run(rounds: number, k: number): number }>} */
async function compile() {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  const flags = ["loop.ts", "--outFile", "loop.wasm", "--runtime", "stub", "-O3", "--noAssert", "--enable", "simd"];
  const { error, stderr } = await asc.main([...flags, "--baseDir", fileURLToPath(new URL(".", import.meta.url))], {
    writeFile: (name, contents) => void files.set(name, /** @type {Uint8Array} */ (contents)),
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const { instance } = await WebAssembly.instantiate(/** @type {BufferSource} */ (files.get("loop.wasm")));
  return /** @type {any} */ (instance.exports);
}
