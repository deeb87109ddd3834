import { gaussian } from "./gaussian.ts";
import { glorot } from "./glorot.ts";
import { he } from "./he.ts";
import { narrowGaussian } from "./narrow-gaussian.ts";
import { narrowGaussianOnes } from "./narrow-gaussian-ones.ts";
import { network3 } from "./network3.ts";
import { scaledGaussian } from "./scaled-gaussian.ts";
import { zeros } from "./zeros.ts";

export type { Fan, Initializer } from "./initializer.ts";

/** Every initializer by name. A new one is a file in this folder and a line here. */
export const initializers = {
  gaussian,
  "scaled-gaussian": scaledGaussian,
  network3,
  glorot,
  he,
  "narrow-gaussian": narrowGaussian,
  "narrow-gaussian-ones": narrowGaussianOnes,
  zeros,
};

/** "gaussian", "scaled-gaussian", "he", …: how first weights are drawn. */
export type InitializerName = keyof typeof initializers;
/** The names of all initializers. */
export const initializerNames = Object.keys(initializers) as readonly InitializerName[];
