import { expect, test } from "vitest";
import { deepParity, gatesOf, runCircuit, shallowParity, thresholdParity } from "./parity-circuits.ts";

test.each([
  ["two layers", shallowParity, [3, 5, 9, 17]],
  ["a tree", deepParity, [3, 6, 9, 12]],
  ["counting", thresholdParity, [3, 4, 5, 6]],
] as const)("%s: right for every input, with as many gates as they should have", (_, circuitOf, gates) => {
  for (const [i, bits] of [2, 3, 4, 5].entries()) {
    const circuit = circuitOf(bits);
    expect(gatesOf(circuit)).toBe(gates[i]);
    for (let number = 0; number < 2 ** bits; number++) {
      const input = [...number.toString(2).padStart(bits, "0")].map(Number);
      expect(runCircuit(circuit, input)).toBe(input.filter((bit) => bit === 1).length % 2);
    }
  }
});
