/** The cover, the lists, the studio and the chapters with all their figures, as a reader meets them on a phone. */
import { areGoodToRead, paths } from "./good-to-read.ts";

// Figures and programs by themselves are in the files beside this one.
areGoodToRead(
  paths.filter((path) => !/^(figures|embed|programs)\/./.test(path)),
  "narrow and dark",
);
