/**
 * An activation turns the weighted inputs z of a layer into its activations a, one example (one row) at a time.
 *
 * Value and derivative stand side by side. Float64 and readable: this is what the fast kernels are tested against.
 */
export interface Activation {
  readonly name: string;
  /** As one writes it in a sentence: "ReLU". */
  readonly title: string;
  /** The formula, as text for people. */
  readonly formula: string;
  readonly source: string;
  /** Where its values lie; a cost that needs probabilities asks for this. */
  readonly range: "probability" | "distribution" | "signed" | "non-negative" | "real";
  /** The least of its values, where `range` does not tell it. */
  readonly least?: number | undefined;
  /** Whether it maps each number by itself. */
  readonly elementwise: boolean;
  /** Whether a_j never falls where z_j grows. */
  readonly rises: boolean;
  /** What its slope can be told from: mostly a = f(z) is enough, and z need not be kept. */
  readonly slopeFrom: "a" | "z";
  /** Writes a = f(z). */
  value(z: Float64Array, a: Float64Array): void;
  /** Writes ∂C/∂z given ∂C/∂a: for a function of one number that is ∂C/∂a · f′(z). Its Jacobian is symmetric. */
  derivative(z: Float64Array, a: Float64Array, gradientA: Float64Array, gradientZ: Float64Array): void;
  /**
   * Writes how what `derivative` gives changes where z moves along a direction and ∂C/∂a stays: for a function of one number
   * that is ∂C/∂a · f″(z) · direction. At a corner of f, f″ is taken as 0.
   */
  curvature(
    z: Float64Array,
    a: Float64Array,
    gradientA: Float64Array,
    direction: Float64Array,
    out: Float64Array,
  ): void;
}

/** The largest number that is not above any of an activation's values; −∞ where there is none. */
export function leastOf({ range, least }: Pick<Activation, "range" | "least">): number {
  return least ?? (range === "real" ? Number.NEGATIVE_INFINITY : range === "signed" ? -1 : 0);
}

/** The smallest number that is not below any of an activation's values; ∞ where there is none. */
export function mostOf({ range }: Pick<Activation, "range">): number {
  return range === "real" || range === "non-negative" ? Number.POSITIVE_INFINITY : 1;
}

/** What is said about an activation; those that rise, and whose slope a = f(z) tells, need not say so. */
export type About = Pick<Activation, "name" | "title" | "formula" | "source" | "range"> &
  Partial<Pick<Activation, "rises" | "slopeFrom" | "least">>;

/** An activation that maps each number by itself: f(z), f′(z) and f″(z), the latter two given both z and a = f(z). */
export function elementwise(
  about: About,
  f: (z: number) => number,
  slope: (z: number, a: number) => number,
  bend: (z: number, a: number) => number,
): Activation {
  return {
    elementwise: true,
    rises: true,
    slopeFrom: "a",
    ...about,
    value(z, a) {
      for (let j = 0; j < z.length; j++) a[j] = f(z[j]);
    },
    derivative(z, a, gradientA, gradientZ) {
      for (let j = 0; j < z.length; j++) gradientZ[j] = gradientA[j] * slope(z[j], a[j]);
    },
    curvature(z, a, gradientA, direction, out) {
      for (let j = 0; j < z.length; j++) out[j] = gradientA[j] * bend(z[j], a[j]) * direction[j];
    },
  };
}
