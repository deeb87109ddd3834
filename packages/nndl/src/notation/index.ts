/** Networks in words: "28x28 conv20x5 pool2 dense100 softmax10", read and written. */
export {
  formatLayers,
  type NotatedNetwork,
  type NotationDefaults,
  type NotationLine,
  notationLines,
  parseLayers,
  type UsualLayer,
} from "./notation.ts";
