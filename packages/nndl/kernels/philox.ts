// The counter-based generator of src/random/philox.ts: Philox4x32-10 (J. K. Salmon et al., "Parallel random numbers: as
// easy as 1, 2, 3", SC 2011).
import { firstPairs, highHalves, lowHalves, secondPairs } from "./vectors.ts";

/** The four words of a block, written to `to`. */
export function philox(to: usize, block: u32, step: u32, name0: u32, name1: u32, key0: u32, key1: u32): void {
  for (let round = 0; round < 10; round++) {
    const first = <u64>block * 0xd2511f53;
    const second = <u64>name0 * 0xcd9e8d57;
    block = <u32>(second >> 32) ^ step ^ key0;
    step = <u32>second;
    name0 = <u32>(first >> 32) ^ name1 ^ key1;
    name1 = <u32>first;
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
  }
  store<u32>(to, block);
  store<u32>(to, step, 4);
  store<u32>(to, name0, 8);
  store<u32>(to, name1, 12);
}

/** The words of four blocks: lane b of vector r is word r of block b. Each thread's own. */
export let words0: v128 = i32x4.splat(0);
export let words1: v128 = i32x4.splat(0);
export let words2: v128 = i32x4.splat(0);
export let words3: v128 = i32x4.splat(0);

// @inline
function lowWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

// @inline
function highWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

/** `philox` on four blocks at once, the first of them 4 · group: sixteen words. */
export function sixteenWords(group: i32, step: u32, name0: u32, name1: u32, key0: u32, key1: u32): void {
  let x0 = i32x4.add(i32x4.splat(group << 2), i32x4(0, 1, 2, 3));
  let x1 = i32x4.splat(step);
  let x2 = i32x4.splat(name0);
  let x3 = i32x4.splat(name1);
  const first = i32x4.splat(0xd2511f53);
  const second = i32x4.splat(0xcd9e8d57);
  for (let round = 0; round < 10; round++) {
    const a = i64x2.extmul_low_i32x4_u(x0, first);
    const b = i64x2.extmul_high_i32x4_u(x0, first);
    const c = i64x2.extmul_low_i32x4_u(x2, second);
    const d = i64x2.extmul_high_i32x4_u(x2, second);
    x0 = v128.xor(v128.xor(highWords(c, d), x1), i32x4.splat(key0));
    x1 = lowWords(c, d);
    x2 = v128.xor(v128.xor(highWords(a, b), x3), i32x4.splat(key1));
    x3 = lowWords(a, b);
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
  }
  words0 = x0;
  words1 = x1;
  words2 = x2;
  words3 = x3;
}

/** The same words in their order, four in each vector. */
export function wordsInOrder(group: i32, step: u32, name0: u32, name1: u32, key0: u32, key1: u32): void {
  sixteenWords(group, step, name0, name1, key0, key1);
  const a = lowHalves(words0, words1);
  const b = highHalves(words0, words1);
  const c = lowHalves(words2, words3);
  const d = highHalves(words2, words3);
  words0 = firstPairs(a, c);
  words1 = secondPairs(a, c);
  words2 = firstPairs(b, d);
  words3 = secondPairs(b, d);
}
