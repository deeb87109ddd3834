import type { Command } from "commander";

/**
 * The option that was probably meant by one that does not exist: the one that it is the beginning of (--net: --network), or
 * whose description begins with its words (--learning-rate: --lr, "the learning rate"). Undefined when there is none such.
 */
export function similarOption(typed: string, command: Command): string | undefined {
  const options = command.options.flatMap(({ long, description }) => (long ? [{ long, description }] : []));
  const begun = options.filter(({ long }) => typed.length > "--x".length && long.startsWith(typed));
  if (begun.length > 0) return begun.length === 1 ? begun[0]!.long : undefined;
  const words = typed.replace(/^--/, "").replaceAll("-", " ").toLowerCase();
  return options.find(({ description }) => {
    const start = description.toLowerCase().replace(/^(?:the|a|an) /, "");
    return start.startsWith(words) && !/^\w/.test(start.slice(words.length));
  })?.long;
}
