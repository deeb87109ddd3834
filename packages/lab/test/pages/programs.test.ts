/** Every program on its own page, as a reader meets it on a phone. */

import { inRound } from "../../../../testing/thorough.ts";
import { areGoodToRead, paths } from "./good-to-read.ts";

areGoodToRead(inRound(paths.filter((path) => /^programs\/./.test(path))), "narrow and dark");
