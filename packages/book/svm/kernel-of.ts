import type { Dataset } from "nndl";
import { BytesKernel, fitsBytes } from "./bytes-kernel.ts";
import type { Bounds, Kernel } from "./kernel.ts";
import { NumbersKernel } from "./numbers-kernel.ts";

/**
 * The kernel of radial basis functions, which says how alike two examples are: K(x, y) = e^(−γ‖x − y‖²). Between bytes of one
 * scale distances are whole numbers, which are exact and cost less.
 */
export function kernelOf(queries: Dataset, examples: Dataset, bounds: Bounds, gamma: number): Kernel {
  return fitsBytes(queries, examples)
    ? new BytesKernel(queries, examples, bounds, gamma)
    : new NumbersKernel(queries, examples, bounds, gamma);
}
