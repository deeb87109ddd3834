import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escaped, Markup, markup } from "./markup.ts";

describe("markup", () => {
  test("escapes what is put in, and takes its own as it is", () => {
    const name = `<script>"&'`;
    const inner = markup`<b>${name}</b>`;
    expect(String(inner)).toBe("<b>&lt;script&gt;&quot;&amp;&#39;</b>");
    expect(String(markup`<p title="${name}">${inner}${[1, inner, ["x", "<"]]}</p>`)).toBe(
      `<p title="&lt;script&gt;&quot;&amp;&#39;">${inner}1${inner}x&lt;</p>`,
    );
  });

  test("leaves out what is not there, but no zero and no empty text", () => {
    expect(String(markup`a${undefined}b${false}c${0}d${""}e`)).toBe("abc0de");
    expect(String(markup`${Markup.trusted("<br>")}`)).toBe("<br>");
  });

  test("of any text at all has nothing that a page may not hold", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("\u202egnp.exe", "\ud800", "\0\x1b[2J"),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const written = escaped(text);
        for (const harm of ["<", ">", '"', "'", "\0", "\x1b", "\u202e"]) expect(written).not.toContain(harm);
        expect(written).not.toMatch(/\p{Cs}/u);
        const read = written
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&#39;", "'")
          .replaceAll("&amp;", "&");
        expect([...read]).toHaveLength([...text].length);
      }),
    );
    expect(escaped("a\tb\nc é 🙂 שלום")).toBe("a\tb\nc é 🙂 שלום");
  });
});
