import { exitCodes } from "./errors.ts";

/**
 * Ends quietly when whoever reads the output goes away, as in `nndl data | head -3`: what can be interrupted is, and saves;
 * everything else just stops.
 */
export function endWithReader(): void {
  let isOver = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (isOver) return;
    isOver = true;
    if (!process.emit("SIGTERM")) process.exit(exitCodes.success);
  });
  // Nobody is left to complain to.
  process.stderr.on("error", () => {});
}
