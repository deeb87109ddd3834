/** From where a surface is seen, in words, for those who turn it by ear. */
import type { View } from "./projection.ts";

/**
 * The eye stands where the depth is least: to the side, or beyond the corner, of these.
 * @example viewInWords({ azimuth: 0, elevation: 0.5 }, ["x", "y"]) // "Seen from where y is least, 29° above the floor"
 */
export function viewInWords({ azimuth, elevation }: View, [x, y]: readonly [string, string]): string {
  const above = Math.round((elevation * 180) / Math.PI);
  if (above >= 88) return "Seen from above";
  // Towards the eye: its part along x and along y; below a third of the other it does not count.
  const [alongX, alongY] = [-Math.sin(azimuth), -Math.cos(azimuth)];
  const sides = [
    { name: x, part: alongX },
    { name: y, part: alongY },
  ].filter(({ part }) => Math.abs(part) > 0.38);
  const where = new Map<string, string[]>();
  for (const { name, part } of sides) {
    const end = part < 0 ? "least" : "greatest";
    where.set(end, [...(where.get(end) ?? []), name]);
  }
  const from = [...where].map(([end, names]) => `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} ${end}`);
  return `Seen from where ${from.join(" and ")}, ${above}° above the floor`;
}
