/** Functions of float64 with the same bits in every JavaScript engine, made of + − × ÷ and √ alone. */
export { cosDegrees, cosPi, sinDegrees } from "./angles.ts";
export { expOfNegative } from "./exp-of-negative.ts";
export { exp, expm1, log1p, powerOf, tanh } from "./exponential.ts";
export { log } from "./log.ts";
export { normalQuantile } from "./normal-quantile.ts";
export { power } from "./power.ts";
