/** What a support vector machine takes. */
import { type ClassTargets, Dataset, NndlError } from "nndl";
import { finite, knownKeys, plainObject, show, type Where } from "nndl/check";

/** How far something is, for who waits: so many of so many done. */
export interface SvmProgress {
  readonly done: number;
  readonly total: number;
}

/** What may be asked of anything that takes long. */
export interface SvmWaiting {
  /** Ends it; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then, and at the end. */
  readonly onProgress?: ((progress: SvmProgress) => void) | undefined;
}

export interface SvmOptions extends SvmWaiting {
  /** γ of the kernel e^(−γ‖x − y‖²): how near an example must be to count. */
  readonly gamma: number;
  /** C, what an example on the wrong side costs; 1 when absent. */
  readonly c?: number | undefined;
  /** How many bytes of kernel values may be kept; 256 MiB when absent. Changes no result. */
  readonly cacheBytes?: number | undefined;
}

/** Beyond this, what rounding does to the errors may be as large as the tolerance, and no order comes of it. */
const largestC = 1e12;

/** The numbers among the options, all of them. */
interface Settings {
  readonly gamma: number;
  readonly c: number;
  readonly cacheBytes: number;
}

export function checkOptions(options: SvmOptions): Settings {
  const where: Where = { code: "svm.options", what: "the options of a support vector machine" };
  const known = ["gamma", "c", "cacheBytes", "signal", "onProgress"];
  knownKeys(plainObject(options, where), known, where);
  const { gamma, c = 1, cacheBytes = 2 ** 28 } = options;
  return {
    gamma: finite(gamma, { code: "svm.gamma", what: "gamma" }, { above: 0 }),
    c: finite(c, { code: "svm.c", what: "C" }, { above: 0, max: largestC }),
    cacheBytes: finite(cacheBytes, { code: "svm.cacheBytes", what: "cacheBytes" }, { min: 0 }),
  };
}

export function checkWaiting(waiting: SvmWaiting): void {
  const where: Where = { code: "svm.options", what: "the options of a support vector machine's answers" };
  knownKeys(plainObject(waiting, where), ["signal", "onProgress"], where);
}

/** Examples to learn. */
export function checkTraining(data: Dataset): ClassTargets {
  const targets = checkClasses(data);
  if (data.weights !== undefined)
    throw new NndlError("svm.weights", {
      problem: `${data.name} has weights of its examples, and a support vector machine counts all alike`,
      next: "Use data without weights.",
    });
  if (targets.labels.every((label) => label === targets.labels[0]))
    throw new NndlError("svm.classes", {
      received: `only examples of class ${targets.labels[0]}`,
      expected: `${data.name} must have examples of two or more classes`,
      next: "Add some of another class.",
    });
  return targets;
}

/** Examples with their classes. */
export function checkClasses(data: Dataset): ClassTargets {
  checkData(data);
  if (data.targets.kind === "values")
    throw new NndlError("svm.targets", {
      problem: `${data.name} has no classes: its targets are values`,
      next: "Give a data set whose targets are classes.",
    });
  return data.targets;
}

/** Examples to answer to. */
export function checkQueries(data: Dataset, size: number): void {
  checkData(data);
  if (data.size !== size)
    throw new NndlError("svm.shape", {
      received: `examples of ${data.size} numbers`,
      expected: `${data.name} must have examples of ${size} numbers, like those that the machine learned`,
      next: "Use data of that shape.",
    });
}

function checkData(data: unknown): asserts data is Dataset {
  if (data instanceof Dataset) return;
  throw new NndlError("svm.data", {
    received: show(data),
    expected: "a support vector machine needs a Dataset",
    next: "Make one with classification or mnist.",
  });
}
