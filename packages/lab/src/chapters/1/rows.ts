import type { ToldInText } from "../told-in-text.ts";

export const toldInText: ToldInText = {
  "A1.21": "a baseline beside the networks: the text and the bars name its result, and experiments train it",
};
