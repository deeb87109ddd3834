/**
 * Why the system refused something: the code ("ENOENT", or "" where there is none) and, in one line, the reason in words
 * ("no such file or directory"), without the path, which whoever complains names anyway. Never throws.
 *
 * @example
 * const error = Object.assign(new Error("EACCES: permission denied, open '/a'"), { code: "EACCES" });
 * systemReason(error).text; // "permission denied"
 */
export function systemReason(cause: unknown): { readonly code: string; readonly text: string } {
  if (!(cause instanceof Error)) return { code: "", text: String(cause) };
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const line = cause.message.split("\n", 1)[0] || code || cause.name;
  // As Node writes it: "ENOENT: no such file or directory, open '/tmp/a'".
  const start = `${code}: `;
  return { code, text: line.startsWith(start) ? line.slice(start.length).replace(/, \w+(?: '.*)?$/, "") : line };
}
