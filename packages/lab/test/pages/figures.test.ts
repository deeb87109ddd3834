/** Every figure on its own page, as a reader meets it on a phone. */
import { areGoodToRead, paths } from "./good-to-read.ts";

areGoodToRead(
  paths.filter((path) => /^figures\/./.test(path)),
  "narrow and dark",
);
