/** The cover, the lists, the studio and the chapters with all their figures, as a reader meets them on a phone. */

import { everyFourth, isRound } from "../../../../testing/thorough.ts";
import { areGoodToRead, paths } from "./good-to-read.ts";

// Figures and programs by themselves are in the files beside this one; the reference's entry points are all alike.
const pages = paths.filter((path) => !/^(figures|embed|programs)\/./.test(path));
// The other chapters are wide then.
const isWide = (path: string) => isRound && /^chapter-[24]\//.test(path);
const isEntryPoint = (path: string) => /^api\/./.test(path);

areGoodToRead(
  [...pages.filter((path) => !isEntryPoint(path) && !isWide(path)), ...everyFourth(pages.filter(isEntryPoint))],
  "narrow and dark",
);
