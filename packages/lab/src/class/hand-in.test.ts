import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLines, type HandIn, hashLetters, mostText, writeLine } from "./hand-in.ts";

const handIn: HandIn = { seed: 7, epochs: 10, images: 10_000, correct: 1766, of: 2000, hash: "3f2a9c1b" };
const line = writeLine(handIn);

describe("a line that is handed in", () => {
  it("is short, and is found again as it was", () => {
    expect(line).toMatch(
      /^nndl class 1 · seed 7 · 10 epochs of 10000 images · 1766 of 2000 · 3f2a9c1b · check [0-9A-Z]$/,
    );
    expect(findLines(line)).toEqual({ found: [{ ...handIn, line: 1, who: "" }], refused: [] });
  });

  it("is found again whatever it says", () => {
    const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: hashLetters, maxLength: 64 });
    const any = fc.record({
      seed: fc.nat(999_999),
      epochs: fc.integer({ min: 1, max: 30 }),
      images: fc.integer({ min: 100, max: 10_000 }),
      correct: fc.nat(2000),
      of: fc.constant(2000),
      hash: hex,
    });
    fc.assert(
      fc.property(any, (each) => {
        const [found] = findLines(writeLine(each)).found;
        expect(found).toEqual({ ...each, hash: each.hash.slice(0, hashLetters), line: 1, who: "" });
      }),
    );
  });

  it("survives a chat: names, times, other marks, other case, a break within, words behind", () => {
    const spoiled = line.toUpperCase().replaceAll(" · ", " - ").replace("SEED 7 -", "SEED 7\n-");
    const text = [
      `[10:32] Anna B.: ${line} 🎉 best of all!`,
      "",
      `> **Ben** – ${line.replaceAll("·", "|").replaceAll(" ", "\u00a0")}`,
      spoiled,
      `_${line}_`,
    ].join("\r\n");
    const { found, refused } = findLines(text);
    expect(refused).toEqual([]);
    expect(found.map(({ line, who }) => [line, who])).toEqual([
      [1, "[10:32] Anna B"],
      [3, "> **Ben** –"],
      [4, ""],
      [6, ""],
    ]);
    for (const { line: _, who: __, ...rest } of found) expect(rest).toEqual(handIn);
  });

  it("two of them on a line are two", () => {
    const other = writeLine({ ...handIn, seed: 8 });
    expect(findLines(`${line} ${other}`).found.map(({ seed }) => seed)).toEqual([7, 8]);
  });

  it("is not taken with any character changed to another that means something else", () => {
    for (let i = 0; i < line.length; i++)
      for (const wrong of "0123456789abcdefz") {
        const changed = line.slice(0, i) + wrong + line.slice(i + 1);
        if (/[0-9a-z]/i.test(line[i]!) && changed.toLowerCase() !== line.toLowerCase())
          expect(findLines(changed).found, changed).toEqual([]);
      }
  });
});

describe("what is no such line", () => {
  it.each([
    ["good morning", ""],
    ["seed 7 has 1766 of 2000", ""],
    ["nndl class", "It must begin with “nndl class 1”."],
    [line.slice(0, 40), "Behind “seed …” there must be “… epochs of … images”."],
    [line.replace("3f2a9c1b", "3f2a9c1"), "Behind “… of …” there must be “8 letters of the hash”."],
    [line.replace("3f2a9c1b", "3f2a9c1bo"), "Behind “… of …” there must be “8 letters of the hash”."],
    [line.replace(/ · check .$/, ""), "Behind “8 letters of the hash” there must be “check and a letter or digit”."],
    [line.replace("seed 7", "seed 8"), "Something in it was mistyped"],
    [line.replace("1766", "1767"), "Something in it was mistyped"],
    [line.replace("class 1", "class 2"), "another version"],
    [writeLine({ ...handIn, of: 10_000 }), "is measured on 2000 test images"],
    [writeLine({ ...handIn, correct: 2001 }), "is measured on 2000 test images"],
    [writeLine({ ...handIn, epochs: 31 }), "No run of this page"],
    [writeLine({ ...handIn, seed: 1_000_000 }), "No run of this page"],
    [writeLine({ ...handIn, images: 60_000 }), "No run of this page"],
  ])("%s", (text, problem) => {
    const { found, refused } = findLines(`\n${text}\n`);
    expect(found).toEqual([]);
    expect(refused).toEqual([{ line: 2, text, problem: expect.stringContaining(problem) }]);
    if (problem === "") expect(refused[0]!.problem).toBe("");
  });

  it("cannot do harm: markup, turned text, and far too much of it", () => {
    const { refused } = findLines(`<img src=x onerror=alert(1)>\n\u202egninrael\u2028 nndl class 1`);
    expect(refused.map(({ text }) => text)).toEqual(["<img src=x onerror=alert(1)>", "gninrael nndl class 1"]);
    const flood = findLines(`${line}\n`.repeat(10_000));
    expect(flood.found.length).toBe(Math.floor(mostText / (line.length + 1)));
    expect(flood.refused.at(-1)?.problem).toMatch(/too long/);
    // Nothing that looks like a line for long makes the search slow: this would take years where it went back and forth.
    expect(findLines(`nndl class 1${" ·".repeat(50_000)}${" seed 7".repeat(10_000)}`).found).toEqual([]);
    expect(findLines("").refused).toEqual([]);
  });
});
