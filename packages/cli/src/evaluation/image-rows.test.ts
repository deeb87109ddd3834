import { Dataset, distorted, NndlError } from "nndl";
import { describe, expect, test } from "vitest";
import { UsageError } from "../usage-error.ts";
import { imageRows, pngOfRows, sheetOfRows, sheetSize } from "./image-rows.ts";

const count = 4;
const features = Uint8Array.from({ length: count * 36 }, (_, i) => (i * 71) % 256);
const data = new Dataset({
  shape: [1, 6, 6],
  features,
  targets: { kind: "classes", labels: [0, 1, 0, 1], classes: 2 },
});
const rotate = { expand: { rotate: 20 }, seed: 5 };
const caption = (index: number) => `#${index}`;

describe("rows of images", () => {
  test("are single images where no expansion is asked for", () => {
    const rows = imageRows(data, [2, 0], undefined, 80);
    expect(rows.map(({ index, versions }) => [index, versions.length])).toEqual([
      [2, 0],
      [0, 0],
    ]);
    expect(rows[0].original).toEqual(data.input(2));
    expect(imageRows(data, [], rotate, 80)).toEqual([]);
  });

  test("show what training would see in its first epochs", () => {
    const rows = imageRows(data, [3, 1], rotate, 80);
    expect(rows[0].versions.length).toBeGreaterThan(3);
    rows[0].versions.forEach(({ name, values }, epoch) => {
      expect(name).toBe(`epoch ${epoch}`);
      expect(values).toEqual(distorted(data, { rotate: 20 }, { seed: 5, epoch }).input(3));
    });
    expect(imageRows(data, [3], rotate, 10)[0].versions).toHaveLength(1);
  });

  test("show the book's shifts", () => {
    const [{ original, versions }] = imageRows(data, [1], { expand: "book", seed: 1 }, 40);
    expect(versions.map(({ name }) => name)).toEqual(["down", "up", "right", "left"]);
    expect([...versions[0].values.slice(6)]).toEqual([...original.slice(0, 30)]);
    expect([...versions[1].values.slice(0, 30)]).toEqual([...original.slice(6)]);
    expect(versions[2].values[1]).toBe(original[0]);
    expect(versions[3].values[0]).toBe(original[1]);
  });

  test("are refused where nothing can be expanded or drawn", () => {
    const flat = new Dataset({
      shape: [5],
      features: new Uint8Array(5),
      targets: { kind: "classes", labels: [0], classes: 2 },
    });
    expect(() => imageRows(flat, [0], undefined, 80)).toThrow(NndlError);
    expect(() => imageRows(data, [0], { expand: { rotate: -1 }, seed: 1 }, 80)).toThrow("rotate");
  });
});

describe("a sheet for a screen", () => {
  test("begins a line for each image that is expanded", () => {
    const rows = imageRows(data, [3, 1], rotate, 80);
    const lines = sheetOfRows(data, rows, { colors: "none", columns: 78, caption });
    expect(lines.filter((line) => line.includes("epoch 0"))).toHaveLength(2);
    expect(lines.find((line) => line.startsWith("#3"))).toContain("epoch 1");
  });

  test("has images side by side otherwise, as many as the screen holds", () => {
    const screen = { rows: 24, columns: 80 };
    const rows = imageRows(data, [0, 1, 2, 3], undefined, 80);
    expect(sheetOfRows(data, rows, { colors: "none", columns: 78, caption }).join("\n")).toMatch(/#0 +#1 +#2 +#3/);
    expect(sheetSize(data, screen, false)).toBeGreaterThan(sheetSize(data, screen, true));
  });
});

describe("a PNG", () => {
  test("has a column for the original and one for each version, dark on white", () => {
    const rows = imageRows(data, [0, 1, 2], { expand: "book", seed: 1 }, 80);
    const { width, height, pixels } = pngOfRows(data, rows);
    expect([width, height]).toEqual([5 * (12 + 8) + 8, 3 * (12 + 8) + 8]);
    // The first pixel of the first image is 0 (white), its second is 71.
    expect([pixels[8 * width + 8], pixels[8 * width + 10]]).toEqual([255, 255 - 71]);
  });

  test("is refused without an image", () => {
    expect(() => pngOfRows(data, [])).toThrow(UsageError);
  });
});
