import { elementwise } from "./activation.ts";

/** The rectified linear unit, max(0, z); its slope at 0 is taken as 0. Chapter 3, equation 112. */
export const relu = elementwise(
  { name: "relu", title: "ReLU", formula: "max(0, z)", source: "chapter 3, equation 112", range: "non-negative" },
  (z) => Math.max(z, 0),
  (z) => (z > 0 ? 1 : 0),
  () => 0,
);
