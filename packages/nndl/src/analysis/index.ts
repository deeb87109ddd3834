export * from "./arithmetic/index.ts";
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
export { checkMemory, type Forecast, forecast, isLarge } from "./forecast.ts";
export {
  type ComparedSlope,
  checkGradients,
  type GradientCheckOptions,
  type GradientReport,
} from "./gradient-check.ts";
export { type LayerOutput, layerOutputs } from "./layer-outputs.ts";
export { type KindOfWork, measureSpeed, type SpeedOptions } from "./measure-speed.ts";
export { type RemarkContext, remarksOn } from "./remarks-on.ts";
export { type Report, reportOn } from "./report-on.ts";
export { type ValueColumn, type ValueReport, type ValueScores, valueReport } from "./value-report.ts";
