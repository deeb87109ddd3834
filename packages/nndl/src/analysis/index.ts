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
  type ComparedSlope,
  checkGradients,
  type GradientCheckOptions,
  type GradientReport,
} from "./gradient-check.ts";
