/** A picture of one channel, row by row; what its values mean (light, or ink) is said where it is used. */
export interface GreyImage extends ImageSize {
  readonly values: Float32Array;
}

/** In pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}
