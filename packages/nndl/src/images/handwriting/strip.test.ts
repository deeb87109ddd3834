import { beforeAll, describe, expect, it } from "vitest";
import { mnist } from "../../data/index.ts";
import { stream } from "../../random/index.ts";
import {
  bestPieces,
  cutPartsInk,
  cutsBetween,
  isTooSmallPiece,
  pieceInput,
  pieceReading,
  piecesBetween,
  type StripPiece,
  scoreOfPieces,
  stripOfDigits,
  stripPieces,
  stripStep,
  touchingPenalty,
} from "./strip.ts";

/** The first six of the training images: 5 0 4 1 9 2. */
let pictures: readonly Float32Array[];
beforeAll(async () => {
  const { training } = await mnist();
  pictures = Array.from({ length: 6 }, (_, i) => training.input(i));
});
const inkOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);

describe("a strip of digits", () => {
  it("holds all ink, each digit apart from the next", () => {
    const strip = stripOfDigits(pictures, 3);
    expect(strip.width % stripStep).toBe(0);
    expect(inkOf(strip.values)).toBeCloseTo(
      pictures.reduce((sum, picture) => sum + inkOf(picture), 0),
      2,
    );
    // Blank columns between them are the only places where ink is parted by nothing.
    expect(stripPieces(strip).length).toBeGreaterThan(100);
    expect(stripPieces(strip).some((piece) => isTooSmallPiece(strip, piece))).toBe(false);
    expect(inkOf(stripOfDigits(pictures, -3).values)).toBeLessThan(inkOf(strip.values));
  });

  it("is cut at places, and each piece is centred", () => {
    const strip = stripOfDigits(pictures.slice(0, 2), 4);
    const whole = piecesBetween(strip, []);
    expect(whole).toEqual([{ from: 0, to: strip.width }]);
    const input = pieceInput(strip, whole[0]!);
    expect(input).toHaveLength(784);
    expect(inkOf(input)).toBeGreaterThan(0);
    // One digit alone is where MNIST has it, but for a rounded centre.
    const alone = stripOfDigits([pictures[1]!], 0);
    const seen = pieceInput(alone, piecesBetween(alone, [])[0]!);
    expect(inkOf(seen)).toBeCloseTo(inkOf(pictures[1]!), 3);
    expect(isTooSmallPiece(alone, { from: 0, to: alone.width })).toBe(false);
    expect(isTooSmallPiece(alone, { from: 0, to: 4 })).toBe(true);
    // A cut within the blank edge leaves nothing on its side.
    expect(piecesBetween(strip, [1])).toHaveLength(1);
    expect(piecesBetween(strip, [24, 12])).toHaveLength(3);
  });
});

describe("a cut", () => {
  it("parts ink, or does not", () => {
    const strip = stripOfDigits(pictures.slice(0, 2), 3);
    expect(cutPartsInk(strip, 10)).toBe(true);
    expect(cutPartsInk(strip, 1)).toBe(false);
    expect(cutPartsInk(strip, strip.width - 1)).toBe(false);
  });
});

describe("the best way to cut", () => {
  it("is sure of each piece and of no other digit", () => {
    expect(pieceReading([0.1, 0.9, 0, 0, 0, 0, 0, 0, 0, 0])).toEqual({ digit: 1, confidence: 0.9 * 0.9 });
    expect(pieceReading([0, 1, 0, 0, 0, 0, 0, 0, 0, 0], true).confidence).toBe(0);
  });

  it("is what trying all of them one by one finds", () => {
    const strip = stripOfDigits(pictures.slice(0, 2), 3);
    const random = stream(5, "confidences");
    for (let round = 0; round < 5; round++) {
      const pieces = stripPieces(strip).map((span) => ({ ...span, digit: 0, confidence: random.uniform() }));
      let [ways, score] = [0, 0];
      const isSpace = (from: number) => {
        for (let x = from; x < from + stripStep; x++)
          for (let y = 0; y < 28; y++) if (strip.values[y * strip.width + x]! > 0) return false;
        return true;
      };
      const cost = (from: number) => (cutPartsInk(strip, from) ? touchingPenalty : 1);
      const walk = (at: number, product: number) => {
        if (at === strip.width) {
          ways++;
          score = Math.max(score, product);
          return;
        }
        if (isSpace(at)) walk(at + stripStep, product);
        for (const { from, to, confidence } of pieces) if (from === at) walk(to, product * confidence * cost(from));
      };
      walk(0, 1);
      const best = bestPieces(strip, pieces)!;
      expect(best.ways).toBe(ways);
      expect(best.score).toBeCloseTo(score, 12);
      expect(scoreOfPieces(strip, best.pieces)).toBeCloseTo(best.score, 12);
    }
  });

  it("gives cuts that give its pieces again", () => {
    const strip = stripOfDigits(pictures, 4);
    const spans: StripPiece[] = [
      { from: 2, to: 22 },
      { from: 26, to: 46 },
    ];
    expect(cutsBetween(spans)).toEqual([24]);
    expect(piecesBetween(strip, cutsBetween(spans))).toHaveLength(2);
  });
});
