import type { ToldInText } from "../told-in-text.ts";

export const toldInText: ToldInText = {};
