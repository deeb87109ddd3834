export { type Arithmetic, arithmeticOf, type ValuePlace } from "./arithmetic.ts";
export type {
  AddedOrigin,
  ConvolutionOrigin,
  DenseOrigin,
  DividedOrigin,
  MovedOrigin,
  NormalizedOrigin,
  Origin,
  PooledConvolutionOrigin,
  PooledWindow,
  PoolingOrigin,
  ScaledOrigin,
  Term,
  WindowProducts,
} from "./origin.ts";
