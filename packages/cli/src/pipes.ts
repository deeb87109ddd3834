import { cannotWrite } from "nndl/check";
import { exitCodes, showError } from "./errors.ts";
import { screenOf } from "./terminal/screen.ts";

/**
 * Ends quietly when whoever reads the output goes away, as in `nndl data | head -3`: what can be interrupted is, and saves;
 * everything else just stops. An output that cannot be written for another reason, a full disk for example, is complained of.
 *
 * @param work what writes to the output, and tells its exit code
 */
export async function exitCodeWithReader(work: () => Promise<number>): Promise<number> {
  let failed: NodeJS.ErrnoException | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (failed !== undefined) return;
    failed = error;
    if (error.code !== "EPIPE") complain(error);
    if (!process.emit("SIGTERM")) process.exit(error.code === "EPIPE" ? exitCodes.success : exitCodes.failure);
  });
  // Nobody is left to complain to.
  process.stderr.on("error", () => {});
  const code = await work();
  return failed === undefined || failed.code === "EPIPE" ? code : exitCodes.failure;
}

function complain(error: Error): void {
  const has = (flag: string) => process.argv.includes(flag);
  const screen = screenOf(process.stderr, process.env, has("--no-color"));
  showError(cannotWrite("that the output goes to", error), screen, { json: has("--json"), debug: has("--debug") });
}
