/** Inputs made to be misread: attacks by gradients and without, and how much they must change. */
export { type AttackExamplesOptions, type Attacked, attack } from "./attack.ts";
export type { AttackOptions } from "./border.ts";
export { type DeepFoolOptions, deepFool } from "./deepfool.ts";
export { type LBfgsChangeOptions, lBfgsChanges } from "./l-bfgs-changes.ts";
export {
  type AttackMethod,
  type AttackMethodInput,
  type AttackNorm,
  checkAttackMethod,
  fastGradientSign,
  iteratedGradientSign,
  projectedGradient,
} from "./method.ts";
export { type AscentOptions, ascendFromNoise, type EvolutionOptions, evolve, type FoolingInputs } from "./noise.ts";
export { type ChangeSize, changeSizes } from "./sizes.ts";
export { type SmallestChangeOptions, type SmallestChanges, smallestChanges } from "./smallest.ts";
export type { InputRange } from "./step.ts";
export { transferOf, withInputs } from "./transfer.ts";
export { type UniversalChange, type UniversalChangeOptions, universalChange, withChange } from "./universal.ts";
