/** Kept runs have one colour each. */

/** The colour of a kept run, by its letter, in every chart and list; the run at hand has the accent. */
export function colourOf(name: string): string {
  return colours["ABCDEFGHIJ".indexOf(name) % colours.length] ?? "var(--muted)";
}

const colours = [
  "var(--third)",
  "var(--negative)",
  "var(--fourth)",
  "var(--ink)",
  "color-mix(in oklch, var(--third), var(--accent))",
];
