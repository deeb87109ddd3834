import { NndlError } from "nndl/check";
import { writeText } from "../files.ts";
import { UsageError } from "../usage-error.ts";
import { encodePng, type GreyPixels } from "./png-writer.ts";

/**
 * Writes an image where an option says.
 *
 * @throws UsageError with the option's code when that is no place to write to; NndlError "image.size"
 */
export function writePng(path: string, flag: string, image: GreyPixels): void {
  const bytes = encodePng(image);
  try {
    writeText(path, bytes);
  } catch (error) {
    if (!(error instanceof NndlError)) throw error;
    throw new UsageError(
      `option.${flag.replace(/^--/, "")}`,
      {
        problem: `${flag}: ${error.problem}`,
        next: error.next,
      },
      { cause: error },
    );
  }
}
