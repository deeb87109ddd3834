/** Images made by rule, as a data set that --data can name. */
import { generatedUsage } from "@nndl/words/train-options";
import { type Dataset, split } from "nndl";
import { generatedImages } from "nndl/images";
import { quote, UsageError } from "./usage-error.ts";

const usual = { count: 640, classes: 10, side: 227 };

/** Whether a data source is one of them. */
export function isGenerated(source: string): boolean {
  return /^generated(:|$)/.test(source);
}

/**
 * The images of "generated" or "generated:COUNT:CLASSES:SIDE", and a tenth as many others to test with.
 *
 * @throws UsageError "option.data"
 */
export function openGenerated(source: string): { readonly training: Dataset; readonly test: Dataset } {
  const [, ...given] = source.split(":");
  const numbers = given.map((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN));
  if (numbers.length > 3 || !numbers.every((value) => value >= 1))
    throw new UsageError("option.data", {
      received: quote(source),
      expected: `--data for images made by rule must be ${generatedUsage}, each a positive whole number`,
      next: `Write for example --data generated:${usual.count}:${usual.classes}:${usual.side}; what you leave out has these values.`,
    });
  const [count = usual.count, classes = usual.classes, side = usual.side] = numbers;
  const tests = Math.ceil(count / 10);
  // Always from the same seed: they are data, not chance of the run.
  const [training, test] = split(generatedImages(1, count + tests, classes, [3, side, side]), [count, tests]);
  return { training, test };
}
