export { centerDigit, isCenteredDigit } from "./center.ts";
export type { GreyImage, ImageSize } from "./grey-image.ts";
export { inkAsBytes, type SeenDigit, seeDigit } from "./see.ts";
