/** The line that a pupil hands in, written and found again in whatever a chat makes of it. */
import { harmless } from "../training/harmless.ts";
import { checkCharacter } from "./check-character.ts";
import { type ClassRun, limits, seedLimits, testImages } from "./experiment.ts";

/** What one network was made from and came to. */
export interface HandIn extends ClassRun {
  /** Test images right after the last epoch, and how many there were. */
  readonly correct: number;
  readonly of: number;
  /** The first letters of the weights' SHA-256. */
  readonly hash: string;
}

/** How many letters of a hash are handed in. */
export const hashLetters = 8;

/** "nndl class 1 · seed 7 · 10 epochs of 10000 images · 1766 of 2000 · 3f2a9c1b · check K" */
export function writeLine(handIn: HandIn): string {
  const { seed, epochs, images, correct, of, hash } = handIn;
  return [
    "nndl class 1",
    `seed ${seed}`,
    `${epochs} epochs of ${images} images`,
    `${correct} of ${of}`,
    hash.slice(0, hashLetters),
    `check ${checkOf(handIn)}`,
  ].join(" · ");
}

function checkOf({ seed, epochs, images, correct, of, hash }: HandIn): string {
  return checkCharacter(`S${seed}E${epochs}I${images}R${correct}O${of}H${hash.slice(0, hashLetters)}`);
}

/** A line that was handed in. */
export interface Found extends HandIn {
  /** Of the pasted text, from 1 on, where it begins. */
  readonly line: number;
  /** What stands before it on its line: a name, mostly. */
  readonly who: string;
}

/** Part of the pasted text that is no such line. */
export interface Refused {
  readonly line: number;
  readonly text: string;
  /** What is wrong with it; empty where it does not even look like one. */
  readonly problem: string;
}

/** The parts of a line in their order, each with how it is called; between them stands anything that is no letter or digit. */
const parts = [
  ["nndl class 1", String.raw`nndl[\W_]{1,4}class[\W_]{1,4}(\d{1,3})`],
  ["seed …", String.raw`seed[\W_]{1,6}(\d{1,9})`],
  ["… epochs of … images", String.raw`(\d{1,9})[\W_]{1,6}epochs?[\W_]{1,6}of[\W_]{1,6}(\d{1,9})[\W_]{1,6}images?`],
  ["… of …", String.raw`(\d{1,9})[\W_]{1,6}of[\W_]{1,6}(\d{1,9})`],
  [`${hashLetters} letters of the hash`, `([0-9a-f]{${hashLetters}})(?![0-9a-z])`],
  ["check and a letter or digit", String.raw`check[\W_]{1,6}([0-9a-z])(?![0-9a-z])`],
] as const;
const between = String.raw`[\W_]{1,12}`;
const pattern = (count: number) =>
  parts
    .slice(0, count)
    .map(([, part]) => part)
    .join(between);
const whole = new RegExp(`(?<![0-9a-z])${pattern(parts.length)}`, "gi");
const begun = /nndl[\W_]{1,4}class/i;

/** More than a class can hand in. */
export const mostText = 200_000;

/** What a pasted text says. */
export interface Lines {
  readonly found: readonly Found[];
  readonly refused: readonly Refused[];
}

/** Everything that was handed in, and everything else that was pasted, each in its order. */
export function findLines(text: string): Lines {
  const reading = readLines(text);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
  }
}

/** The same in small pieces, between which a page can do something else. */
export function* readLines(text: string): Generator<undefined, Lines, void> {
  const found: Found[] = [];
  const refused: Refused[] = [];
  const read = text.slice(0, mostText);
  let at = 0;
  let line = 1;
  const shown = (piece: string) => harmless(piece).trim();
  function* refuse(piece: string): Generator<undefined, void, void> {
    for (const [i, each] of piece.split("\n").entries()) {
      if (!/[\p{L}\p{N}]/u.test(each)) continue;
      refused.push({ line: line + i, text: cut(shown(each), 120), problem: broken(each) });
      yield;
    }
  }
  for (const match of read.matchAll(whole)) {
    const before = read.slice(at, match.index);
    const start = before.lastIndexOf("\n") + 1;
    if (start > 0) yield* refuse(behind(before.slice(0, start), at));
    line += before.split("\n").length - 1;
    const [all, version, ...rest] = match;
    const who = cut(shown(before.slice(start)).replace(/[\s:;,.·|>*_-]+$/u, ""), 60);
    const handIn = handInOf(rest);
    const problem = wrong(handIn, version!, rest.at(-1)!);
    if (problem === undefined) found.push({ ...handIn, line, who });
    else refused.push({ line, text: cut(shown(all.replace(/\s+/g, " ")), 120), problem });
    line += all.split("\n").length - 1;
    at = match.index + all.length;
    yield;
  }
  yield* refuse(behind(read.slice(at), at));
  if (text.length > mostText)
    refused.push({
      line: read.split("\n").length,
      text: "",
      problem: "The text is too long: from here on it was not read.",
    });
  return { found, refused };
}

/** The rest of a text behind a line that ends at a place: what stands there on the same line says nothing. */
function behind(rest: string, at: number): string {
  return at === 0 ? rest : rest.replace(/^.*/, "");
}

function handInOf([seed, epochs, images, correct, of, hash]: readonly string[]): HandIn {
  return {
    seed: Number(seed),
    epochs: Number(epochs),
    images: Number(images),
    correct: Number(correct),
    of: Number(of),
    hash: (hash ?? "").toLowerCase(),
  };
}

/** Why a whole line is none that the class's page writes. */
function wrong(handIn: HandIn, version: string, check: string): string | undefined {
  if (Number(version) !== 1) return `It says class ${version}: another version of this page wrote it.`;
  const wanted = checkOf(handIn);
  if (wanted !== check.toUpperCase())
    return `Something in it was mistyped: what it says has the check character ${wanted}, and it ends with ${check}.`;
  const within = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;
  if (
    !within(handIn.seed, seedLimits) ||
    !within(handIn.epochs, limits.epochs) ||
    !within(handIn.images, limits.images)
  )
    return "No run of this page has such a seed, or so many epochs or images.";
  if (handIn.of !== testImages(handIn) || handIn.correct > handIn.of)
    return `A run on ${handIn.images} images is measured on ${testImages(handIn)} test images, of which at most all are right.`;
  return undefined;
}

/** What is missing from a line that was begun; empty where none was. */
function broken(text: string): string {
  if (!begun.test(text)) return "";
  const count = parts.findIndex((_, i) => !new RegExp(pattern(i + 1), "i").test(text));
  const [missing] = parts[Math.max(0, count)]!;
  return count <= 0
    ? `It must begin with “${parts[0][0]}”.`
    : `Behind “${parts[count - 1]![0]}” there must be “${missing}”.`;
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}
