import { elementwise } from "./activation.ts";

/** The identity, a = z: the layer's weighted input is its output. Chapter 3, equations 68–70. */
export const linear = elementwise(
  { name: "linear", title: "Linear", formula: "z", source: "chapter 3, equation 68", range: "real" },
  (z) => z,
  () => 1,
  () => 0,
);
