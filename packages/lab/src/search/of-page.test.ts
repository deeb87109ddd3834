import { expect, it } from "vitest";
import { partsOf } from "./of-page.ts";

const html =
  '<nav><a href="~/">Home</a></nav><main><h1>For teachers</h1><p>First.</p>' +
  '<section><h2 id="lesson">A lesson</h2><p>In <b>45</b> minutes.</p><p>Bring phones.</p>' +
  '<ol><li><h3>Why a slope</h3><p>Ask &amp; see.</p></li></ol></section><h2 id="empty">Nothing</h2></main><footer>Licences</footer>';

it("has each part of a page with its own text, and where it is", () => {
  expect(partsOf(html, { title: "For teachers", href: "teachers/" })).toEqual([
    {
      kind: "page",
      title: "A lesson",
      text: "In 45 minutes. Bring phones.",
      href: "teachers/#lesson",
      where: "For teachers",
    },
    { kind: "page", title: "Why a slope", text: "Ask & see.", href: "teachers/#lesson", where: "For teachers" },
  ]);
});
