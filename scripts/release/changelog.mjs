// CHANGELOG.md, where what is unreleased becomes a version.

const begin = "## [Unreleased]\n";
const parts = ["Added", "Changed", "Removed", "Fixed"];

/** What stands under Unreleased: its parts that have something in them, as text, by heading. */
export function unreleased(text) {
  const from = text.indexOf(begin);
  if (from < 0) throw new Error("CHANGELOG.md has no part [Unreleased].");
  const rest = text.slice(from + begin.length);
  const end = rest.search(/^## /m);
  const own = end < 0 ? rest : rest.slice(0, end);
  const [, ...sections] = own.split(/^### /m);
  const entries = sections.map((section) => {
    const line = section.indexOf("\n");
    return [section.slice(0, line).trim(), section.slice(line).trim()];
  });
  return { parts: new Map(entries.filter(([, content]) => content !== "")), from, own };
}

/** The changelog with Unreleased empty again, and what stood there under the version and its day. */
export function released(text, version, day) {
  const { parts: written, from, own } = unreleased(text);
  const empty = parts.map((heading) => `### ${heading}\n`).join("\n");
  const sections = [...written].map(([heading, content]) => `### ${heading}\n\n${content}\n`).join("\n");
  const before = text.slice(0, from + begin.length);
  return `${before}\n${empty}\n## [${version}] - ${day}\n\n${sections}\n${text.slice(before.length + own.length)}`;
}
