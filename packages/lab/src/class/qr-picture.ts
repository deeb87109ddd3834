/** A QR code as the outline of its dark squares, for SVG. */
import encodeQR from "qr";

export interface QrPicture {
  /** Squares along a side, the quiet margin of four included. */
  readonly side: number;
  /** The d of an SVG path in which a square is 1 wide. */
  readonly path: string;
}

export function qrPicture(text: string): QrPicture {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  // One stroke along each run of dark squares in a row.
  const path = rows
    .flatMap((row, y) =>
      row.flatMap((isDark, x) => {
        if (!isDark || row[x - 1] === true) return [];
        const end = row.indexOf(false, x);
        return [`M${x} ${y}h${(end < 0 ? row.length : end) - x}v1H${x}z`];
      }),
    )
    .join("");
  return { side: rows.length, path };
}
