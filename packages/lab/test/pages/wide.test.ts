/** The cover, the lists, the studio and the chapters with all their figures, as a reader meets them at a desk. */
import { areGoodToRead, paths } from "./good-to-read.ts";

// The pages of single figures and programs are all alike there: two stand for them.
const alike = /^(figures|programs)\/./;
const examples = ["figures/nand/", "programs/perceptrons/"];

areGoodToRead([...paths.filter((path) => !alike.test(path)), ...examples], "wide and light");
