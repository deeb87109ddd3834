export { collapseLinear } from "./affine.ts";
export { type ApproximateOptions, approximateByBumps, bumpsFor } from "./approximate.ts";
export { type Bump, type BumpOptions, bumpNetwork, equalBumps } from "./bump.ts";
export { type CircularTowerOptions, circularTower } from "./circular-tower.ts";
export { bestDesign, designPassMark, designScore } from "./design.ts";
export { approximateByDirections, type DirectionsOptions } from "./directions.ts";
export { goalFunction, inverseSigmoid, wobblySigmoid } from "./functions.ts";
export { glue } from "./glue.ts";
export type { HandmadeOutput } from "./handmade.ts";
export type { Interval } from "./intervals.ts";
export { type Deviation, type Goal, type MeasureOptions, measureApproximation, unitGrid } from "./measure.ts";
export { approximateByReLU, interpolateByReLU } from "./relu.ts";
export { type StepNeuron, type StepOptions, stepNetwork, stepNeuron } from "./step.ts";
export { type Box, type TowerOptions, towerNetwork } from "./tower.ts";
export {
  type ApproximateTowersOptions,
  approximateByTowers,
  type Tower,
  type TowersOptions,
  towersFor,
  towersNetwork,
} from "./towers.ts";
