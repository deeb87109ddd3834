/** What is no error and yet mostly a mistake: said once, where people look, and never in the way. */

/** Every code that a remark may have, and what it says: stable, for programs; the words may change. */
export interface RemarkCodes {
  /** A class has no training example. */ "data.absent-class": string;
  /** All pictures are almost black. */ "data.dark": string;
  /** All training inputs are equal. */ "data.equal": string;
  /** A class has hardly any training example. */ "data.few": string;
  /** A class has many times the training examples of another. */ "data.imbalanced": string;
  /** Inputs are so large that they were probably not scaled. */ "data.large": string;
  /** Targets are so large that they were probably not scaled. */ "data.large-targets": string;
  /** All training examples are of one class. */ "data.one-class": string;
  /** A set that is measured has examples of one class only. */ "data.one-class-measured": string;
  /** Examples of a set that is measured are among the training examples. */ "data.overlap": string;
  /** A set that is measured is part of the training set, or all of it. */ "data.same": string;
  /** The training examples are sorted by class, and not shuffled. */ "data.sorted": string;
  /** A set that is measured has a class that the training set lacks. */ "data.unknown-class": string;
  /** Some files are MNIST's to the last byte, and others are not. */ "data.almost-mnist": string;
  /** Images had their channels last, and were turned. */ "data.channels-last": string;
  /** Labels begin at 1, so that one output has no use. */ "data.from-one": string;
  /** What labels are was not plain: rows with a single 1, or whole numbers in a type for fractions. */ "data.labels": string;
  /** A well-known data set was read with its peculiarities set right. */ "data.named": string;
  /** What was kept of a source when it was read is damaged, and its files were read again. */ "data.kept-damaged": string;
  /** Files of a source were not used. */ "data.left-out": string;
  /** Numbers of images that are no bytes were plainly pixels, and were scaled. */ "data.pixels": string;
  /** Numbers of images are no pixels, and large. */ "data.range": string;
  /** Folders whose names differ in capitals only are one class. */ "data.merged-classes": string;
  /** Some pictures are dark on light, and others light on dark. */ "data.mixed-polarity": string;
  /** Pictures were brought to another size. */ "data.picture-size": string;
  /** Pictures in folders within a class's folder belong to that class. */ "data.subfolders": string;
  /** Images had their channels last, and were turned. */ "npz.channels": string;
  /** A column of a table is the same in every row. */ "table.constant": string;
  /** The first row of a table counts its columns, and was taken for their names. */ "table.counted": string;
  /** A column counts the rows. */ "table.counter": string;
  /** A number stands far from all others of its column. */ "table.far": string;
  /** A file was read as Windows-1252, since it is no UTF-8. */ "table.encoding": string;
  /** The rows of a table were taken for images. */ "table.images": string;
  /** A column of a table was left out. */ "table.left-out": string;
  /** A column has numbers and words, and all were taken for words. */ "table.mixed": string;
  /** Words differ in capitals only, and are different classes or kinds all the same. */ "table.similar": string;
  /** A number is far from all that a network learned from. */ "table.unlike": string;
  /** A column of words says which part of the data a row belongs to. */ "table.parts": string;
  /** A column of words tells the target in every row. */ "table.telltale": string;
  /** What was read as fractions of three digits may be thousands. */ "table.thousands": string;
  /** Numbers were taken for classes, or for values, and might be the other. */ "table.target": string;
  /** Pictures dark on light were turned round, so that ink is light on black. */ "data.polarity": string;
  /** A network that was trained before begins a new run, which knows nothing of the earlier one. */ "training.begins-anew": string;
  /** The state of recurrent layers goes on from one picture to the next. */ "training.carries-pictures": string;
  /** The outputs of a network that goes on have meant other classes. */ "training.other-classes": string;
  /** A network that goes on has learned from inputs that were made otherwise. */ "training.other-inputs": string;
  /** The last mini-batch of each epoch has a single example, of which batch normalization leaves nothing. */ "training.last-mini-batch": string;
}

/** The code of a remark. */
export type RemarkCode = keyof RemarkCodes;

/** One remark. Plain JSON. */
export interface Remark {
  /** What kind of remark it is. */
  readonly code: RemarkCode;
  /** What was noticed: a sentence. */
  readonly what: string;
  /** What to do where it was not meant so: a sentence. */
  readonly next?: string | undefined;
}
