/** Functions of float64 with the same bits in every JavaScript engine. */
export * from "../arithmetic/elementary.ts";
