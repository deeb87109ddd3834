import { expect, test } from "vitest";
import { fakeScreen } from "../testing/fake-screen.ts";
import { LiveBlock } from "./live-block.ts";
import { screenOf } from "./screen.ts";

/** What a terminal of that width shows in the end, as far as it knows "up" and "erase below". */
function shown(text: string, columns: number): string[] {
  const rows: string[] = [""];
  let [row, column] = [0, 0];
  const put = (character: string) => {
    if (column === columns) [row, column] = [row + 1, 0];
    rows[row] = (rows[row] ?? "").slice(0, column).padEnd(column) + character + (rows[row] ?? "").slice(column + 1);
    column++;
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys.
  for (const [part, up] of text.matchAll(/\x1b\[(\d*)A|\x1b\[J|./gsu)) {
    if (part === "\r") column = 0;
    else if (part === "\n") [row, column] = [row + 1, 0];
    else if (part.endsWith("A") && part.length > 1) row -= Number(up);
    else if (part === "\x1b[J") {
      rows.length = row + 1;
      rows[row] = (rows[row] ?? "").slice(0, column);
    } else put(part);
    rows[row] ??= "";
  }
  return rows;
}

test("is drawn over, and what is printed stays above it", () => {
  const screen = fakeScreen({ isTTY: true, columns: 20 });
  const block = new LiveBlock(screen);
  block.show(["one 1", "two 1", "sum"]);
  block.show(["one 2", "two 2"]);
  block.print("zero is done");
  expect(shown(screen.text(), 20)).toEqual(["zero is done", "one 2", "two 2"]);
  block.show(["two 3"]);
  expect(shown(screen.text(), 20)).toEqual(["zero is done", "two 3"]);
  block.clear();
  block.clear();
  expect(shown(screen.text(), 20)).toEqual(["zero is done", ""]);
});

test("is drawn over where the terminal became narrower in between", () => {
  let text = "";
  const write = (part: string) => {
    text += part;
  };
  const stream = { isTTY: true, columns: 20, rows: 10, write };
  const block = new LiveBlock(screenOf(stream, {}, true));
  block.show(["a line of twenty ch", "short"]);
  // As it is drawn again by the terminal itself.
  stream.columns = 8;
  text = "a line of twenty ch\nshort";
  block.show(["narrow"]);
  expect(shown(text, 8)).toEqual(["narrow"]);
});

test("leaves out what a low screen has no room for, and writes nothing where nobody looks", () => {
  const low = fakeScreen({ isTTY: true, rows: 3 });
  new LiveBlock(low).show(["1", "2", "3", "4"]);
  expect(low.text()).toBe("1\n2");
  const file = fakeScreen();
  const block = new LiveBlock(file);
  block.show(["1"]);
  block.print("done");
  block.clear();
  expect(file.text()).toBe("done\n");
});
