/** The codes of support vector machines beside the library's own, each with what it says; docs/errors.md is written from them. */
export interface SvmCodes {
  /** C is no number in its range. */ "svm.c": string;
  /** How much may be kept in memory is no number of bytes. */ "svm.cacheBytes": string;
  /** A support vector machine needs two or more classes to tell apart. */ "svm.classes": string;
  /** What a support vector machine is to learn or read is no data set. */ "svm.data": string;
  /** Gamma is no number above 0. */ "svm.gamma": string;
  /** The options of a support vector machine have an unknown field. */ "svm.options": string;
  /** A support vector machine was given examples of another size than it learned. */ "svm.shape": string;
  /** A support vector machine needs examples with classes. */ "svm.targets": string;
  /** Two classes could not be told apart in so many steps. */ "svm.unsolved": string;
  /** A support vector machine takes no weights of examples. */ "svm.weights": string;
}

export type SvmCode = keyof SvmCodes;

declare module "nndl/check" {
  interface ErrorCodes extends SvmCodes {}
}
