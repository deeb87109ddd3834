import { deepParity, runCircuit, shallowParity, thresholdParity } from "@nndl/book/experiments/ch5/parity-circuits";
import { expect, it } from "vitest";
import { placesIn, valuesIn } from "./at-work.ts";

it.each([2, 3, 5, 8])("circuits of %i bits say the parity of every input, each gate in a place of its own", (bits) => {
  for (const circuit of [shallowParity(bits), deepParity(bits), thresholdParity(bits)]) {
    for (let number = 0; number < 2 ** bits; number++) {
      const input = Array.from({ length: bits }, (_, i) => (number >> i) & 1);
      const values = valuesIn(circuit, input);
      expect(values.at(-1)).toBe(runCircuit(circuit, input));
      expect(values.at(-1)).toBe(input.reduce((sum, bit) => sum + bit, 0) % 2);
      expect(values).toHaveLength(bits + circuit.gates.length);
    }
    const places = placesIn(circuit);
    expect(new Set(places.map(({ x, y }) => `${x.toFixed(6)} ${y.toFixed(6)}`)).size).toBe(places.length);
    for (const { x, y } of places) for (const at of [x, y]) expect(at >= 0 && at <= 1).toBe(true);
    expect(places.at(-1)!.x).toBe(1);
  }
});
