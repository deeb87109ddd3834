/** Where the values of recurrent layers come from. */
import type { Values } from "../../layers/index.ts";
import type { Cell } from "../../layers/recurrent/cell.ts";
import type { RecurrentSpecBase } from "../../layers/recurrent/fields.ts";
import { stepOf } from "../../layers/recurrent/through-time.ts";
import { stream } from "../../random/index.ts";
import type { Found, Source } from "./origin.ts";

/** The step of a cell that a value comes from. */
export function ofRecurrent<Spec extends RecurrentSpecBase>(cell: Cell<Spec>, spec: Spec, source: Source): Found {
  const names = ["weights", "recurrentWeights", "biases", "peepholes", "recurrentBiases"];
  const parameters: Values = Object.fromEntries(
    [...names, ...names.map((name) => `backward${name[0].toUpperCase()}${name.slice(1)}`)].map((name) => [
      name,
      Float64Array.from(source.parameter(name)),
    ]),
  );
  const pass = { count: 1, training: false, earlier: new Float64Array(0), stream: (name: string) => stream(0, name) };
  const { t, unit, step, isReversed } = stepOf(
    cell,
    spec,
    source.inputShape,
    parameters,
    source.input,
    source.index,
    pass,
  );
  const gates = cell.gates(spec).map((name, gate) => {
    const at = gate * spec.units + unit;
    return { name, input: step.input[at], recurrent: step.recurrent[at], value: step.gates[at] };
  });
  return {
    origin: {
      kind: "recurrent",
      ...{ step: t, unit, isReversed, gates },
      ...{ before: step.outputBefore[unit], memoryBefore: step.memoryBefore[unit], memory: step.memory[unit] },
    },
    z: step.output[unit],
  };
}
