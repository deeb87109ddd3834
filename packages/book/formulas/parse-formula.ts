import { create, type MathNode, parseDependencies } from "mathjs/number";
import { NndlError } from "nndl";
import * as exactMath from "nndl/arithmetic";
import { show } from "nndl/check";
import { FormulaError } from "./formula-error.ts";
import { constants, type FormulaFunction, functions } from "./functions.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A formula as a function of its variables, in the order in which they were named. */
export type Formula = (...x: number[]) => number;

type Values = readonly number[];
type Part = (x: Values) => number;

const { parse } = create({ parseDependencies }, {});

const longest = 500;

const operators: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ["add", (a, b) => a + b],
  ["subtract", (a, b) => a - b],
  ["multiply", (a, b) => a * b],
  ["divide", (a, b) => a / b],
  ["pow", exactMath.pow],
]);

/**
 * Makes a function of a formula: numbers, the given variables, {@link constants}, {@link functions}, + - * / ^ and brackets.
 *
 * −x^2 is −(x^2), 2^3^2 is 2^(3^2), 2x and (x+1)(x−1) are products. The maths library mathjs parses the text; of its tree
 * only these kinds of node are taken, and nothing of the text is ever run as a program. The function gives the same bits in
 * every JavaScript engine. It gives NaN or ±∞ where the formula has no value, as 1/x at 0.
 *
 * @param text up to 500 characters, up to 50 brackets inside one another
 * @param variables the names of the function's numbers, in their order
 * @throws FormulaError, which is an NndlError with the `position` of the mistake in the text: "formula.text",
 *   "formula.character", "formula.number", "formula.name", "formula.arguments", "formula.product", "formula.brackets",
 *   "formula.depth", "formula.syntax"; NndlError "formula.variables"
 * @example parseFormula("0.5 + x*sin(2 pi y)", ["x", "y"])(0.5, 0.25); // 1
 */
export function parseFormula(text: string, variables: readonly string[]): Formula {
  checkVariables(variables);
  const given = typeof text === "string" ? text.slice(0, longest + 100) : "";
  if (given.trim() === "" || given.length > longest)
    throw new FormulaError("formula.text", {
      formula: given,
      position: Math.min(given.length, longest),
      received: typeof text !== "string" ? show(text) : given.length > longest ? "more" : "nothing",
      expected: `a formula must be a text of 1 to ${longest} characters`,
      next: "Write for example 0.5 + 0.3*sin(10*x).",
    });
  const tokens = tokensOf(text, variables);
  const part = new Reader(text, tokens, variables).read(parsed(text));
  return (...x) => part(x);
}

function checkVariables(variables: readonly string[]): void {
  const wrong = variables.find((name) => !/^[A-Za-z_]\w*$/.test(name) || functions.has(name) || reserved.has(name));
  if (wrong !== undefined)
    throw new NndlError("formula.variables", {
      received: show(wrong),
      expected: "the name of a variable must be made of letters and digits, and mean nothing else in a formula",
      next: "Choose another name.",
    });
}

/** Words that the parser takes for something else than a name. */
const reserved: ReadonlySet<string> = new Set(
  "mod to in and xor or not end true false null undefined NaN Infinity uninitialized".split(" "),
);

function parsed(text: string): MathNode {
  try {
    return parse(text);
  } catch (error) {
    // Its own places are counted from 1.
    const { char, message } = error as { readonly char?: number; readonly message: string };
    const position = Math.min(text.trimEnd().length, (char ?? text.length + 1) - 1);
    const found = text[position];
    throw new FormulaError(
      "formula.syntax",
      {
        formula: text,
        position,
        received: found === undefined ? "nothing" : `"${found}"`,
        expected: /value expected|end of expression/i.test(message)
          ? "a number, a name or a bracket must come here"
          : "an operator such as + or * must come here",
        next: found === undefined ? "Write the rest of the formula." : "Correct the formula there.",
      },
      { cause: error },
    );
  }
}

/** Makes functions of the nodes of a tree, and refuses all that have no place in a formula. */
class Reader {
  readonly #text: string;
  /** The functions that the formula calls, in the order in which their names stand there: nodes do not know their place. */
  readonly #calls: Iterator<Token>;
  readonly #variables: readonly string[];

  constructor(text: string, tokens: readonly Token[], variables: readonly string[]) {
    this.#text = text;
    this.#calls = tokens.filter(({ kind }) => kind === "function").values();
    this.#variables = variables;
  }

  read(node: MathNode): Part {
    if (isParenthesis(node)) return this.read(node.content);
    if (isConstant(node) && typeof node.value === "number") return constant(node.value);
    if (isSymbol(node)) return this.#named(node.name);
    if (isCall(node)) return this.#call(node);
    if (isOperator(node)) return this.#operator(node);
    throw this.#refuse(0, `a ${node.type}`, "Use only numbers, names, functions, brackets and + - * / ^.");
  }

  #named(name: string): Part {
    const index = this.#variables.indexOf(name);
    if (index >= 0) return (x) => x[index];
    const value = constants.get(name);
    if (value === undefined) throw this.#refuse(0, `the name ${show(name)}`, "Use only names that are known.");
    return constant(value);
  }

  #call({ fn, args }: CallNode): Part {
    const at = this.#calls.next().value?.at ?? 0;
    const name = isSymbol(fn) ? fn.name : "";
    const called = functions.get(name);
    if (called === undefined) throw this.#refuse(at, "a call of something else", "Call only functions that are known.");
    if (called.more ? args.length < called.takes : args.length !== called.takes)
      throw new FormulaError("formula.arguments", {
        formula: this.#text,
        position: at,
        received: `${args.length}`,
        expected: `${name} must be given ${numberOf(called)} in its brackets`,
        next: "Separate numbers with commas.",
      });
    const parts = args.map((arg) => this.read(arg));
    const [only] = parts;
    return parts.length === 1 ? (x) => called.of(only(x)) : (x) => called.of(...parts.map((part) => part(x)));
  }

  #operator({ fn, args }: OperatorNode): Part {
    const [left, right] = args.map((arg) => this.read(arg));
    if (fn === "unaryMinus") return (x) => -left(x);
    if (fn === "unaryPlus") return left;
    const operator = operators.get(fn);
    if (operator === undefined || args.length !== 2)
      throw this.#refuse(0, `the operator ${show(fn)}`, "Use only + - * / ^.");
    return (x) => operator(left(x), right(x));
  }

  #refuse(position: number, received: string, next: string): FormulaError {
    const expected = "a formula must be made of what can be calculated";
    return new FormulaError("formula.syntax", { formula: this.#text, position, received, expected, next });
  }
}

function constant(value: number): Part {
  return () => value;
}

function numberOf({ takes, more }: FormulaFunction): string {
  return more ? "one number or more" : takes === 1 ? "one number" : `${takes} numbers`;
}

interface CallNode extends MathNode {
  readonly fn: MathNode;
  readonly args: readonly MathNode[];
}

interface OperatorNode extends MathNode {
  readonly fn: string;
  readonly args: readonly MathNode[];
}

const isParenthesis = (node: MathNode): node is MathNode & { readonly content: MathNode } =>
  node.type === "ParenthesisNode";
const isConstant = (node: MathNode): node is MathNode & { readonly value: unknown } => node.type === "ConstantNode";
const isSymbol = (node: MathNode): node is MathNode & { readonly name: string } => node.type === "SymbolNode";
const isCall = (node: MathNode): node is CallNode => node.type === "FunctionNode";
const isOperator = (node: MathNode): node is OperatorNode => node.type === "OperatorNode";
