/** A row of digits, the pieces it can be cut into, and the best way to cut it: chapter 1's segmentation problem. */

/** Digits side by side, 28 pixels high; its width is a multiple of `stripStep`. */
export interface Strip {
  readonly width: number;
  readonly values: Float32Array;
}

/** Cuts are tried at every second column; pieces are not narrower, and not wider, than digits are. */
export const stripStep = 2;
const narrowest = 4;
const widest = 24;

/** The height of a strip, and the side of what a network sees: MNIST's. */
const side = 28;

/** Each digit's ink, without its blank edges, so many columns apart; below 0 they overlap. */
export function stripOfDigits(pictures: readonly Float32Array[], gap: number): Strip {
  const inks = pictures.map((picture) => {
    const columns = Array.from({ length: side }, (_, x) => x).filter(
      (x) => !isBlank({ width: side, values: picture }, x),
    );
    const left = columns[0] ?? 0;
    return { picture, left, width: (columns.at(-1) ?? left) + 1 - left };
  });
  const inner = inks.reduce((sum, { width }) => sum + width, 0) + gap * (pictures.length - 1);
  const width = stripStep * Math.ceil((inner + 2 * stripStep) / stripStep);
  const values = new Float32Array(width * side);
  let at = stripStep;
  for (const { picture, left, width: columns } of inks) {
    for (let y = 0; y < side; y++)
      for (let x = 0; x < columns; x++) {
        const place = y * width + at + x;
        values[place] = Math.max(values[place]!, picture[y * side + left + x]!);
      }
    at += columns + gap;
  }
  return { width, values };
}

function isBlank({ width, values }: Strip, x: number): boolean {
  for (let y = 0; y < side; y++) if (values[y * width + x]! > 0) return false;
  return true;
}

/** Columns of the strip, from `from` up to, but without, `to`. */
export interface StripPiece {
  readonly from: number;
  readonly to: number;
}

/** Every piece that might be a digit: large enough, beginning and ending with ink, at places where cuts are tried. */
export function stripPieces(strip: Strip): readonly StripPiece[] {
  const pieces: StripPiece[] = [];
  const hasInk = (x: number) => !(isBlank(strip, x) && isBlank(strip, x + 1));
  for (let from = 0; from < strip.width; from += stripStep) {
    if (!hasInk(from)) continue;
    for (let to = from + narrowest; to <= Math.min(strip.width, from + widest); to += stripStep)
      if (hasInk(to - stripStep) && !isTooSmallPiece(strip, { from, to })) pieces.push({ from, to });
  }
  return pieces;
}

/** What lies between cuts, where there is ink. */
export function piecesBetween(strip: Strip, cuts: readonly number[]): readonly StripPiece[] {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), strip.width];
  return edges
    .slice(1)
    .map((to, i) => ({ from: edges[i]!, to }))
    .filter(({ from, to }) => {
      for (let x = from; x < to; x++) if (!isBlank(strip, x)) return true;
      return false;
    });
}

/** Where a piece has ink. */
function boxOf(
  { width, values }: Strip,
  { from, to }: StripPiece,
): { left: number; right: number; top: number; bottom: number } {
  const box = { left: to, right: from, top: side, bottom: 0 };
  for (let y = 0; y < side; y++)
    for (let x = from; x < to; x++) {
      if (values[y * width + x] === 0) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
    }
  return box;
}

/** MNIST's digits are 20 pixels high or wide; what is much smaller is a part of one, and no digit. */
export function isTooSmallPiece(strip: Strip, span: StripPiece): boolean {
  const { left, right, top, bottom } = boxOf(strip, span);
  return Math.max(right - left, bottom - top) < 18;
}

/** A piece as a network is to see it: moved so that its centre of mass is at the centre, as MNIST's digits are placed. */
export function pieceInput({ width, values }: Strip, { from, to }: StripPiece): Float32Array {
  let [mass, x, y] = [0, 0, 0];
  const each = (work: (ink: number, column: number, row: number) => void) => {
    for (let row = 0; row < side; row++)
      for (let column = from; column < to; column++) work(values[row * width + column]!, column, row);
  };
  each((ink, column, row) => {
    mass += ink;
    x += ink * column;
    y += ink * row;
  });
  const [right, down] = [side / 2 - Math.round(x / mass), side / 2 - Math.round(y / mass)];
  const input = new Float32Array(side * side);
  each((ink, column, row) => {
    const [u, v] = [column + right, row + down];
    if (u >= 0 && u < side && v >= 0 && v < side) input[v * side + u] = ink;
  });
  return input;
}

/** What a network says of one piece of a strip. */
export interface PieceReading {
  readonly digit: number;
  /** How sure the network is that it is this digit and no other: a_d ∏ (1 − a_j) over the others; 0 where it is too small. */
  readonly confidence: number;
}

/** The digit of the largest output, and how sure the network is of it; not at all of a piece too small for a digit. */
export function pieceReading(outputs: ArrayLike<number>, tooSmall = false): PieceReading {
  const digit = indexOfLargest(outputs);
  const confidence = Array.from(outputs).reduce(
    (product, output, j) => product * (j === digit ? output : 1 - output),
    1,
  );
  return { digit, confidence: tooSmall ? 0 : confidence };
}

/** What a cut through ink multiplies a score by: most digits that are written in a row do not touch. */
export const touchingPenalty = 0.85;

/** Whether a cut parts ink: some pixel of the column before it has ink, and so has one beside it, in a row at most one off. */
export function cutPartsInk({ width, values }: Strip, cut: number): boolean {
  const at = (x: number, y: number) => (x >= 0 && x < width && y >= 0 && y < side ? values[y * width + x]! : 0);
  for (let y = 0; y < side; y++)
    if (at(cut - 1, y) > 0 && (at(cut, y - 1) > 0 || at(cut, y) > 0 || at(cut, y + 1) > 0)) return true;
  return false;
}

/** The score of a way to cut: the product of its pieces' confidences, less for every cut through ink. */
export function scoreOfPieces(strip: Strip, pieces: readonly (StripPiece & PieceReading)[]): number {
  return pieces.reduce(
    (score, { from, confidence }) => score * confidence * (cutPartsInk(strip, from) ? touchingPenalty : 1),
    1,
  );
}

/** The way to cut a strip that scores most. */
export interface BestPieces {
  /** Its pieces, from left to right. */
  readonly pieces: readonly (StripPiece & PieceReading)[];
  readonly score: number;
  /** Of how many ways to cut the strip it is the best. */
  readonly ways: number;
}

/**
 * The way to cut the strip that scores most. All ways are tried, but no beginning twice: the best
 * way up to a place is the best way up to some place before it, and one more piece.
 */
export function bestPieces(strip: Strip, pieces: readonly (StripPiece & PieceReading)[]): BestPieces | undefined {
  const ending = new Map<number, (StripPiece & PieceReading)[]>();
  for (const piece of pieces) ending.set(piece.to, [...(ending.get(piece.to) ?? []), piece]);
  const best: (BestPieces | undefined)[] = [{ pieces: [], score: 1, ways: 1 }];
  for (let to = stripStep; to <= strip.width; to += stripStep) {
    const isSpace = isBlank(strip, to - 1) && isBlank(strip, to - 2);
    let found = isSpace ? best[to - stripStep] : undefined;
    for (const piece of ending.get(to) ?? []) {
      const before = best[piece.from];
      if (before === undefined) continue;
      const ways = (found?.ways ?? 0) + before.ways;
      const score = before.score * scoreOfPieces(strip, [piece]);
      found =
        found !== undefined && found.score >= score
          ? { ...found, ways }
          : { pieces: [...before.pieces, piece], score, ways };
    }
    best[to] = found;
  }
  return best[strip.width];
}

/** The cuts between pieces: in the middle of what lies between them. */
export function cutsBetween(pieces: readonly StripPiece[]): number[] {
  return pieces.slice(1).map(({ from }, i) => Math.round((pieces[i]!.to + from) / 2));
}

function indexOfLargest(outputs: ArrayLike<number>): number {
  let best = 0;
  for (let j = 1; j < outputs.length; j++) if (outputs[j]! > outputs[best]!) best = j;
  return best;
}
