import { commands } from "./commands/index.ts";
import { makeContext } from "./context.ts";
import { exitCodeOf, exitCodes, knownError, showError } from "./errors.ts";
import { parse } from "./grammar.ts";
import { type Ask, askAtTerminal } from "./terminal/ask.ts";
import { type Environment, type OutputStream, screenOf } from "./terminal/screen.ts";
import { version } from "./version.ts";

/** The world outside, as far as the command line touches it directly. */
export interface World {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly environment: Environment;
  /** Nobody is there when absent. */
  readonly ask?: Ask;
}

/** Runs `nndl` with the given arguments, and returns its exit code. Never throws. */
export async function main(
  argv: readonly string[],
  world: World = { stdout: process.stdout, stderr: process.stderr, environment: process.env, ask: askAtTerminal },
): Promise<number> {
  // Known before the arguments are read, because reading them can fail.
  const flags = { json: argv.includes("--json"), debug: argv.includes("--debug"), cache: !argv.includes("--no-cache") };
  const noColor = argv.includes("--no-color");
  const out = screenOf(world.stdout, world.environment, noColor);
  const err = screenOf(world.stderr, world.environment, noColor);
  try {
    const invocation = await parse(argv, { commands, version: version(), style: out.style, columns: out.columns });
    if (invocation.kind === "text") {
      out.write(invocation.text);
      return exitCodes.success;
    }
    const context = makeContext({ out, err }, flags, world.environment, world.ask);
    return (await invocation.module.run(context, invocation.given)) ?? exitCodes.success;
  } catch (caught) {
    const error = knownError(caught);
    showError(error, err, flags);
    return exitCodeOf(error);
  }
}
