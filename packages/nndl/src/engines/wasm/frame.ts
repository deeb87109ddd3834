/** What one command works on; the fields and their order are those of packages/nndl/kernels/frame.ts. */
import type { EngineMemory } from "./memory.ts";
import type { Program } from "./ops.ts";

const fields = [
  ...["program", "length", "examples", "total", "miniBatch", "rate", "lastRate", "keep", "shrink"],
  ...["c0", "c1", "c2", "c3", "c4", "c5", "c6", "epsilon", "failed", "steps", "measure", "step"],
] as const;
type Field = (typeof fields)[number];
const floats: ReadonlySet<Field> = new Set([
  ...(["rate", "lastRate", "keep", "shrink", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "epsilon"] as const),
]);

/** Numbers of an update, in float64; the kernels take them rounded to float32. */
export type UpdateNumbers = Partial<
  Record<"rate" | "lastRate" | "keep" | "shrink" | "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "epsilon", number>
>;

export class Frame {
  readonly address: number;
  readonly #memory: EngineMemory;
  #view: DataView;

  constructor(memory: EngineMemory) {
    this.#memory = memory;
    this.address = memory.allocate(fields.length * 4, "a frame");
    this.#view = memory.view();
  }

  write(
    program: Program,
    batches: { readonly examples: number; readonly total: number; readonly miniBatch: number },
    numbers: UpdateNumbers,
    { measure, step = 0 }: { readonly measure: boolean; readonly step?: number },
  ): void {
    // Growing the memory detaches older views of it.
    if (this.#view.buffer !== this.#memory.memory.buffer) this.#view = this.#memory.view();
    const values: Partial<Record<Field, number>> = {
      program: program.address,
      length: program.length,
      ...batches,
      keep: 1,
      ...numbers,
      measure: measure ? 1 : 0,
      step,
    };
    fields.forEach((field, i) => {
      const value = values[field] ?? 0;
      if (floats.has(field)) this.#view.setFloat32(this.address + 4 * i, value, true);
      else this.#view.setUint32(this.address + 4 * i, value, true);
    });
  }

  /** Tells the workers to end: a command without a program. */
  writeEnd(): void {
    this.write({ address: 0, length: 0 }, { examples: 0, total: 0, miniBatch: 1 }, {}, { measure: false });
  }

  get failed(): boolean {
    return this.#view.getInt32(this.address + 4 * fields.indexOf("failed"), true) !== 0;
  }

  get steps(): number {
    return this.#view.getInt32(this.address + 4 * fields.indexOf("steps"), true);
  }
}
