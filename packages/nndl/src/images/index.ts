/** Images on their way to a network: photographs, handwriting as MNIST centres it, and images made by rule. */
export { centreCrop, cropImage, flipHorizontally, randomCrop, tenCrop } from "./crop.ts";
export { generatedImages } from "./generated.ts";
export * from "./handwriting/index.ts";
export { storedPhotograph, testCrops, trainingCrop } from "./imagenet.ts";
export * from "./pictures/index.ts";
export { resizeImage, resizeShorterSide } from "./resize.ts";
export { channelBytes, type RgbImage } from "./rgb-image.ts";
