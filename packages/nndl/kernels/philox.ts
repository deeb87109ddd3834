// The counter-based generator of src/random/philox.ts: Philox4x32-10 (J. K. Salmon et al., "Parallel random numbers: as
// easy as 1, 2, 3", SC 2011).

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
