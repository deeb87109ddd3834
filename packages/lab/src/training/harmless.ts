/** What other people's files are called can stand in a sentence: without controls, and without what turns text around. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, "");
}
