export {
  type ComparedSlope,
  checkGradients,
  type GradientCheckOptions,
  type GradientReport,
} from "./gradient-check.ts";
