/** A character that tells whether a line was mistyped: ISO 7064, MOD 37,36, which no wrong character gets past. */
const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * @param text letters A–Z and digits; a letter's case means nothing, and whatever else is in it is passed over
 * @returns one of them
 */
export function checkCharacter(text: string): string {
  let sum = characters.length;
  for (const character of text.toUpperCase()) {
    const place = characters.indexOf(character);
    if (place < 0) continue;
    sum = (sum + place) % characters.length || characters.length;
    sum = (2 * sum) % (characters.length + 1);
  }
  return characters[(characters.length + 1 - sum) % characters.length]!;
}
