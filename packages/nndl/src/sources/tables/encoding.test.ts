import { expect, it } from "vitest";
import { toUtf8 } from "../../utf8.ts";
import { textBytes } from "./encoding.ts";

/** Bytes that begin at any place of a word of four. */
function shifted(bytes: Uint8Array, by: number): Uint8Array {
  const all = new Uint8Array(bytes.length + by);
  all.set(bytes, by);
  return all.subarray(by);
}

it("one letter with an accent is found wherever it stands, in UTF-8 and where it is none", () => {
  for (let by = 0; by < 4; by++)
    for (let place = 0; place < 14; place++) {
      const text = `${"x".repeat(place)}é${"y".repeat(13 - place)}`;
      const utf8 = shifted(toUtf8(text), by);
      expect(textBytes(utf8, "a")).toEqual({ bytes: utf8, encoding: "UTF-8" });
      const latin = shifted(
        Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
        by,
      );
      expect(textBytes(latin, "a")).toEqual({ bytes: new Uint8Array(toUtf8(text)), encoding: "Windows-1252" });
    }
});
