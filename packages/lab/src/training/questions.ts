/** What one can ask about a run at any moment, also while it trains; each answer says of which step it is. */

import type { SetName } from "@nndl/words/set-names";
import type { Shape } from "nndl";
import type { Arithmetic, LayerOutput, ValuePlace } from "nndl/analysis";

/** The parameters: all, or those named ("layers.0.weights"); those of now, or those that the run began with. */
export interface AskWeights {
  readonly about: "weights";
  readonly names?: readonly string[];
  readonly first?: boolean;
}
export interface Weights {
  readonly tensors: Readonly<Record<string, { readonly shape: Shape; readonly values: Float32Array }>>;
}

/** What every layer says about one input, in float64. */
export interface AskLayers {
  readonly about: "layers";
  readonly input: Float32Array;
}
export interface Layers {
  readonly layers: readonly LayerOutput[];
}

/** How one value of a layer is calculated, for one input, in float64. */
export interface AskArithmetic extends ValuePlace {
  readonly about: "arithmetic";
  readonly input: Float32Array;
}
export interface ArithmeticOfOne {
  readonly arithmetic: Arithmetic;
}

/** The network's outputs for inputs one after another, or for every example of a set. */
export type AskOutputs = { readonly about: "outputs" } & (
  | { readonly inputs: Float32Array; readonly set?: never }
  | { readonly set: SetName; readonly inputs?: never }
);
export interface Outputs {
  readonly count: number;
  /** Outputs of one input. */
  readonly size: number;
  readonly outputs: Float32Array;
}

/** Which class is taken for which, in a set; "test" when absent. */
export interface AskConfusion {
  readonly about: "confusion";
  readonly set?: SetName;
}
export interface Confusion {
  readonly classes: number;
  /** Row: the class that it is; column: the class that it is taken for. */
  readonly counts: Uint32Array;
  readonly count: number;
  readonly correct: number;
}

/** Wrongly classified examples of a set ("test" when absent), the surest mistakes first. */
export interface AskMistakes {
  readonly about: "mistakes";
  readonly set?: SetName;
  /** At most so many; 100 when absent. */
  readonly limit?: number;
  /** Only examples of this class. */
  readonly label?: number;
}
/** Some examples of a set, one after another. */
export interface Examples {
  readonly indices: Uint32Array;
  /** The class of each; empty where the targets are values. */
  readonly labels: Int32Array;
  /** The targets, where they are values. */
  readonly values: Float32Array;
  readonly shape: Shape;
  /** As stored: bytes of images, to be multiplied by `scale`, or numbers. */
  readonly features: Uint8Array | Float32Array;
  readonly scale: number;
  /** Where the examples lie, where they are points: x, or x and y, one after another. */
  readonly places?: Float32Array;
}
export interface Mistakes extends Examples {
  /** All that are wrong, of which only some are here. */
  readonly total: number;
  readonly predicted: Int32Array;
  /** The network's outputs for each. */
  readonly outputs: Float32Array;
  readonly size: number;
}

/** Examples of a set ("training" when absent): by index, or the first of a class, or simply the first. */
export interface AskExamples {
  readonly about: "examples";
  readonly set?: SetName;
  readonly indices?: readonly number[];
  readonly label?: number;
  /** Where to begin among them; 0 when absent. */
  readonly from?: number;
  /** At most so many; 100 when absent. */
  readonly limit?: number;
}

/** The mean image of each class of a set ("training" when absent). */
export interface AskAverages {
  readonly about: "averages";
  readonly set?: SetName;
}
export interface Averages {
  readonly shape: Shape;
  readonly classes: number;
  /** One mean after another. */
  readonly means: Float32Array;
  readonly counts: Uint32Array;
}

/** How many examples of a set ("test" when absent) the darkness of an image alone gets right: the book's baseline. */
export interface AskDarkness {
  readonly about: "darkness";
  readonly set?: SetName;
}
export interface Darkness {
  /** The mean darkness of each class of the training data. */
  readonly means: readonly number[];
  readonly correct: number;
  readonly count: number;
}

/** What data there are. */
export interface AskData {
  readonly about: "data";
}
export interface DataSummary {
  readonly shape: Shape;
  /** Classes, or undefined where the targets are values. */
  readonly classes?: number;
  readonly counts: Readonly<Partial<Record<SetName, number>>>;
}

/** How large the cost's gradient is in each layer, over the first training examples (100 when absent, 1,000 at most). */
export interface AskGradients {
  readonly about: "gradients";
  readonly examples?: number;
  /** Whether layers behave as in training, where batch normalization looks at the examples at hand; false when absent. */
  readonly training?: boolean;
  /** Whether each neuron's (filter's, channel's) is wanted, too. */
  readonly byUnit?: boolean;
}
export interface LayerGradient {
  readonly index: number;
  readonly type: string;
  /** ‖∂C/∂b‖, the measure of chapter 5, and ‖∂C/∂w‖; of a batch normalization what takes their places. */
  readonly biases: number;
  readonly weights: number;
  /** ∂C/∂b of each, and the length of ∂C/∂w of each. */
  readonly units?: { readonly biases: Float32Array; readonly weights: Float32Array };
}
export interface GradientNorms {
  /** Layers that have parameters. */
  readonly layers: readonly LayerGradient[];
  readonly cost: number;
}

/** Cost, and accuracy where there are classes, on the first examples of a set. */
export interface AskMeasure {
  readonly about: "measure";
  readonly set: SetName;
  /** All when absent. */
  readonly limit?: number;
}
export interface Measure {
  readonly count: number;
  /** The mean, without the regularization. */
  readonly dataCost: number;
  readonly accuracy?: number;
}

/** How the weights, or the activations over some training examples, are distributed in each layer. */
export interface AskHistogram {
  readonly about: "histogram";
  readonly of: "weights" | "activations";
  /** 40 when absent. */
  readonly bins?: number;
  /** For activations: 50 when absent, 500 at most. */
  readonly examples?: number;
}
export interface LayerHistogram {
  readonly index: number;
  readonly type: string;
  /** The edges of the first and the last bin; all are equally wide. */
  readonly from: number;
  readonly to: number;
  readonly counts: Uint32Array;
  readonly mean: number;
  readonly deviation: number;
}
export interface Histograms {
  readonly layers: readonly LayerHistogram[];
}

/** The outputs over a grid of the plane, for networks whose inputs are, or are made of, two numbers. Row 0 is the smallest y. */
export interface AskPlane {
  readonly about: "plane";
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  readonly columns: number;
  readonly rows: number;
}
export interface Plane {
  readonly columns: number;
  readonly rows: number;
  /** Outputs of one point; all of a point's are together. */
  readonly size: number;
  readonly outputs: Float32Array;
  /** The function to be learned, where there is one. */
  readonly wanted?: Float64Array;
}

/** What a drawing of the network needs: of each layer only those units that are drawn. */
export interface AskDrawing {
  readonly about: "drawing";
  /** Units of the inputs, then of each layer: neurons, or maps of images. */
  readonly shown: readonly (readonly number[])[];
  /** The inputs as pictures, where a row of numbers is one. */
  readonly shape?: Shape;
  /** The inputs over which every neuron is pictured, so many along each axis: of one or two numbers. */
  readonly over?: { readonly ranges: readonly (readonly [from: number, to: number])[]; readonly cells: number };
}
/** What a unit is drawn with: what it answers everywhere, or what it looks for. */
export interface UnitPictures {
  readonly width: number;
  /** Of all channels, below each other. */
  readonly height: number;
  /** One unit's after another's. Row 0 is the topmost. */
  readonly values: Float32Array;
}
/** One column of the drawing. */
export interface DrawnColumn {
  /**
   * Of the lines to each unit here from each unit of the column before, one row after another. NaN where there is no line.
   */
  readonly lines: Float32Array;
  /** Weights; or the lengths of whole kernels, which have no sign; or what passes on what came, and has no weight. */
  readonly of: "weights" | "lengths" | "nothing";
  /** Empty where there are none. */
  readonly biases: Float32Array;
  readonly pictures?: UnitPictures;
}
export interface Drawing {
  /** The inputs' first, which has no lines. */
  readonly columns: readonly DrawnColumn[];
}

/** The outputs along a line, for networks whose inputs are, or are made of, one number. */
export interface AskLine {
  readonly about: "line";
  readonly x: readonly [from: number, to: number];
  readonly points: number;
}
export interface Line {
  readonly x: Float64Array;
  readonly size: number;
  readonly outputs: Float32Array;
  /** The function to be learned, where there is one. */
  readonly wanted?: Float64Array;
}

/** What proves that two networks are the same. */
export interface AskIdentity {
  readonly about: "identity";
}
export interface Identity {
  readonly sha256: string;
}

export interface AnswerTo {
  readonly weights: Weights;
  readonly layers: Layers;
  readonly arithmetic: ArithmeticOfOne;
  readonly outputs: Outputs;
  readonly confusion: Confusion;
  readonly mistakes: Mistakes;
  readonly examples: Examples;
  readonly averages: Averages;
  readonly darkness: Darkness;
  readonly data: DataSummary;
  readonly gradients: GradientNorms;
  readonly measure: Measure;
  readonly histogram: Histograms;
  readonly plane: Plane;
  readonly line: Line;
  readonly drawing: Drawing;
  readonly identity: Identity;
}

export type Question =
  | AskWeights
  | AskLayers
  | AskArithmetic
  | AskOutputs
  | AskConfusion
  | AskMistakes
  | AskExamples
  | AskAverages
  | AskDarkness
  | AskData
  | AskGradients
  | AskMeasure
  | AskHistogram
  | AskPlane
  | AskLine
  | AskDrawing
  | AskIdentity;

/** The answer to a question, and the step that it is of. */
export type Answer<Q extends Question = Question> = Q extends Question
  ? AnswerTo[Q["about"]] & { readonly step: number }
  : never;
