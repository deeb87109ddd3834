// The fastest that 128-bit float32 arithmetic can go, in AssemblyScript: six chains of multiplications and six of
// additions, none of which waits for another. Multiplying by k = 1 keeps every number what it is, and the compiler,
// which does not know k, has to do it.

/** Every chain takes this many steps a round; 12 chains of 4 numbers make 48 operations a step. */
const UNROLLED: i32 = 8;

/** Operations of one round. */
export function operations(): i32 {
  return 48 * UNROLLED;
}

/** Does so many rounds, and gives back a number that depends on all of them. */
export function run(rounds: i32, k: f32): f32 {
  const factor = f32x4.splat(k);
  let m0 = f32x4.splat(1);
  let m1 = f32x4.splat(2);
  let m2 = f32x4.splat(3);
  let m3 = f32x4.splat(4);
  let m4 = f32x4.splat(5);
  let m5 = f32x4.splat(6);
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  for (let i = 0; i < rounds; i++) {
    for (let u = 0; u < UNROLLED; u++) {
      m0 = f32x4.mul(m0, factor);
      a0 = f32x4.add(a0, m0);
      m1 = f32x4.mul(m1, factor);
      a1 = f32x4.add(a1, m1);
      m2 = f32x4.mul(m2, factor);
      a2 = f32x4.add(a2, m2);
      m3 = f32x4.mul(m3, factor);
      a3 = f32x4.add(a3, m3);
      m4 = f32x4.mul(m4, factor);
      a4 = f32x4.add(a4, m4);
      m5 = f32x4.mul(m5, factor);
      a5 = f32x4.add(a5, m5);
    }
  }
  const sum = f32x4.add(f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), f32x4.add(a4, a5));
  return f32x4.extract_lane(sum, 0);
}
