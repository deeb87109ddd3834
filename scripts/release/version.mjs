// Which version may follow: docs/versions.md as code.

/** [major, minor, patch], or undefined for what is no version. */
function parse(version) {
  const match = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(version ?? "");
  return match?.slice(1).map(Number);
}

/**
 * Why `wanted` may not follow `current`, or undefined if it may.
 *
 * @param headings of the changelog's unreleased part: Bits and Removed break something
 */
export function whyNot(wanted, current, headings) {
  const [next, now] = [parse(wanted), parse(current)];
  if (!next) return `Say the new version, as in: npm run release -- 1.2.3. Received ${wanted ?? "nothing"}.`;
  const first = next.findIndex((number, i) => number !== now[i]);
  if (first < 0 || next[first] < now[first]) return `${wanted} does not come after ${current}.`;
  if (next[first] !== now[first] + 1 || next.slice(first + 1).some((number) => number !== 0))
    return `${wanted} leaves out versions after ${current}: raise one number by one, and set those behind it to 0.`;
  const breaking = headings.find((heading) => heading === "Bits" || heading === "Removed");
  const needed = now[0] === 0 ? 1 : 0;
  if (breaking && first > needed)
    return `The changelog has a part "${breaking}", which breaks something: raise ${["MAJOR", "MINOR"][needed]} (docs/versions.md).`;
  return undefined;
}
