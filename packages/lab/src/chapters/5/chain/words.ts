import { inShort } from "../deep/words.ts";

/** "w₂", "b₃": numbers of neurons as they stand beside letters. */
export const below = (j: number) => String(j).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]!);

/** What one sees of ∂C/∂b of the first neuron beside that of the third, which the book compares. */
export function chainVerdict(first: number, third: number): string {
  if (first === 0 || third === 0) return "Nothing comes back to the first neuron.";
  const ratio = Math.abs(third / first);
  if (ratio > 1.5) return `∂C/∂b₁ is ${inShort(ratio)} times smaller than ∂C/∂b₃: it vanishes.`;
  if (ratio < 1 / 1.5) return `∂C/∂b₁ is ${inShort(1 / ratio)} times larger than ∂C/∂b₃: it explodes.`;
  return "∂C/∂b₁ and ∂C/∂b₃ are about equally large.";
}
