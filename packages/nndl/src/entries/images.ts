/** Images on their way to a network: photographs, handwriting as MNIST centres it, and images made by rule. */
export { bookRotation } from "../data/index.ts";
export {
  centerDigit,
  centreCrop,
  channelBytes,
  cropImage,
  flipHorizontally,
  type GreyImage,
  generatedImages,
  type ImageSize,
  inkAsBytes,
  isCenteredDigit,
  type RgbImage,
  randomCrop,
  resizeImage,
  resizeShorterSide,
  type SeenDigit,
  seeDigit,
  storedPhotograph,
  tenCrop,
  testCrops,
  trainingCrop,
} from "../images/index.ts";
