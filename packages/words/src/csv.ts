/** A table for a spreadsheet: CSV as RFC 4180 has it. */
export function csvOf(lines: readonly (readonly (string | number)[])[]): string {
  return `${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  // Words that begin as a formula does are no formula: a spreadsheet would carry it out.
  const text = value.replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
