// @ts-check
/** Chapter 6's networks, by the numbers of their experiments. */
import { convPool, dense, dropout } from "../harness/network.mjs";

/** @import { Network } from "../harness/network.mjs" */

const image = [1, 28, 28];

/** One convolution, sigmoid: the book's first convolutional network. @type {Network} */
export const e6_2 = {
  input: image,
  layers: [convPool(20, 5, 2, "sigmoid"), dense(100, "sigmoid"), dense(10, "softmax")],
};

/** Two convolutions, rectified linear units. @type {Network} */
export const e6_6 = {
  input: image,
  layers: [convPool(20, 5, 2, "relu"), convPool(40, 5, 2, "relu"), dense(100, "relu"), dense(10, "softmax")],
};

/** Two convolutions and two wide layers with dropout: the book's best single network. @type {Network} */
export const e6_13 = {
  input: image,
  layers: [
    convPool(20, 5, 2, "relu"),
    convPool(40, 5, 2, "relu"),
    dropout(0.5),
    dense(1000, "relu"),
    dropout(0.5),
    dense(1000, "relu"),
    dropout(0.5),
    dense(10, "softmax"),
  ],
};
