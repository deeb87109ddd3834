import { describe, expect, test } from "vitest";
import { fakeScreen } from "../testing/fake-screen.ts";
import { LiveLine } from "./live-line.ts";
import { screenOf } from "./screen.ts";

describe("colours", () => {
  test.each([
    [{ isTTY: false }, "none"],
    [{ isTTY: true }, "256"],
    [{ isTTY: true, environment: { COLORTERM: "truecolor" } }, "true"],
    [{ isTTY: true, environment: { COLORTERM: "truecolor", NO_COLOR: "1" } }, "none"],
    [{ isTTY: true, environment: { NO_COLOR: "" } }, "256"],
    [{ isTTY: true, environment: { TERM: "dumb" } }, "none"],
    [{ isTTY: true, noColor: true }, "none"],
  ])("%j: %s", (options, colors) => {
    const screen = fakeScreen(options);
    expect(screen.colors).toBe(colors);
    expect(screen.style.red("x")).toBe(colors === "none" ? "x" : "\x1b[31mx\x1b[39m");
  });
});

test("a screen follows its terminal's size, and takes 80 × 24 where there is none", () => {
  const stream = { isTTY: true, columns: 100, rows: 30, write() {} };
  const screen = screenOf(stream, {}, false);
  expect([screen.columns, screen.rows]).toEqual([100, 30]);
  stream.columns = 60;
  expect(screen.columns).toBe(60);
  const none = screenOf({ write() {} }, {}, false);
  expect([none.columns, none.rows]).toEqual([80, 24]);
});

describe("a live line", () => {
  test("is drawn over, with what is kept above it", () => {
    const screen = fakeScreen({ isTTY: true });
    const live = new LiveLine(screen);
    live.show(["a", "b"]);
    live.show(["a", "b"]);
    live.print("kept");
    live.show(["c"]);
    live.clear();
    live.clear();
    expect(screen.text()).toBe("\r\x1b[Ka  b\r\x1b[Kkept\na  b\r\x1b[Kc\r\x1b[K");
  });

  test("leaves out what does not fit", () => {
    const screen = fakeScreen({ isTTY: true, columns: 8 });
    new LiveLine(screen).show(["abc", "de", "f"]);
    expect(screen.text()).toBe("\r\x1b[Kabc  de");
  });

  test("draws nothing where there is no terminal", () => {
    const screen = fakeScreen();
    const live = new LiveLine(screen);
    live.show(["a"]);
    live.print("kept");
    live.clear();
    expect(screen.text()).toBe("kept\n");
  });
});
