/** What a picture with losses says before its blocks (RFC 6386, section 9, for frames that stand by themselves). */
import { BoolReader } from "./bool-reader.ts";
import { BrokenPicture } from "./broken.ts";
import { coefficientChances, firstSteps, otherSteps, stayChances } from "./lossy-tables.ts";

/** What coefficients are multiplied by: the first of a block and the others; of luminance, of its means, of colour. */
export interface Steps {
  readonly luminance: readonly [number, number];
  readonly means: readonly [number, number];
  readonly colour: readonly [number, number];
}

/** How strongly edges are smoothed. */
export interface Smoothing {
  readonly isSimple: boolean;
  readonly level: number;
  readonly sharpness: number;
  /** What is added for blocks of 16 × 16, and then for those of 4 × 4. */
  readonly deltas: readonly [whole: number, quarters: number];
}

/** Parts of the picture that differ in fineness: each block names one of four. */
export interface Segment {
  readonly steps: Steps;
  readonly level: number;
}

export interface LossyHeader {
  /** What says how blocks were predicted; it goes on where the header ends. */
  readonly modes: BoolReader;
  /** What holds coefficients, row by row in turn. */
  readonly partitions: readonly BoolReader[];
  /** How likely each segment is; undefined where blocks name none. */
  readonly segmentChances: readonly number[] | undefined;
  readonly segments: readonly Segment[];
  readonly smoothing: Smoothing;
  readonly chances: Uint8Array;
  /** How likely a block has coefficients; undefined where blocks do not say. */
  readonly skipChance: number | undefined;
}

export function readHeader(data: Uint8Array): LossyHeader {
  const tag = data[0]! | (data[1]! << 8) | (data[2]! << 16);
  if (((tag >> 1) & 7) > 3) throw new BrokenPicture("a version that there is not");
  const firstLength = tag >> 5;
  const rest = data.subarray(10);
  if (firstLength > rest.length) throw new BrokenPicture("an end in the middle of its picture");
  const modes = new BoolReader(rest.subarray(0, firstLength));
  // How colours are meant, which all programs pass over, and whether they stay in their range, which all make sure of.
  modes.number(2);
  const divided = readSegments(modes);
  const smoothing = readSmoothing(modes);
  const partitions = readPartitions(rest.subarray(firstLength), 1 << modes.number(2));
  const steps = readSteps(modes);
  const segments = Array.from({ length: 4 }, (_, i): Segment => {
    const [step, level] = [divided?.steps[i] ?? 0, divided?.levels[i] ?? 0];
    const isAdded = divided?.areAbsolute !== true;
    return { steps: steps(isAdded ? step : { absolute: step }), level: isAdded ? smoothing.level + level : level };
  });
  // Whether later frames go on from these chances.
  modes.flag();
  const chances = coefficientChances.map((chance, i) => (modes.bit(stayChances[i]!) === 1 ? modes.number(8) : chance));
  const skipChance = modes.flag() ? modes.number(8) : undefined;
  return { modes, partitions, segmentChances: divided?.chances, segments, smoothing, chances, skipChance };
}

function readSegments(modes: BoolReader) {
  if (!modes.flag()) return undefined;
  const isMap = modes.flag();
  const isUpdate = modes.flag();
  const areAbsolute = !isUpdate || modes.flag();
  const four = (bits: number) => Array.from({ length: 4 }, () => (isUpdate ? modes.maybeSigned(bits) : 0));
  const steps = four(7);
  const levels = four(6);
  const chances = isMap ? Array.from({ length: 3 }, () => (modes.flag() ? modes.number(8) : 255)) : undefined;
  return { areAbsolute, steps, levels, chances };
}

function readSmoothing(modes: BoolReader): Smoothing {
  const isSimple = modes.flag();
  const level = modes.number(6);
  const sharpness = modes.number(3);
  const hasDeltas = modes.flag();
  const isUpdate = hasDeltas && modes.flag();
  const four = () => Array.from({ length: 4 }, () => (isUpdate && modes.flag() ? modes.signed(6) : 0));
  // By what a block was predicted from, of which there is only the picture itself, and by its kind.
  const [whole] = four() as [number];
  const [quarters] = four() as [number];
  return { isSimple, level, sharpness, deltas: [whole, quarters] };
}

function readPartitions(rest: Uint8Array, count: number): readonly BoolReader[] {
  const lengths = 3 * (count - 1);
  if (lengths > rest.length) throw new BrokenPicture("an end in the middle of its picture");
  let at = lengths;
  return Array.from({ length: count }, (_, i) => {
    const length = rest[3 * i]! | (rest[3 * i + 1]! << 8) | (rest[3 * i + 2]! << 16);
    const end = i === count - 1 ? rest.length : at + length;
    const partition = new BoolReader(rest.subarray(at, end));
    at = Math.min(end, rest.length);
    return partition;
  });
}

function readSteps(modes: BoolReader): (given: number | { readonly absolute: number }) => Steps {
  const base = modes.number(7);
  const [firstOfY, firstOfMeans, otherOfMeans, firstOfColour, otherOfColour] = Array.from({ length: 5 }, () =>
    modes.maybeSigned(4),
  ) as [number, number, number, number, number];
  return (given) => {
    const fineness = typeof given === "number" ? base + given : given.absolute;
    const first = (more: number, most = 127) => firstSteps[clamp(fineness + more, most)]!;
    const other = (more: number) => otherSteps[clamp(fineness + more, 127)]!;
    return {
      luminance: [first(firstOfY), other(0)],
      means: [2 * first(firstOfMeans), Math.max(8, Math.floor((other(otherOfMeans) * 155) / 100))],
      colour: [first(firstOfColour, 117), other(otherOfColour)],
    };
  };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
