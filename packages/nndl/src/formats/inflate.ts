/**
 * Zlib streams (RFC 1950, RFC 1951), unpacked at once and to a length that is known before.
 *
 * A DecompressionStream takes a millisecond to set up, which is ten seconds for a folder of ten thousand small pictures, and
 * each system has its own mind about bytes that follow the end.
 */

/** How many bits each code has at most. */
const mostBits = 15;

/** A Huffman code as a table: by the next `bits` bits, the symbol × 16 + the bits that its code takes; 0 where there is none. */
interface Code {
  readonly bits: number;
  readonly table: Uint16Array;
}

/** Lengths and distances: the first of each symbol, and how many further bits tell which. */
const lengthStarts = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceStarts = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const distanceBits = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
/** The order in which the lengths of the code of lengths are written. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * The content of a zlib stream; undefined where the bytes are none that is whole and holds exactly `length` bytes. What
 * follows its end is passed over.
 */
export function inflate(stream: Uint8Array, length: number): Uint8Array | undefined {
  const head = (stream[0]! << 8) | stream[1]!;
  const isZlib = stream.length >= 6 && (stream[0]! & 15) === 8 && head % 31 === 0 && (stream[1]! & 32) === 0;
  if (!isZlib) return undefined;
  const content = new Uint8Array(length);
  const end = inflateRaw(stream, 2, content);
  if (end === undefined || end + 4 > stream.length) return undefined;
  const sum = new DataView(stream.buffer, stream.byteOffset + end, 4).getUint32(0);
  return sum === adler32(content) ? content : undefined;
}

/** Fills `out` from a deflate stream at `at`; where the stream ends, or undefined where it is damaged or of another length. */
function inflateRaw(stream: Uint8Array, at: number, out: Uint8Array): number | undefined {
  let place = at;
  let held = 0;
  let buffer = 0;
  let written = 0;
  let isBroken = false;

  const need = (bits: number) => {
    while (held < bits) {
      // Past the end come zeros, as many as one code may look ahead; more than that is an end too early.
      if (place >= stream.length + 4) isBroken = true;
      buffer |= (stream[place++] ?? 0) << held;
      held += 8;
    }
  };
  const take = (bits: number) => {
    need(bits);
    const value = buffer & ((1 << bits) - 1);
    buffer >>>= bits;
    held -= bits;
    return value;
  };
  const symbolOf = ({ bits, table }: Code) => {
    need(bits);
    const entry = table[buffer & ((1 << bits) - 1)]!;
    if (entry === 0) isBroken = true;
    buffer >>>= entry & 15;
    held -= entry & 15;
    return entry >> 4;
  };

  const copyStored = () => {
    buffer = 0;
    place -= held >> 3;
    held = 0;
    const size = (stream[place] ?? 0) | ((stream[place + 1] ?? 0) << 8);
    const check = (stream[place + 2] ?? 0) | ((stream[place + 3] ?? 0) << 8);
    place += 4;
    if ((size ^ check) !== 0xffff || place + size > stream.length || written + size > out.length) return false;
    out.set(stream.subarray(place, place + size), written);
    place += size;
    written += size;
    return true;
  };

  const readCodes = (): readonly [Code, Code] | undefined => {
    const [literals, distances, given] = [take(5) + 257, take(5) + 1, take(4) + 4];
    const lengths = new Uint8Array(19);
    for (let i = 0; i < given; i++) lengths[lengthOrder[i]!] = take(3);
    const code = codeOf(lengths);
    if (code === undefined || literals > 286) return undefined;
    const all = new Uint8Array(literals + distances);
    for (let i = 0; i < all.length && !isBroken; ) {
      const symbol = symbolOf(code);
      if (symbol < 16) {
        all[i++] = symbol;
        continue;
      }
      const [repeated, times] =
        symbol === 16 ? [all[i - 1], 3 + take(2)] : symbol === 17 ? [0, 3 + take(3)] : [0, 11 + take(7)];
      if (repeated === undefined || i + times > all.length) return undefined;
      all.fill(repeated, i, i + times);
      i += times;
    }
    const both = [codeOf(all.subarray(0, literals)), codeOf(all.subarray(literals))] as const;
    return both[0] === undefined || both[1] === undefined ? undefined : (both as readonly [Code, Code]);
  };

  const copyCoded = (literals: Code, distances: Code) => {
    while (!isBroken) {
      const symbol = symbolOf(literals);
      if (symbol === 256) return !isBroken;
      if (symbol < 256) {
        if (written >= out.length) return false;
        out[written++] = symbol;
        continue;
      }
      const start = lengthStarts[symbol - 257];
      if (start === undefined) return false;
      const size = start + take(lengthBits[symbol - 257]!);
      const far = symbolOf(distances);
      const from = distanceStarts[far];
      if (from === undefined) return false;
      const distance = from + take(distanceBits[far]!);
      if (distance > written || written + size > out.length) return false;
      for (const until = written + size; written < until; written++) out[written] = out[written - distance]!;
    }
    return false;
  };

  for (let isLast = false; !isLast && !isBroken; ) {
    isLast = take(1) === 1;
    const kind = take(2);
    if (kind === 3) return undefined;
    if (kind === 0) {
      if (!copyStored()) return undefined;
      continue;
    }
    const codes = kind === 1 ? fixedCodes() : readCodes();
    if (isBroken || codes === undefined || !copyCoded(codes[0], codes[1])) return undefined;
  }
  const end = place - (held >> 3);
  return isBroken || written !== out.length || end > stream.length ? undefined : end;
}

let fixed: readonly [Code, Code] | undefined;

function fixedCodes(): readonly [Code, Code] {
  const literals = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  fixed ??= [codeOf(literals)!, codeOf(new Uint8Array(30).fill(5))!];
  return fixed;
}

/** The code with these lengths, 0 for symbols that do not occur; undefined where there are more codes than can be. */
function codeOf(lengths: Uint8Array): Code | undefined {
  const counts = new Uint16Array(mostBits + 1);
  for (const length of lengths) if (length > 0) counts[length]!++;
  let bits = mostBits;
  while (bits > 1 && counts[bits] === 0) bits--;
  const next = new Uint16Array(mostBits + 2);
  let room = 1;
  for (let length = 1; length <= mostBits; length++) {
    room = 2 * room - counts[length]!;
    if (room < 0) return undefined;
    next[length + 1] = (next[length]! + counts[length]!) << 1;
  }
  const table = new Uint16Array(1 << bits);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const code = next[length]!++;
    let mirrored = 0;
    for (let bit = 0; bit < length; bit++) mirrored |= ((code >> bit) & 1) << (length - 1 - bit);
    for (let i = mirrored; i < table.length; i += 1 << length) table[i] = (symbol << 4) | length;
  });
  return { bits, table };
}

/** The checksum at the end of a zlib stream. */
export function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let start = 0; start < bytes.length; start += 3800) {
    const end = Math.min(bytes.length, start + 3800);
    for (let i = start; i < end; i++) {
      a += bytes[i]!;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
