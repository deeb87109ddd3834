import { Dataset } from "nndl";
import { firstDigits } from "../../../digits/first-digits.ts";

/** One training image of each digit, which come with the page: enough for speeds that are the thousand images' to a hundredth. */
export const tenDigits = new Dataset({
  name: "ten digits",
  shape: [784],
  features: Float32Array.from(firstDigits.flatMap(({ picture }) => [...picture])),
  targets: { kind: "classes", labels: Uint8Array.from(firstDigits, ({ label }) => label), classes: 10 },
});
