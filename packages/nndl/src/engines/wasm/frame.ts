/** What one command works on; the record is that of packages/nndl/kernels/frame.ts. */
import type { layouts } from "./generated/layouts.ts";
import type { EngineMemory } from "./memory.ts";
import { bytesOf, type OpList, offsetOf, writeFields } from "./ops.ts";

type FrameLayout = (typeof layouts)["Frame"];
type FloatField = { [Field in keyof FrameLayout]: FrameLayout[Field] extends "f32" ? Field : never }[keyof FrameLayout];

/** Numbers of an update, in float64; the kernels take them rounded to float32. */
export type UpdateNumbers = Partial<Record<FloatField, number>>;

export class Frame {
  readonly address: number;
  readonly #memory: EngineMemory;
  #view: DataView;

  constructor(memory: EngineMemory) {
    this.#memory = memory;
    this.address = memory.allocate(bytesOf("Frame"), "a frame");
    this.#view = memory.view();
  }

  write(
    ops: OpList,
    batches: { readonly examples: number; readonly total: number; readonly miniBatch: number },
    numbers: UpdateNumbers,
    { measure, step = 0 }: { readonly measure: boolean; readonly step?: number },
  ): void {
    // Growing the memory detaches older views of it.
    if (this.#view.buffer !== this.#memory.memory.buffer) this.#view = this.#memory.view();
    writeFields(this.#view, this.address, "Frame", {
      ops: ops.address,
      length: ops.length,
      ...batches,
      keep: 1,
      ...numbers,
      measure: measure ? 1 : 0,
      step,
    });
  }

  /** Tells the workers to end: a command without operations. */
  writeEnd(): void {
    this.write({ address: 0, length: 0 }, { examples: 0, total: 0, miniBatch: 1 }, {}, { measure: false });
  }

  get failed(): boolean {
    return this.#view.getInt32(this.address + offsetOf("Frame", "failed"), true) !== 0;
  }

  get steps(): number {
    return this.#view.getInt32(this.address + offsetOf("Frame", "steps"), true);
  }
}
