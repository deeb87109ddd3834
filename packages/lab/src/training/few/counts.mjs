// @ts-check
/** How many of MNIST's first images of each set lie by themselves, and where: enough to train in a lesson on a school's network. */
export const few = { training: 10_000, test: 2000, file: "first-images.bin" };
