/** How curves are told apart: by colour, and by how they are broken, for whoever sees no colours or prints in black. */
export type Tone = 1 | 2 | 3 | 4;

/** The tone of the nth curve of several. */
export function toneOf(index: number): Tone {
  return ((index % 4) + 1) as Tone;
}
