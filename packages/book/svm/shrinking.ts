/**
 * Examples whose coefficients seem to stay at a bound are left out for a while. Joachims, "Making large-scale support vector
 * machine learning practical" (1998), as LIBSVM does it: Chang and Lin, "LIBSVM: a library for support vector machines" (2011).
 */
import type { Dual } from "./dual.ts";
import { tolerance } from "./working-set.ts";

/** The errors between which all would have to lie: the smallest of what can rise, the largest of what can fall. */
interface Limits {
  readonly smallest: number;
  readonly largest: number;
}

export class Shrinking {
  readonly #dual: Dual;
  readonly #restore: () => void;
  #wasRestored = false;

  /** @param restore brings everything back, with its errors as they are now */
  constructor(dual: Dual, restore: () => void) {
    this.#dual = dual;
    this.#restore = restore;
  }

  shrink(): void {
    const dual = this.#dual;
    const limits = limitsOf(dual);
    // Near the end, once: what was left out early may have been left out wrongly.
    if (!this.#wasRestored && limits.largest - limits.smallest <= 10 * tolerance) {
      this.#wasRestored = true;
      this.#restore();
    }
    for (let place = 0; place < dual.active; place++) {
      if (!isSettled(dual, place, limits)) continue;
      dual.active--;
      while (dual.active > place && isSettled(dual, dual.active, limits)) dual.active--;
      if (dual.active > place) dual.swap(place, dual.active);
    }
  }
}

function limitsOf(dual: Dual): Limits {
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < dual.active; place++) {
    const error = dual.errors[place];
    if (error < smallest && dual.canRise(place)) smallest = error;
    if (error > largest && dual.canFall(place)) largest = error;
  }
  return { smallest, largest };
}

/** Whether a coefficient is at a bound and pressed against it harder than any that could take its part. */
function isSettled(dual: Dual, place: number, { smallest, largest }: Limits): boolean {
  const error = dual.errors[place];
  if (!dual.canRise(place)) return error < smallest;
  if (!dual.canFall(place)) return error > largest;
  return false;
}

/** The errors of the places that were left out, computed anew; then all places are looked at again. */
export function restoreErrors(dual: Dual, row: (example: number) => Float32Array): void {
  const { active, count, coefficients, errors, examples, fromFull } = dual;
  if (active === count) return;
  for (let k = active; k < count; k++) errors[k] = fromFull[k] - dual.target(k);
  for (let place = 0; place < active; place++) {
    if (!dual.canRise(place) || !dual.canFall(place)) continue;
    const alike = row(examples[place]);
    const coefficient = coefficients[place];
    for (let k = active; k < count; k++) errors[k] += coefficient * alike[examples[k]];
  }
  dual.active = count;
}
