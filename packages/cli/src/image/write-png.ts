import { writeFileSync } from "node:fs";
import { systemReason } from "nndl/check";
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
    writeFileSync(path, bytes);
  } catch (error) {
    throw new UsageError(
      `option.${flag.replace(/^--/, "")}`,
      {
        problem: `${flag} ${path} cannot be written: ${systemReason(error).text}`,
        next: "Choose another path.",
      },
      { cause: error },
    );
  }
}
