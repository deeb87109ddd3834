/** Runs a program of the reading room beside the page: some take seconds. */
import { programs } from "@nndl/book/programs/index";

/** What it printed; undefined for a program that there is not. */
export type Printed = readonly string[] | undefined;

addEventListener("message", ({ data: name }: MessageEvent<string>) => {
  postMessage(programs.find((program) => program.name === name)?.demo() satisfies Printed);
});
