import type { ToldInText } from "../told-in-text.ts";

export const toldInText: ToldInText = {
  "A5.1": "circuits of few and of many layers are counted in the text",
  "A5.6": "the product of matrices is an equation that the text reads out",
  "A5.9": "obstacles that are only named",
  "E5.1": "a row of the text's table, with the experiment that trains it",
  "E5.2": "a row of the text's table, with the experiment that trains it",
  "E5.3": "a row of the text's table, with the experiment that trains it",
  "E5.4": "a row of the text's table, with the experiment that trains it",
  "E5.8": "its experiment measures it; a figure that trains is yet to come",
  "E5.9": "its experiment measures it; a figure that trains is yet to come",
  "E5.10": "its experiment measures it; a figure that trains is yet to come",
};
