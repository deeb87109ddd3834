import { describe, expect, it } from "vitest";
import { dropped, placed, shownName } from "./given-paths.ts";

const file = new Blob([]);
const all = (...paths: string[]) => placed(paths.map((path) => ({ path, file })));
const pathsOf = ({ files }: ReturnType<typeof placed>) => files.map(({ path }) => path);

describe("files that were given", () => {
  it("lie below the folder that was chosen, which is what they are called", () => {
    const given = all("mine/cats/1.png", "mine/dogs/1.png", "mine/notes.txt");
    expect([given.name, pathsOf(given)]).toEqual(["mine", ["cats/1.png", "dogs/1.png", "notes.txt"]]);
  });
  it("keep their folders where there are several", () => {
    const given = all("/cats/1.png", "/dogs/1.png");
    expect([given.name, pathsOf(given)]).toEqual(["my files", ["cats/1.png", "dogs/1.png"]]);
  });
  it("are called as one file is", () => {
    expect([all("flowers.csv").name, pathsOf(all("flowers.csv"))]).toEqual(["flowers.csv", ["flowers.csv"]]);
    expect(all("cat-1.png", "dog-1.png").name).toBe("my files");
    expect(all().files).toEqual([]);
  });
  it("have names that turn no sentence around", () => {
    expect(shownName("הפוך\u202etxt.csv\u0007")).toBe("הפוךtxt.csv");
    expect(shownName("\u202e")).toBe("my files");
    expect(shownName("x".repeat(500))).toHaveLength(100);
  });
  it("can be dropped as a folder, of which a browser tells a part at a time", async () => {
    const leaf = (fullPath: string) => ({
      isFile: true,
      fullPath,
      file: (done: (file: File) => void) => done(new File([fullPath], "x")),
    });
    const directory = (fullPath: string, ...parts: readonly object[][]) => ({
      isFile: false,
      fullPath,
      createReader: () => {
        const left = [...parts, []];
        return { readEntries: (done: (entries: object[]) => void) => done(left.shift()!) };
      },
    });
    const root = directory(
      "/mine",
      [directory("/mine/cats", [leaf("/mine/cats/1.png")], [leaf("/mine/cats/2.png")])],
      [leaf("/mine/notes.txt")],
    );
    const transfer = { items: [{ webkitGetAsEntry: () => root }], files: [] } as unknown as DataTransfer;
    const given = await dropped(transfer);
    expect([given.name, pathsOf(given)]).toEqual(["mine", ["cats/1.png", "cats/2.png", "notes.txt"]]);
    expect((await dropped(null)).files).toEqual([]);
  });
});
