import type { ToldInText } from "../told-in-text.ts";

const toCome = "told in the text, and by a program of the reading room; its figure is still to come";
export const toldInText: ToldInText = {
  "A2.3": "told in the text; its figure is still to come",
  "A2.9": "told in the text; its figure is still to come",
  "A2.10": toCome,
  "A2.12": toCome,
  "A2.14": toCome,
  "E2.1": toCome,
  "E2.2": toCome,
};
