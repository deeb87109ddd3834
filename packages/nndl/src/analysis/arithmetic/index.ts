export { type Arithmetic, arithmeticOf, type ValuePlace } from "./arithmetic.ts";
export type {
  AddedOrigin,
  ConvolutionOrigin,
  DenseOrigin,
  DividedOrigin,
  GateValue,
  LookedUpOrigin,
  MovedOrigin,
  NormalizedOrigin,
  Origin,
  PooledConvolutionOrigin,
  PooledWindow,
  PoolingOrigin,
  RecurrentOrigin,
  ScaledOrigin,
  Term,
  WindowProducts,
} from "./origin.ts";
