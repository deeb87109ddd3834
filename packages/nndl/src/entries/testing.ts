/** What a test of one's own network asks. */
export {
  type ComparedSlope,
  checkGradients,
  type GradientCheckOptions,
  type GradientReport,
} from "../analysis/index.ts";
