import type { ToldInText } from "../told-in-text.ts";

export const toldInText: ToldInText = { "A4.14": "the caveats are sentences" };
