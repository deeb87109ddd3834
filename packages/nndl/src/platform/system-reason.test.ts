import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { systemReason } from "./system-reason.ts";

const failure = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

it.each([
  [failure("ENOENT: no such file or directory, open '/tmp/a, b'", "ENOENT"), "ENOENT", "no such file or directory"],
  [
    failure("EXDEV: cross-device link not permitted, rename 'a' -> 'b'", "EXDEV"),
    "EXDEV",
    "cross-device link not permitted",
  ],
  [failure("ENOSPC: no space left on device, write", "ENOSPC"), "ENOSPC", "no space left on device"],
  [failure("connect ECONNREFUSED 127.0.0.1:80", "ECONNREFUSED"), "ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:80"],
  [failure("first line\nsecond"), "", "first line"],
  [failure(""), "", "Error"],
  ["a text", "", "a text"],
  [undefined, "", "undefined"],
])("%s", (cause, code, text) => expect(systemReason(cause)).toEqual({ code, text }));

it("reads what this Node writes", () => {
  try {
    readFileSync("/nowhere/at/all");
  } catch (error) {
    expect(systemReason(error)).toEqual({ code: "ENOENT", text: "no such file or directory" });
  }
  expect.assertions(1);
});
