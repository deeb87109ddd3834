// @ts-check
/**
 * Prints how many gigaflops 128-bit multiplications and additions reach on one core. Each loop has as many chains of
 * multiplications as of additions, which the processor has separate units for, and none waits for another. How many
 * chains and how long a loop go fastest depends on processor and compiler, so a few are tried, in short runs that fit
 * between whatever else the machine does; the best of all is the peak.
 */
import asc from "assemblyscript/asc";

const SHAPES = [4, 5, 6, 7].flatMap((chains) => [1, 2, 4].map((unrolled) => ({ chains, unrolled })));
const RUNS = 20;
const SECONDS = 0.003;

const loops = await compile(SHAPES.map(source).join("\n"));
const reached = SHAPES.map(({ chains, unrolled }, i) => {
  const operations = 2 * 4 * chains * unrolled;
  const run = loops[`run${i}`];
  const time = (/** @type {number} */ rounds) => {
    const start = performance.now();
    run(rounds, 1);
    return (performance.now() - start) / 1e3;
  };
  run(1e5, 1); // Until it runs code that was optimized.
  const rounds = Math.ceil((1e5 * SECONDS) / time(1e5));
  return (rounds * operations) / Math.min(...Array.from({ length: RUNS }, () => time(rounds))) / 1e9;
});
process.stdout.write(`${Math.max(...reached)}\n`);

/**
 * In AssemblyScript. The compiler does not know that k is 1, which keeps every product what it is; what a loop gives
 * back depends on all that it did.
 * @param {{ chains: number, unrolled: number }} shape
 * @param {number} index
 */
function source({ chains, unrolled }, index) {
  const each = (/** @type {(i: number) => string} */ text) =>
    Array.from({ length: chains }, (_, i) => text(i)).join("");
  const step = each((i) => `p${i} = f32x4.mul(p${i}, factor); s${i} = f32x4.add(s${i}, factor); `);
  return `export function run${index}(rounds: i32, k: f32): f32 {
    const factor = f32x4.splat(k);
    let all = factor;
    ${each((i) => `let p${i} = f32x4.splat(${i}); let s${i} = p${i}; `)}
    for (let round = 0; round < rounds; round++) { ${step.repeat(unrolled)} }
    ${each((i) => `all = f32x4.add(all, f32x4.add(p${i}, s${i})); `)}
    return f32x4.extract_lane(all, 0);
  }`;
}

/**
 * @param {string} text
 * @returns {Promise<Record<string, (rounds: number, k: number) => number>>}
 */
async function compile(text) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  const flags = ["loops.ts", "--outFile", "loops.wasm", "--runtime", "stub", "-O3", "--noAssert", "--enable", "simd"];
  const { error, stderr } = await asc.main(flags, {
    readFile: (name) => (name === "loops.ts" ? text : null),
    writeFile: (name, contents) => void files.set(name, /** @type {Uint8Array} */ (contents)),
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const { instance } = await WebAssembly.instantiate(/** @type {BufferSource} */ (files.get("loops.wasm")));
  return /** @type {any} */ (instance.exports);
}
