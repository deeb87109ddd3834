import decodeQR from "qr/decode.js";
import { expect, it } from "vitest";
import { qrPicture } from "./qr-picture.ts";

/** Paints the path as a browser does, so many pixels for a square. */
function painted(path: string, side: number, scale: number) {
  const data = new Uint8Array(side * scale * side * scale * 4).fill(255);
  const size = side * scale;
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    for (let py = Number(y) * scale; py < (Number(y) + 1) * scale; py++)
      for (let px = Number(x) * scale; px < (Number(x) + Number(width)) * scale; px++)
        data.set([0, 0, 0], (py * size + px) * 4);
  return { width: size, height: size, data };
}

it.each([
  "http://127.0.0.1:4747/class/",
  `https://a-school.example/lab/class/#images=10000&epochs=10&pupils=30&first=1`,
])("what is drawn of %s can be read again", (text) => {
  const { path, side } = qrPicture(text);
  expect(decodeQR(painted(path, side, 4))).toBe(text);
});
