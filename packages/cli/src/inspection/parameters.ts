/** How large a network's parameters are. */

import { count, significant } from "@nndl/words/numbers";
import type { Network } from "nndl";
import type { Context } from "../context.ts";
import { indent, table } from "../terminal/table.ts";

/** One array of parameters in numbers. */
export interface ParameterFacts {
  readonly name: string;
  readonly shape: readonly number[];
  readonly count: number;
  /** √Σ x², and √(Σ x² / n). */
  readonly norm: number;
  readonly rms: number;
  readonly min: number;
  readonly max: number;
}

/** Of each layer, the facts about its parameters. */
export function parameterFacts({ layers, parameters }: Network): readonly (readonly ParameterFacts[])[] {
  return layers.map(({ index, parameters: own }) =>
    own.map(({ name, shape }) => {
      const values = parameters.get(`layers.${index}.${name}`)?.values ?? new Float32Array();
      let squares = 0;
      let min = Number.POSITIVE_INFINITY;
      let max = Number.NEGATIVE_INFINITY;
      for (const value of values) {
        squares += value * value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      const norm = Math.sqrt(squares);
      return { name, shape, count: values.length, norm, rms: norm / Math.sqrt(values.length), min, max };
    }),
  );
}

export function printParameters({ print, out }: Context, facts: readonly (readonly ParameterFacts[])[]): void {
  const right = "right" as const;
  const rows = facts.flatMap((own, index) =>
    own.map(({ name, shape, count: all, norm, rms, min, max }, i) => [
      i === 0 ? String(index + 1) : "",
      name,
      shape.join(" × "),
      count(all),
      ...[norm, rms, min, max].map((value) => significant(value, 3)),
    ]),
  );
  const left = ["#", "parameter", "shape"].map((title) => ({ title }));
  const numbers = ["count", "norm", "rms", "min", "max"].map((title) => ({ title, align: right }));
  print(...indent(table([...left, ...numbers], rows, out.style)));
}
