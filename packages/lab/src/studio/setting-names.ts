/** What first weights are called where one chooses them: in words; their formulas are beside. */
import type { InitializerName } from "nndl";

export const initializerLabels: Readonly<Record<InitializerName, string>> = {
  gaussian: "wide: deviation 1",
  "scaled-gaussian": "by the inputs: 1/√n",
  network3: "as the book’s network3",
  glorot: "Glorot’s",
  he: "He’s, for ReLU",
  "narrow-gaussian": "narrow: 0.01",
  "narrow-gaussian-ones": "narrow: 0.01, biases 1",
  zeros: "all zero",
};
