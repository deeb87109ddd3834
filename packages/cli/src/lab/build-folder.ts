import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UsageError } from "../usage-error.ts";

/**
 * Where the lab's build is, or would be.
 *
 * @throws UsageError "lab.folder" where the lab is not installed at all
 */
export function labBuildFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("@nndl/lab/package.json")), "build");
  } catch (error) {
    throw new UsageError(
      "lab.folder",
      {
        problem: "the lab is not installed here",
        next: 'Run "npm run lab" in a clone of the repository, or give the folder of a built lab.',
      },
      { cause: error },
    );
  }
}
