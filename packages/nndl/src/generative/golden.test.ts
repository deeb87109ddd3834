/** The engines against NumPy, which makes the same draws and computes with matrices. */
import { readFileSync } from "node:fs";
import { describe, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { expectClose } from "../testing/close.ts";
import { trainOnce } from "../testing/machines.ts";
import { BoltzmannMachine } from "./machine.ts";
import { parameterNames } from "./parameters.ts";
import { referenceMachines } from "./reference-session.ts";
import type { MachineRules } from "./session.ts";
import type { VisibleKind } from "./spec.ts";
import { wasmMachines } from "./wasm/training-session.ts";

interface Case extends Omit<MachineRules, "sparsity"> {
  readonly seed: number;
  readonly visible: number;
  readonly hidden: number;
  readonly units: VisibleKind;
  readonly classes: number;
  readonly gibbsSteps: number;
  readonly learningRate: number;
  readonly sparsity: MachineRules["sparsity"] | null;
  readonly features: readonly number[];
  readonly weights: readonly number[];
  readonly visibleBiases: readonly number[];
  readonly hiddenBiases: readonly number[];
  readonly after: Readonly<Record<(typeof parameterNames)[number], readonly number[]>>;
}

const file = new URL("../testing/golden/boltzmann.golden.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Case>>;

describe.each([
  [referenceMachines, 3e-7],
  [wasmMachines, 3e-6],
] as const)("$name", (engine, atol) => {
  it.each(Object.entries(cases))("%s", async (_, golden) => {
    const { seed, visible, hidden, units, classes, sparsity, features, after } = golden;
    const machine = BoltzmannMachine.fromParameters(
      { seed, visible, hidden, units, classes },
      {
        weights: Float32Array.from(golden.weights),
        visibleBiases: Float32Array.from(golden.visibleBiases),
        hiddenBiases: Float32Array.from(golden.hiddenBiases),
      },
    );
    const data = new Dataset({
      shape: [visible],
      features: Float32Array.from(features),
      targets: { kind: "classes", labels: Array.from({ length: 14 }, (__, i) => i % 2), classes: 2 },
    });
    const session = await engine.open(machine, data, { ...golden, sparsity: sparsity ?? undefined }, 1);
    trainOnce(session, 14, golden);
    session.download();
    session.close();
    for (const name of parameterNames) expectClose(machine[name], after[name], { rtol: 0, atol }, name);
  });
});
