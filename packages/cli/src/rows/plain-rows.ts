/** Inputs as plain numbers, a row for each: for networks that know nothing of columns, or of where their numbers come from. */
import { count, plural, readNumber } from "@nndl/words/numbers";
import type { Shape } from "nndl";
import { sizeOf } from "nndl/spec";
import { quote, UsageError } from "../usage-error.ts";

/** One input; of a sequence, how many steps of it are there, and zeros behind them. */
export interface PlainRow {
  readonly numbers: Float32Array;
  readonly steps?: number;
}

/** Some rows, and the first line, where it has names only. */
export interface PlainRows {
  readonly rows: readonly PlainRow[];
  readonly names?: string;
}

/**
 * The rows of a text: a line each, with commas, semicolons, tabs or spaces between the numbers, or as a list of JSON, which may have
 * a list for each step. A first line in which nothing is a number names columns, and is passed over.
 *
 * @param input the shape that the network takes: a row of a sequence may have any number of its steps
 * @param name of the file; undefined where a row was typed, as the option --row
 * @throws UsageError "predict.row" with the line's number
 */
export function plainRows(text: string, input: Shape, name?: string): PlainRows {
  const rows: PlainRow[] = [];
  let names: string | undefined;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const from: From = name === undefined ? typed : { name, rowName: `a row of ${name}`, place: ` in line ${i + 1}` };
    const cells = line.trimStart().startsWith("[") ? fromJson(line, input, from) : cellsOf(line);
    const numbers = cells.map((cell) => (typeof cell === "number" ? cell : readNumber(cell)));
    if (name !== undefined && i === 0 && cells.length > 0 && numbers.every((value) => value === undefined)) {
      names = line;
      continue;
    }
    const wrong = numbers.findIndex((value) => value === undefined || !Number.isFinite(Math.fround(value)));
    if (wrong >= 0)
      throw refused(
        `${quote(String(cells[wrong]))}${from.place}, at place ${wrong + 1}`,
        `${from.name} must have finite numbers only`,
        again,
      );
    rows.push(fitted(numbers as number[], input, from));
  }
  if (rows.length === 0)
    throw refused("no row", `${name ?? typed.name} must have a row of numbers`, "Give one or more.");
  return { rows, ...(names === undefined ? {} : { names }) };
}

/** Where numbers are from, for complaints. */
interface From {
  readonly name: string;
  readonly rowName: string;
  /** " in line 3" */
  readonly place: string;
}

const typed: From = { name: "--row", rowName: "--row", place: "" };

function isSequence(input: Shape): input is readonly [steps: number, features: number] {
  return input.length === 2;
}

/** What stands between: semicolons and tabs before commas, as where these are, commas may belong to a number. */
function cellsOf(line: string): readonly string[] {
  const between = [";", "\t", ","].find((mark) => line.includes(mark));
  return between === undefined ? line.trim().split(/\s+/) : line.split(between).map((cell) => cell.trim());
}

/** A list of numbers, or of a list for each step. */
function fromJson(line: string, input: Shape, { name, place }: From): readonly (number | string)[] {
  let list: unknown;
  try {
    list = JSON.parse(line);
  } catch {
    throw refused(`${quote(line.slice(0, 40))}${place}`, `${name} must have lines of JSON or of numbers`, again);
  }
  const items = list as readonly unknown[];
  const wide = items.findIndex((step) => Array.isArray(step) && (!isSequence(input) || step.length !== input[1]));
  if (wide >= 0)
    throw refused(
      `a list of ${plural((items[wide] as readonly unknown[]).length, "number")}${place}, at place ${wide + 1}`,
      isSequence(input)
        ? `each step must have ${plural(input[1], "number")}, as the network takes at one`
        : "the numbers of an input must be one list: this network reads no sequences",
      again,
    );
  return items.flat().map((value) => (typeof value === "number" ? value : (JSON.stringify(value) ?? "")));
}

const again = "Correct it.";

/** Numbers as an input. @throws UsageError "predict.row" for too few or too many */
function fitted(given: readonly number[], input: Shape, { rowName, place }: From): PlainRow {
  const size = sizeOf(input);
  const numbers = new Float32Array(size);
  const steps = isSequence(input) ? given.length / input[1] : undefined;
  const fits =
    steps === undefined ? given.length === size : Number.isInteger(steps) && steps >= 1 && given.length <= size;
  if (!fits)
    throw refused(
      `${plural(given.length, "number")}${place}`,
      `${rowName} must have ${isSequence(input) ? asSteps(input) : `${plural(size, "number")}, as the network takes`}`,
      "Give rows that fit, or ask another network.",
    );
  numbers.set(given);
  return { numbers, ...(steps === undefined ? {} : { steps }) };
}

/** How many numbers a sequence may have. */
function asSteps([steps, features]: readonly [number, number]): string {
  const most = `1 to ${count(steps)}`;
  return features === 1 ? `${most} numbers, one for each step` : `${most} steps of ${features} numbers`;
}

function refused(received: string, expected: string, next: string): UsageError {
  return new UsageError("predict.row", { received, expected, next });
}
