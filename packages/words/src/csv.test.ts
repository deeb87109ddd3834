import { expect, it } from "vitest";
import { csvOf } from "./csv.ts";

it("quotes what needs it, keeps numbers as they are, and lets no word be a formula", () => {
  expect(
    csvOf([
      ["name", "value"],
      ['a, "b"\nc', -0.1],
      ["=1+1", 1e-7],
      ["-x", 2],
    ]),
  ).toBe('name,value\r\n"a, ""b""\nc",-0.1\r\n\'=1+1,1e-7\r\n\'-x,2\r\n');
});
