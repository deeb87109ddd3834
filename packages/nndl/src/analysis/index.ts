export type { WorkOptions, WorkProgress } from "../engines/work.ts";
export * from "./arithmetic/index.ts";
export {
  type CalibrationOptions,
  type CalibrationReport,
  calibrationReport,
  type Reliability,
  type ReliabilityBin,
} from "./certainty/calibration.ts";
export { type Certainties, type CertaintyOptions, certainties, type Reading } from "./certainty/certainties.ts";
export { type ConfusedPair, confusedPairs } from "./certainty/confused-pairs.ts";
export {
  type ClassReport,
  type ClassReportOptions,
  type ClassScore,
  classReport,
  type Scores,
} from "./class-report.ts";
export {
  type Costs,
  estimateMemory,
  type LayerCost,
  layerCosts,
  type MemoryNeeds,
  totalCosts,
  type Use,
} from "./cost-estimate.ts";
export {
  type ByParameter,
  type CurvatureOptions,
  type Hessian,
  hessian,
  hessianVectorProduct,
} from "./curvature.ts";
export { type CostFormula, type DescentPlace, descentPath } from "./descent-path.ts";
export { checkMemory, type Forecast, forecast, isLarge } from "./forecast.ts";
export {
  type ComparedSlope,
  checkGradients,
  type GradientCheckOptions,
  type GradientReport,
} from "./gradient-check.ts";
export {
  type Chain,
  type ChainGradient,
  type ChainNeuron,
  chainGradient,
  chainNetwork,
  explodingChain,
} from "./gradients/chain.ts";
export { type ErrorFactor, type ErrorProduct, errorProduct } from "./gradients/error-product.ts";
export { followGradients, type GradientEvent } from "./gradients/follow-gradients.ts";
export {
  type GradientFlow,
  gradientFlow,
  type LayerGradient,
  type ParameterGradient,
} from "./gradients/gradient-flow.ts";
export { growthWidth, widestGrowth } from "./gradients/growth.ts";
export { type IdentityNeuron, identityNeuron } from "./gradients/identity-neuron.ts";
export { type CostLine, type CostLineOptions, type CostPoint, costAlong } from "./landscape/cost-along.ts";
export { type CostPlane, type CostPlaneOptions, costOnPlane, type PlanePoint } from "./landscape/cost-on-plane.ts";
export {
  type Coordinates,
  directionBetween,
  type Plane,
  planeThrough,
  randomDirection,
} from "./landscape/directions.ts";
export type { CostThere, Stretch } from "./landscape/survey.ts";
export { type LayerOutput, layerOutputs } from "./layer-outputs.ts";
export { type KindOfWork, measureSpeed, type SpeedOptions } from "./measure-speed.ts";
export { outputsOn } from "./outputs-on.ts";
export { type RemarkContext, remarksOn } from "./remarks-on.ts";
export { type Report, reportOn } from "./report-on.ts";
export {
  type ActivationOptions,
  type ActivationStatistics,
  activationStatistics,
} from "./statistics/activation-statistics.ts";
export type { Distribution, DistributionOptions, Quantile } from "./statistics/distribution.ts";
export type { Histogram } from "./statistics/histogram.ts";
export { type WeightStatistics, weightStatistics } from "./statistics/weight-statistics.ts";
export { type ValueColumn, type ValueReport, type ValueScores, valueReport } from "./value-report.ts";
