/** More to learn from: images that are shifted, turned, stretched and bent. */
export { bookRotation } from "./book-rotation.ts";
export { type DistortOptions, distorted, distorterFor, withFeatures } from "./distorted.ts";
export { checkDistortion, type Distortion, type Elastic } from "./distortion.ts";
export { imageShapeOf } from "./image-shape.ts";
export type { Motion } from "./motion.ts";
export { type Bending, moveImage } from "./move-image.ts";
export { expandByShifts, type ShiftOptions } from "./shifts.ts";
