import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dotsAcross, drawCurves } from "./curves.ts";
import { styleFor } from "./style.ts";
import { widthOf } from "./wrap.ts";

const plain = styleFor(false);

describe("two curves", () => {
  test("that are one are one line, from the lowest to the highest value", () => {
    const values = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(drawCurves({ wanted: values, made: values }, 2, plain)).toEqual([
      "     7.00 ▏  ⡠⠊",
      "     0.00 ▏⡠⠊",
      "          0   1",
    ]);
  });

  test("that differ show what was wanted as points", () => {
    const lines = drawCurves({ wanted: [0, 0, 0, 0], made: [7, 7, 7, 7] }, 2, plain);
    expect(lines.slice(0, 2)).toEqual(["     7.00 ▏⠉⠉", "     0.00 ▏··"]);
  });

  test("that jump have no gap", () => {
    const [top, bottom] = drawCurves({ wanted: [0, 0, 0, 0], made: [0, 0, 7, 7] }, 2, plain);
    expect([top.at(-1), bottom.slice(-2)]).toEqual(["⡏", "⣀⠇"]);
  });

  test("that stand still are drawn all the same", () => {
    expect(drawCurves({ wanted: [1, 1], made: [1, 1] }, 1, plain)[0]).toContain("1.00 ▏⣀");
  });

  test("fit into the columns, whatever their values", () => {
    const columns = 40;
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), {
      minLength: dotsAcross(columns),
      maxLength: dotsAcross(columns),
    });
    fc.assert(
      fc.property(values, values, (wanted, made) => {
        const lines = drawCurves({ wanted, made }, 5, styleFor(true));
        expect(lines).toHaveLength(6);
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns + 1);
        expect(lines.join("")).not.toMatch(/NaN|undefined/);
      }),
    );
  });
});
