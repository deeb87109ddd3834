/**
 * The order in which people count: "2" before "10", "cat" beside "Cat". It depends on the names alone, and on no language
 * that a system speaks.
 */
export function naturally(a: string, b: string): number {
  const [ours, theirs] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(ours.length, theirs.length); i++) {
    const order =
      i % 2 === 1 ? byNumber(ours[i]!, theirs[i]!) : byText(ours[i]!.toLowerCase(), theirs[i]!.toLowerCase());
    if (order !== 0) return order;
  }
  return ours.length - theirs.length || byText(a, b);
}

/** Text, number, text, number, … */
function partsOf(name: string): readonly string[] {
  return name.split(/([0-9]+)/);
}

function byNumber(a: string, b: string): number {
  const [ours, theirs] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return ours.length - theirs.length || byText(ours, theirs);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
