/** Colour images: from photographs to what a network takes, and images made by rule. */
export { centreCrop, cropImage, flipHorizontally, randomCrop, tenCrop } from "./crop.ts";
export { generatedImages } from "./generated.ts";
export { storedPhotograph, testCrops, trainingCrop } from "./imagenet.ts";
export { resizeImage, resizeShorterSide } from "./resize.ts";
export { channelBytes, type RgbImage } from "./rgb-image.ts";
