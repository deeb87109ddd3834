import { expect, it } from "vitest";
import { checkCharacter } from "./check-character.ts";

it("is the standard's", () => {
  // The example of ISO 7064 for this system.
  expect(checkCharacter("A12425GABC1234002")).toBe("M");
});

it("is another one for each wrong character, and for nearly all neighbours that changed places", () => {
  const text = "S7E10I10000R1766O20003F2A9C1B";
  const right = checkCharacter(text);
  let swapped = 0;
  for (let i = 0; i < text.length; i++) {
    for (const wrong of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      if (wrong !== text[i]) expect(checkCharacter(text.slice(0, i) + wrong + text.slice(i + 1))).not.toBe(right);
    const other = text.slice(0, i) + (text[i + 1] ?? "") + text[i] + text.slice(i + 2);
    if (other !== text && checkCharacter(other) === right) swapped++;
  }
  expect(swapped).toBeLessThan(2);
});

it("does not mind how letters are written, and what stands between", () => {
  expect(checkCharacter("s7 · 3f2a")).toBe(checkCharacter("S73F2A"));
  expect(checkCharacter("")).toBe(checkCharacter(" ·—ü"));
});
