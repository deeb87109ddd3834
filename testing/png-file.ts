/** For tests: PNG files written by the format's rules, in every pixel format and by every filter, whole or broken. */
import { crc32, deflateSync } from "node:zlib";

export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  readonly color: number;
  readonly interlaced?: boolean;
  readonly palette?: readonly number[];
  readonly transparency?: readonly number[];
  /** The sample of a channel of a pixel. */
  readonly sample: (x: number, y: number, channel: number) => number;
  /** The filter of a line, counted over all passes; 0 to 4. */
  readonly filter?: (line: number) => number;
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function png(parts: PngParts): Uint8Array {
  const { width, height, depth, color, interlaced, palette, transparency } = parts;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, color, 0, 0, interlaced ? 1 : 0], 8);
  return pngOf([
    ["IHDR", header],
    ...(palette === undefined ? [] : [["PLTE", Buffer.from(palette)] as const]),
    ...(transparency === undefined ? [] : [["tRNS", Buffer.from(transparency)] as const]),
    ["IDAT", deflateSync(lines(parts))],
    ["IEND", Buffer.alloc(0)],
  ]);
}

/** A file of chunks, each with its length and its checksum. */
export function pngOf(chunks: readonly (readonly [type: string, content: Uint8Array])[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])];
  for (const [type, content] of chunks) {
    const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    parts.push(length, body, sum);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Where Adam7 takes each pixel from, as the specification draws it. */
const adam7Pattern = ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];

function lines({ width, height, depth, color, interlaced, sample, filter = () => 0 }: PngParts): Uint8Array {
  const channels = channelsOf[color];
  const passes = interlaced ? ["1", "2", "3", "4", "5", "6", "7"] : [undefined];
  const result: number[] = [];
  let line = 0;
  for (const pass of passes) {
    let above: number[] | undefined;
    for (let y = 0; y < height; y++) {
      const columns = Array.from({ length: width }, (_, x) => x).filter(
        (x) => pass === undefined || adam7Pattern[y % 8][x % 8] === pass,
      );
      if (columns.length === 0) continue;
      const bits = columns.flatMap((x) =>
        Array.from({ length: channels }, (_, channel) => sample(x, y, channel).toString(2).padStart(depth, "0")),
      );
      const text = bits.join("");
      const raw = Array.from({ length: Math.ceil(text.length / 8) }, (_, i) =>
        Number.parseInt(text.slice(8 * i, 8 * i + 8).padEnd(8, "0"), 2),
      );
      const kind = filter(line++);
      result.push(kind, ...filtered(kind, raw, above ?? raw.map(() => 0), Math.max(1, (channels * depth) / 8)));
      above = raw;
    }
  }
  return Uint8Array.from(result);
}

function filtered(kind: number, raw: readonly number[], above: readonly number[], step: number): number[] {
  return raw.map((value, i) => {
    const [a, b, c] = [i < step ? 0 : raw[i - step], above[i], i < step ? 0 : above[i - step]];
    const nearest = [a, b, c].sort((p, q) => Math.abs(a + b - c - p) - Math.abs(a + b - c - q))[0];
    const guess = [0, a, b, Math.floor((a + b) / 2), nearest][kind] ?? 0;
    return (value - guess) & 0xff;
  });
}
