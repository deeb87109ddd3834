/** The cover, the lists, the studio and the chapters with all their figures, as a reader meets them at a desk. */
import { isRound } from "../../../../testing/thorough.ts";
import { areGoodToRead, paths } from "./good-to-read.ts";

// The pages of single figures, programs and entry points are all alike there: three stand for them.
const alike = /^(figures|embed|programs|api)\/./;
const examples = ["figures/nand/", "programs/perceptrons/", "api/nndl/"];

// A chapter takes five seconds in either look: at a desk every other one is wide, and the others are narrow.
const isNarrow = (path: string) => isRound && /^chapter-[135]\//.test(path);

areGoodToRead([...paths.filter((path) => !alike.test(path) && !isNarrow(path)), ...examples], "wide and light");
