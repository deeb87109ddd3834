/** A support vector machine, the baseline that the book compares its networks with. */
export type { SvmOptions, SvmProgress, SvmWaiting } from "./check-svm.ts";
export type { SvmCode } from "./codes.ts";
export {
  SupportVectorMachine,
  type SvmJudgement,
  type SvmMistake,
  type TwoClassMachine,
} from "./support-vector-machine.ts";
export { trainSvm } from "./train-svm.ts";
