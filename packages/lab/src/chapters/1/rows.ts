import type { ToldInText } from "../told-in-text.ts";

export const toldInText: ToldInText = {
  "A1.21": "the support vector machine is not ours: the text and the bars name its result",
};
