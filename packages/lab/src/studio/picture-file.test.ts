import { mnist } from "nndl";
import { encodePng } from "nndl/images";
import { expect, it } from "vitest";
import { pictureInputs } from "./picture-file.ts";

it("MNIST's own digits from PNG files are shown to the bit as MNIST has them, on black and on white", async () => {
  const { test } = await mnist();
  for (let i = 0; i < 30; i++) {
    const expected = test.input(i);
    for (const isOnWhite of [false, true]) {
      const pixels = Uint8Array.from(expected, (value) => (isOnWhite ? 255 - 256 * value : 256 * value));
      const file = new File([encodePng({ width: 28, height: 28, pixels })], `${i}.png`);
      expect(await pictureInputs(file, undefined, [1, 28, 28])).toEqual(expected);
    }
  }
});
