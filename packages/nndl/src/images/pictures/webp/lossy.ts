/**
 * Pictures with losses: VP8's frames that stand by themselves (RFC 6386), block after block of 16 × 16 pixels. All of it is
 * whole numbers and prescribed to the bit.
 */
import type { BoolReader } from "./bool-reader.ts";
import { CoefficientReader } from "./coefficients.ts";
import { rgbOf } from "./colours.ts";
import { type LossyHeader, readHeader } from "./lossy-header.ts";
import { kindChances } from "./lossy-tables.ts";
import { Plane } from "./plane.ts";
import { type Kind, predict, predictQuarter } from "./predict.ts";
import { type BlockStrength, smooth, strengthOf } from "./smooth.ts";

/** A block as its first part describes it. */
interface Block {
  readonly segment: number;
  readonly hasCoefficients: boolean;
  /** How luminance was predicted as a whole; undefined where each of its 16 parts was by itself, as `quarters` says. */
  readonly whole: Kind | undefined;
  readonly colour: Kind;
}

/** Red, green and blue of each pixel. @throws BrokenPicture */
export function readLossy(data: Uint8Array, width: number, height: number): Uint8Array {
  const header = readHeader(data);
  const [across, down] = [(width + 15) >> 4, (height + 15) >> 4];
  const planes = { y: new Plane(across, down, 16), u: new Plane(across, down, 8), v: new Plane(across, down, 8) };
  const modes = new ModeReader(header, across);
  const coefficients = new CoefficientReader(header.chances, across);
  const strengths: BlockStrength[] = [];
  for (let row = 0; row < down; row++) {
    const partition = header.partitions[row % header.partitions.length]!;
    modes.beginRow();
    coefficients.beginRow();
    for (let column = 0; column < across; column++) {
      const block = modes.next(column);
      const isWhole = block.whole !== undefined;
      const { steps, level } = header.segments[block.segment]!;
      if (block.hasCoefficients) coefficients.read(partition, column, isWhole, steps);
      else coefficients.skip(column, isWhole);
      const { values } = coefficients;
      if (block.whole !== undefined) predict(planes.y, column, row, block.whole, values, 0);
      else
        for (let part = 0; part < 16; part++)
          predictQuarter(planes.y, column, row, part, modes.quarters[part]!, values, column === across - 1);
      predict(planes.u, column, row, block.colour, values, 256);
      predict(planes.v, column, row, block.colour, values, 320);
      strengths.push(strengthOf(header.smoothing, level, isWhole, coefficients.hasAny));
    }
  }
  if (header.smoothing.level > 0) smooth(planes, across, strengths, header.smoothing.isSimple);
  return rgbOf(planes, width, height);
}

/** Reads how blocks were predicted. The kinds of parts of 4 × 4 depend on those above and to the left. */
class ModeReader {
  /** Of the block's 16 parts, row by row. */
  readonly quarters = new Uint8Array(16);
  readonly #header: LossyHeader;
  readonly #modes: BoolReader;
  readonly #above: Uint8Array;
  readonly #left = new Uint8Array(4);

  constructor(header: LossyHeader, across: number) {
    this.#header = header;
    this.#modes = header.modes;
    this.#above = new Uint8Array(4 * across);
  }

  beginRow(): void {
    this.#left.fill(0);
  }

  next(column: number): Block {
    const { segmentChances: chances, skipChance } = this.#header;
    const modes = this.#modes;
    const segment =
      chances === undefined ? 0 : modes.bit(chances[0]!) === 0 ? modes.bit(chances[1]!) : 2 + modes.bit(chances[2]!);
    const hasCoefficients = skipChance === undefined || modes.bit(skipChance) === 0;
    const whole = modes.bit(145) === 1 ? this.#whole(column) : undefined;
    if (whole === undefined) this.#readQuarters(column);
    const colour: Kind =
      modes.bit(142) === 0 ? "mean" : modes.bit(114) === 0 ? "vertical" : modes.bit(183) === 0 ? "horizontal" : "slope";
    return { segment, hasCoefficients, whole, colour };
  }

  #whole(column: number): Kind {
    const modes = this.#modes;
    const isLater = modes.bit(156) === 1;
    const kind: Kind = isLater
      ? modes.bit(128) === 1
        ? "slope"
        : "horizontal"
      : modes.bit(163) === 1
        ? "vertical"
        : "mean";
    // To its neighbours it is as if all its parts were of that kind.
    const part = { mean: 0, slope: 1, vertical: 2, horizontal: 3 }[kind];
    this.#above.fill(part, 4 * column, 4 * column + 4);
    this.#left.fill(part);
    return kind;
  }

  #readQuarters(column: number): void {
    for (let y = 0; y < 4; y++) {
      let kind = this.#left[y]!;
      for (let x = 0; x < 4; x++) {
        kind = this.#quarter(90 * this.#above[4 * column + x]! + 9 * kind);
        this.#above[4 * column + x] = kind;
        this.quarters[4 * y + x] = kind;
      }
      this.#left[y] = kind;
    }
  }

  /** @param at where the chances of its tree begin */
  #quarter(at: number): number {
    const turn = (i: number) => this.#modes.bit(kindChances[at + i]!) === 1;
    if (!turn(0)) return 0;
    if (!turn(1)) return 1;
    if (!turn(2)) return 2;
    if (!turn(3)) return !turn(4) ? 3 : !turn(5) ? 4 : 5;
    return !turn(6) ? 6 : !turn(7) ? 7 : !turn(8) ? 8 : 9;
  }
}
