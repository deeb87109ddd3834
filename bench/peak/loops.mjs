// @ts-check
/**
 * What the arithmetic of one core can do, in WebAssembly of 128 bits as nndl's kernels are: loops of nothing but
 * multiplications and additions, and the loop that a product of matrices comes down to.
 */
import asc from "assemblyscript/asc";

/** @typedef {{ operations: number, run: (rounds: number) => void }} Loop */

/**
 * Each has as many chains of multiplications as of additions, which the processor has separate units for, and none waits
 * for another. How many chains and how long a loop go fastest depends on processor and compiler, so a few are tried.
 */
const SHAPES = [4, 5, 6, 7].flatMap((chains) => [1, 2, 4].map((unrolled) => ({ chains, unrolled })));

/** Inputs of the bare loop: 16 KiB of weights, which every processor's nearest cache holds. */
const INPUTS = 256;

/** The loops of pure arithmetic, and the bare loop. @returns {Promise<{ peak: Loop[], bare: Loop }>} */
export async function compileLoops() {
  const loops = await compile([...SHAPES.map(arithmetic), BARE].join("\n"));
  return {
    peak: SHAPES.map(({ chains, unrolled }, i) => ({
      operations: 2 * 4 * chains * unrolled,
      run: (rounds) => loops[`run${i}`](rounds, 1),
    })),
    bare: { operations: 2 * 2 * 16 * INPUTS, run: (rounds) => loops.bare(rounds, 0) },
  };
}

/**
 * In AssemblyScript. The compiler does not know that k is 1, which keeps every product what it is; what a loop gives
 * back depends on all that it did.
 * @param {{ chains: number, unrolled: number }} shape
 * @param {number} index
 */
function arithmetic({ chains, unrolled }, index) {
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

/** Two rows of inputs times a panel of sixteen units, as in packages/nndl/kernels/dense.ts; everything lies at `at`. */
const BARE = (() => {
  const four = (/** @type {(i: number) => string} */ text) => [0, 1, 2, 3].map(text).join(" ");
  return `export function bare(rounds: i32, at: usize): void {
    for (let round = 0; round < rounds; round++) {
      ${four((i) => `let s${i} = f32x4.splat(0); let t${i} = s${i};`)}
      let w = at;
      for (let x = at, end = at + ${4 * INPUTS}; x < end; x += 4) {
        const a = v128.load32_splat(x); const b = v128.load32_splat(x + ${4 * INPUTS});
        ${four((i) => `const w${i} = v128.load(w, ${16 * i});`)}
        ${four((i) => `s${i} = f32x4.add(s${i}, f32x4.mul(a, w${i}));`)}
        ${four((i) => `t${i} = f32x4.add(t${i}, f32x4.mul(b, w${i}));`)}
        w += 64;
      }
      ${four((i) => `v128.store(at + ${64 * INPUTS}, s${i}, ${32 * i}); v128.store(at + ${64 * INPUTS}, t${i}, ${32 * i + 16});`)}
    }
  }`;
})();

/**
 * @param {string} text
 * @returns {Promise<Record<string, (rounds: number, k: number) => number>>}
 */
async function compile(text) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  const flags = ["loops.ts", "--outFile", "loops.wasm", "--runtime", "stub", "-O3", "--noAssert", "--enable", "simd"];
  const { error, stderr } = await asc.main([...flags, "--initialMemory", "2"], {
    readFile: (name) => (name === "loops.ts" ? text : null),
    writeFile: (name, contents) => void files.set(name, /** @type {Uint8Array} */ (contents)),
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const { instance } = await WebAssembly.instantiate(/** @type {BufferSource} */ (files.get("loops.wasm")));
  return /** @type {any} */ (instance.exports);
}
