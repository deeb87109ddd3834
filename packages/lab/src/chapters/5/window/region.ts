import { growthWidth } from "@nndl/book/programs/vanishing";

type Place = readonly [weight: number, activation: number];

/**
 * Where |w σ′(wa + b)| ≥ 1 for a bias, as outlines: one for negative weights, one for positive ones. At each weight it is a range
 * of the width that equation (123) has, about the a for which wa + b is 0.
 */
export function growthRegion(bias: number, mostWeight: number): readonly (readonly Place[])[] {
  return [-1, 1].map((sign) => {
    // The width begins at 4 like a root, so there are most places there.
    const weights = Array.from({ length: 81 }, (_, i) => sign * (4 + (mostWeight - 4) * (i / 80) ** 2));
    const edge = (side: number) => weights.map((w): Place => [w, -bias / w + (side * growthWidth(w)) / 2]);
    return [...edge(-1), ...edge(1).reverse()];
  });
}

/** The weight for which the region is widest, found by trying them all in steps of a thousandth. */
export function widestGrowth(): { readonly weight: number; readonly width: number } {
  let widest = { weight: 4, width: 0 };
  for (let weight = 4; weight < 20; weight += 0.001) {
    const width = growthWidth(weight);
    if (width > widest.width) widest = { weight, width };
  }
  return widest;
}
