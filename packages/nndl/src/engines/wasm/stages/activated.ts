import { type ActivationName, activations } from "../../../functions/index.ts";
import { activationCode, poolRules } from "../codes.ts";
import { Values } from "../grid.ts";
import type { Op } from "../ops.ts";
import type { PlanMemory } from "../plan-memory.ts";

/** What a kernel that computes weighted inputs is told of its end, and what is done after it. */
export interface Ending {
  readonly fields: { readonly output: number; readonly activation: number };
  readonly after: readonly Op[];
}

/**
 * The output of a stage: weighted inputs z become activations a. Mostly the kernel that computes z writes a in its place. Where
 * the slope is a function of z, z is kept; memory for it is taken when it is first needed.
 */
export class Activated {
  readonly output: Values;
  readonly activation: ActivationName;
  readonly #planMemory: PlanMemory;
  #z: Values | undefined;

  constructor(output: Values, activation: ActivationName, planMemory: PlanMemory) {
    this.output = output;
    this.activation = activation;
    this.#planMemory = planMemory;
  }

  /** The number of the activation. */
  get code(): number {
    return activationCode(this.activation);
  }

  /** The values that the activation's slope is a function of. */
  get slopesFrom(): Values {
    return activations[this.activation].slopeFrom === "z" ? this.#weighted : this.output;
  }

  /** How the kernel ends: without the activation where the output operation, which follows the last stage, applies it. */
  ending(last: boolean): Ending {
    const { first: output, record } = this.output;
    if (last) return { fields: { output, activation: 0 }, after: [] };
    if (this.activation === "softmax")
      return {
        fields: { output, activation: 0 },
        after: [{ name: "gridSoftmax", fields: { grid: record, a: output } }],
      };
    const from = this.slopesFrom;
    if (from === this.output) return { fields: { output, activation: this.code }, after: [] };
    // Pooling by windows of one value, with the activation that pooling may be followed by.
    const each = { rule: poolRules.max, windowHeight: 1, windowWidth: 1, rowStep: 1, columnStep: 1 };
    const grids = { from: from.record, input: from.first, to: record, output };
    return {
      fields: { output: from.first, activation: 0 },
      after: [{ name: "poolForward", fields: { ...each, ...grids, activation: this.code } }],
    };
  }

  get #weighted(): Values {
    const { memory, rows } = this.#planMemory;
    this.#z ??= Values.allocate(this.output.grid, rows, memory, "weighted inputs");
    return this.#z;
  }
}
