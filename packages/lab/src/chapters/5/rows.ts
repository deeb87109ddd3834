import type { ToldInText } from "../told-in-text.ts";

export const toldInText: ToldInText = {
  "A5.6": "the product of matrices is an equation that the text reads out",
  "A5.9": "obstacles that are only named",
};
