/** The numbers of connections that enter and leave one unit of a layer. */
export interface Fan {
  readonly in: number;
  readonly out: number;
}

/** How the parameters of a layer start: standard deviations of gaussians with mean 0 (0 means: all alike). */
export interface Initializer {
  readonly name: string;
  readonly formula: string;
  readonly source: string;
  weights(fan: Fan): number;
  biases(fan: Fan): number;
  /** What is added to the biases; 0 when absent. */
  readonly biasStart?: number;
}
