/**
 * The dual problem of two classes: coefficients β_k = y_k α_k of the examples, with y = 1 for the first class and −1 for the
 * second, so that ½ Σ β_k β_l K(x_k, x_l) − Σ y_k β_k is least while Σ β_k = 0 and 0 ≤ y_k β_k ≤ C.
 *
 * Written so, both classes are alike: β of the first lies between 0 and C, of the second between −C and 0.
 */
export class Dual {
  readonly count: number;
  /** Only the first so many places are looked at: examples that seem settled are put behind them. */
  active: number;
  /** Which example stands at each place; examples of the first class are numbered first. */
  readonly examples: Int32Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** β. */
  readonly coefficients: Float64Array;
  /** The slope of what is to be least along β_k: Σ_l β_l K(x_k, x_l) − y_k, how far the sum is from what was asked. */
  readonly errors: Float64Array;
  /** The part of the error that comes from examples with α = C, known for places that are not looked at, too. */
  readonly fromFull: Float64Array;

  constructor(positive: number, count: number, c: number) {
    this.count = count;
    this.active = count;
    this.examples = Int32Array.from({ length: count }, (_, k) => k);
    this.lowest = new Float64Array(count).fill(-c, positive);
    this.highest = new Float64Array(count).fill(c, 0, positive);
    this.coefficients = new Float64Array(count);
    this.errors = new Float64Array(count).fill(-1, 0, positive).fill(1, positive);
    this.fromFull = new Float64Array(count);
  }

  canRise(place: number): boolean {
    return this.coefficients[place] < this.highest[place];
  }

  canFall(place: number): boolean {
    return this.coefficients[place] > this.lowest[place];
  }

  /** y of the example at a place. */
  target(place: number): number {
    return this.highest[place] > 0 ? 1 : -1;
  }

  /** Whether α = C. */
  isFull(place: number): boolean {
    return this.highest[place] > 0 ? !this.canRise(place) : !this.canFall(place);
  }

  swap(one: number, two: number): void {
    for (const values of [this.examples, this.lowest, this.highest, this.coefficients, this.errors, this.fromFull])
      [values[one], values[two]] = [values[two], values[one]];
  }
}
