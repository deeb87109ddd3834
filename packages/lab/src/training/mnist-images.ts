/** What is known of MNIST without having it. */

/** How often each digit is among MNIST's images, as they are split. */
const ofEach = {
  training: [4932, 5678, 4968, 5101, 4859, 4506, 4951, 5175, 4842, 4988],
  validation: [991, 1064, 990, 1030, 983, 915, 967, 1090, 1009, 961],
  test: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
};

/** How many images there are of the digits below one. */
export function imagesBelow(digits: number): Readonly<Record<keyof typeof ofEach, number>> {
  const below = (counts: readonly number[]) => counts.slice(0, digits).reduce((sum, count) => sum + count, 0);
  return { training: below(ofEach.training), validation: below(ofEach.validation), test: below(ofEach.test) };
}
