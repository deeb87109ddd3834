/** The cover, the lists, the studio and the chapters with all their figures, as a reader meets them at a desk. */
import { areGoodToRead, paths } from "./good-to-read.ts";

// The pages of single figures, programs and entry points are all alike there: three stand for them.
const alike = /^(figures|embed|programs|api)\/./;
const examples = ["figures/nand/", "programs/perceptrons/", "api/nndl/"];

areGoodToRead([...paths.filter((path) => !alike.test(path)), ...examples], "wide and light");
