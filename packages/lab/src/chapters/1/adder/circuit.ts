/** Circuits of perceptrons whose every wire and sum can be looked at. */
import { type Bit, perceptron } from "@nndl/book/programs/perceptrons";

/** A perceptron in a circuit: the wires that lead to it, by the name of what drives them, and its numbers. */
export interface Gate {
  readonly name: string;
  readonly from: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** The values of all wires, by the name of the input or gate that drives them. */
export type Signals = ReadonlyMap<string, Bit>;

const nand = (name: string, ...from: string[]): Gate => ({ name, from, weights: from.map(() => -2), bias: 3 });

/** Five NAND gates that add x1 and x2; merged, the two lines into the carry are one of weight −4. */
export function halfAdderCircuit(merged = false): readonly Gate[] {
  return [
    nand("both", "x1", "x2"),
    nand("first", "x1", "both"),
    nand("second", "x2", "both"),
    nand("sum", "first", "second"),
    merged ? { name: "carry", from: ["both"], weights: [-4], bias: 3 } : nand("carry", "both", "both"),
  ];
}

/** Lets the gates speak one after the other; each must stand behind those that it hears. */
export function run(circuit: readonly Gate[], inputs: Readonly<Record<string, Bit>>): Signals {
  const signals = new Map(Object.entries(inputs));
  for (const { name, from, weights, bias } of circuit)
    signals.set(
      name,
      perceptron(
        [...weights],
        bias,
        from.map((wire) => signals.get(wire)!),
      ),
    );
  return signals;
}

/** One column of a sum on paper: what comes in, the two half adders in it, what goes out. */
export interface ColumnOfSum {
  readonly a: Bit;
  readonly b: Bit;
  readonly carryIn: Bit;
  /** What the second half adder adds to the carry that came in. */
  readonly partial: Bit;
  readonly carries: readonly [Bit, Bit];
  readonly sum: Bit;
  readonly carryOut: Bit;
}

/** Two half adders, and an OR of their carries, which three NAND gates make. */
function column(a: Bit, b: Bit, carryIn: Bit): ColumnOfSum {
  const first = run(halfAdderCircuit(), { x1: a, x2: b });
  const partial = first.get("sum")!;
  const second = run(halfAdderCircuit(), { x1: partial, x2: carryIn });
  const carries = [first.get("carry")!, second.get("carry")!] as const;
  const or = run([nand("not1", "c1", "c1"), nand("not2", "c2", "c2"), nand("or", "not1", "not2")], {
    c1: carries[0],
    c2: carries[1],
  });
  return { a, b, carryIn, partial, carries, sum: second.get("sum")!, carryOut: or.get("or")! };
}

/** Adds two numbers of so many binary digits, column by column; the first column is that of the ones. */
export function addInColumns(x: number, y: number, digits = 4): readonly ColumnOfSum[] {
  const columns: ColumnOfSum[] = [];
  let carry: Bit = 0;
  for (let place = 0; place < digits; place++) {
    const added = column(((x >> place) & 1) as Bit, ((y >> place) & 1) as Bit, carry);
    columns.push(added);
    carry = added.carryOut;
  }
  return columns;
}

/** What the columns and the last carry stand for. */
export function numberOf(columns: readonly ColumnOfSum[]): number {
  return columns.reduce(
    (sum, { sum: bit }, place) => sum + bit * 2 ** place,
    columns.at(-1)!.carryOut * 2 ** columns.length,
  );
}
