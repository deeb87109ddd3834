import { gaussian } from "./gaussian.ts";
import { glorot } from "./glorot.ts";
import { he } from "./he.ts";
import { scaledGaussian } from "./scaled-gaussian.ts";
import { zeros } from "./zeros.ts";

export type { Fan, Initializer } from "./initializer.ts";

/** Every initializer by name. A new one is a file in this folder and a line here. */
export const initializers = { gaussian, "scaled-gaussian": scaledGaussian, glorot, he, zeros };

export type InitializerName = keyof typeof initializers;
export const initializerNames = Object.keys(initializers) as readonly InitializerName[];
