/** The words of a formula, looked at before it is parsed: whatever is wrong with one of them, its place is known here. */
import { FormulaError } from "./formula-error.ts";
import { constants, functions } from "./functions.ts";
import { nearest } from "./nearest.ts";

export interface Token {
  readonly kind: "number" | "function" | "value" | "(" | ")" | "operator";
  readonly text: string;
  readonly at: number;
}

/** A parser calls itself for what is in brackets; this many it can take everywhere. */
const mostNested = 50;

const word = /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<sign>[-+*/^(),])/y;

/** What people copy or write out of habit, and how it is written here. */
const insteadOf: Readonly<Record<string, string>> = {
  "×": "*",
  "·": "*",
  "⋅": "*",
  "∙": "*",
  "÷": "/",
  ":": "/",
  "−": "-",
  "–": "-",
  "²": "^2",
  "³": "^3",
  π: "pi",
  "√": "sqrt(…)",
  "|": "abs(…)",
  "[": "(",
  "]": ")",
  "{": "(",
  "}": ")",
  "=": "only what stands after the =",
  ">": "step(…)",
  "<": "step(…)",
};

/**
 * Divides a formula into words and refuses those that are none, each at its place.
 *
 * @throws FormulaError "formula.character", "formula.number", "formula.name", "formula.product", "formula.brackets", "formula.depth"
 */
export function tokensOf(formula: string, variables: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < formula.length; ) {
    if (formula[at] === " ") {
      at++;
      continue;
    }
    word.lastIndex = at;
    const found = word.exec(formula);
    if (found === null) throw strangeCharacter(formula, at);
    const { number, name, sign } = found.groups as { number?: string; name?: string; sign?: Token["kind"] };
    const text = found[0];
    if (number !== undefined) tokens.push({ kind: "number", text, at });
    else if (name !== undefined) tokens.push({ kind: kindOf(name, formula, at, variables), text, at });
    else tokens.push({ kind: sign === "(" || sign === ")" ? sign : "operator", text, at });
    at += text.length;
  }
  checkNumbers(formula, tokens);
  checkNeighbours(formula, tokens);
  checkBrackets(formula, tokens);
  return tokens;
}

function strangeCharacter(formula: string, at: number): FormulaError {
  const character = String.fromCodePoint(formula.codePointAt(at)!);
  const instead = Object.hasOwn(insteadOf, character) ? insteadOf[character] : undefined;
  return new FormulaError("formula.character", {
    ...{
      formula,
      position: at,
      received: /\p{C}/u.test(character) ? "a character that is none of these" : `"${character}"`,
    },
    expected: "a formula must be made of numbers, names, brackets, commas and + - * / ^",
    next: instead === undefined ? "Leave it out." : `Write ${instead} instead.`,
  });
}

function kindOf(name: string, formula: string, position: number, variables: readonly string[]): Token["kind"] {
  if (variables.includes(name) || constants.has(name)) return "value";
  if (functions.has(name)) return "function";
  const near = nearest(name, [...variables, ...constants.keys(), ...functions.keys()]);
  throw new FormulaError("formula.name", {
    formula,
    position,
    received: `the unknown name "${name.length > 40 ? `${name.slice(0, 39)}…` : name}"`,
    expected: `a name must be ${[...variables, ...constants.keys()].join(", ")} or a function's`,
    next: near === undefined ? `Functions are ${[...functions.keys()].join(", ")}.` : `Did you mean ${near}?`,
  });
}

function checkNumbers(formula: string, tokens: readonly Token[]): void {
  const large = tokens.find(({ kind, text }) => kind === "number" && !Number.isFinite(Number(text)));
  if (large !== undefined)
    throw new FormulaError("formula.number", {
      formula,
      position: large.at,
      received: large.text.length > 20 ? "a long one" : large.text,
      expected: "a number must be one that a double can hold",
      next: "Write a smaller number, below 1.8e308.",
    });
}

/** Refuses what two people would read in two ways. */
function checkNeighbours(formula: string, tokens: readonly Token[]): void {
  for (const [i, { kind, text, at }] of tokens.entries()) {
    const following = tokens[i + 1];
    if (kind === "function" && following?.kind !== "(") throw notCalled(formula, text, at);
    if (following === undefined) continue;
    const before = tokens[i - 1];
    const product = (received: string, next: string) =>
      new FormulaError("formula.product", {
        formula,
        position: following.at,
        received: `${received}, which can be read in two ways,`,
        expected: "a product must be written so that one can see what belongs together",
        next,
      });
    if (kind === "value" && following.kind === "(")
      throw product(`${text} before a bracket`, `Write ${text}*(…); ${text} is a number and no function.`);
    if ((kind === "value" || kind === "number" || kind === ")") && following.kind === "number")
      throw product(`a number after ${kind === ")" ? "a bracket" : text}`, "Write * or ^ between them.");
    if (kind === "number" && /^e$/i.test(following.text) && following.at === at + text.length)
      throw product(`e after ${text}`, `Write ${text}*${following.text}, or an exponent such as ${text}e3.`);
    const starts = following.kind === "value" || following.kind === "function" || following.kind === "(";
    if (before?.text === "/" && (kind === "value" || kind === "number") && starts)
      throw product(`a product after /`, `Write /(${text}*…) or /${text}*….`);
  }
}

function notCalled(formula: string, name: string, position: number): FormulaError {
  return new FormulaError("formula.arguments", {
    formula,
    position,
    received: `${name} without brackets`,
    expected: `${name} is a function and must be followed by its argument in brackets`,
    next: `Write ${name}(…).`,
  });
}

function checkBrackets(formula: string, tokens: readonly Token[]): void {
  const open: number[] = [];
  const refuse = (position: number, received: string, next: string) =>
    new FormulaError("formula.brackets", {
      formula,
      position,
      received,
      expected: "every bracket must be opened and closed",
      next,
    });
  for (const { kind, at } of tokens) {
    if (kind === "(") open.push(at);
    if (kind === ")" && open.pop() === undefined)
      throw refuse(at, "a bracket that was never opened", "Remove it, or write ( before it.");
    if (open.length > mostNested)
      throw new FormulaError("formula.depth", {
        formula,
        position: at,
        received: `bracket ${open.length}`,
        expected: `a formula must have at most ${mostNested} brackets inside one another`,
        next: "Write it in fewer brackets.",
      });
  }
  const last = open.pop();
  if (last !== undefined) throw refuse(last, "a bracket that is never closed", "Write ) where it ends.");
}
