/** Residual connections: what goes into an earlier layer is added, and gets an error that comes back over the layers between. */
import type { Values } from "../grid.ts";
import { type Op, timed } from "../ops.ts";
import { GridStage, type StagePlace } from "./grid-stage.ts";
import type { DirectErrors, ErrorMemory, Purpose } from "./stage.ts";

export class AddStage extends GridStage {
  /** What is added: all that goes into the layer that it reaches. */
  readonly earlier: Values;

  constructor(place: StagePlace, earlier: Values) {
    super(place);
    this.earlier = earlier;
  }

  forward(_purpose: Purpose, last: boolean): readonly Op[] {
    const { fields, after } = this.activated.ending(last);
    const added = { other: this.earlier.record, added: this.earlier.first };
    return [{ name: "addGrids", fields: { ...this.grids, ...added, ...fields } }, ...after];
  }

  /** The error of what comes in; that of what is added waits where it is, for {@link JoinedErrors}. */
  backward(_purpose: Purpose, below: ErrorMemory | undefined): readonly Op[] {
    if (below === undefined) return [];
    const errors = { delta: this.errors.raw().first, below: below.raw().first };
    return [{ name: "copyBack", fields: { ...this.grids, ...errors } }, ...below.afterRaw()];
  }
}

/**
 * Errors of values that go into several layers: into the next one, and over others into sums. The next one is the last that
 * tells its error; to that the others are added, in the order of the layers, before any slope is applied.
 */
export class JoinedErrors implements ErrorMemory {
  readonly #own: ErrorMemory;
  readonly #sums: readonly AddStage[];

  constructor(own: ErrorMemory, sums: readonly AddStage[]) {
    this.#own = own;
    this.#sums = sums;
  }

  get #times(): number {
    return this.#sums[0].times;
  }

  direct(): DirectErrors {
    const { base, grid } = this.raw();
    return { below: base, belowT: 0, belowRow: grid.stride, belowPanel: 64, activation: 0, input: 0, inputStride: 0 };
  }

  afterDirect(): readonly Op[] {
    return this.afterRaw();
  }

  raw(): Values {
    return this.#own.raw();
  }

  afterRaw(): readonly Op[] {
    const { record, first } = this.raw();
    const sum = { from: record, input: first, to: record, output: first };
    const joining = this.#sums.map(({ errors }): Op => {
      const { record: other, first: added } = errors.raw();
      return { name: "addGrids", fields: { ...sum, other, added } };
    });
    return [...timed(joining, this.#times), ...this.#own.afterRaw()];
  }
}
