import { codeOf, parseNumber, type Reader } from "./readers.ts";
import { quote, UsageError } from "./usage-error.ts";

/** Something that is chosen by name and may have settings: a schedule, an optimizer. */
export interface Named<Name extends string> {
  readonly type: Name;
  readonly [setting: string]: string | number;
}

/** What a table of schedules or optimizers says about each of them. */
export type Table<Name extends string> = Readonly<
  Record<
    Name,
    {
      readonly defaults: object /** Settings that are given by name, and have no default. */;
      readonly others?: readonly string[];
    }
  >
>;

/**
 * NAME, NAME:VALUE:VALUE with values in the order of the settings, or NAME:SETTING=VALUE: "cosine", "step:10:0.1",
 * "halving:patience=5". Names, settings and their order come from the library's own table.
 */
export function named<Name extends string>(table: Table<Name>): Reader<Named<Name>> {
  return (text, flag) => {
    const [type, ...values] = text.split(":");
    if (!Object.hasOwn(table, type))
      throw new UsageError(codeOf(flag), {
        received: quote(type),
        expected: `${flag} must be one of ${Object.keys(table).join(", ")}`,
        next: "Choose one of these; settings follow after colons, as in step:10:0.1.",
      });
    const { defaults, others = [] } = table[type as Name];
    const settings = Object.keys(defaults);
    const result: Record<string, string | number> = { type };
    values.forEach((value, place) => {
      const { setting, given } = settingAt(value, place, settings, others);
      const read = parseNumber(given);
      if (setting === undefined || read === undefined || Object.hasOwn(result, setting))
        throw new UsageError(codeOf(flag), {
          received: quote(text),
          expected: `${flag} ${type} ${describe([...settings, ...others])}`,
          next: `Write ${flag} ${usage(type, settings)}.`,
        });
      result[setting] = read;
    });
    return result as Named<Name>;
  };
}

/** How a choice is written back: "step:every=10:factor=0.1". */
export function formatNamed({ type, ...settings }: Named<string>): string {
  return [type, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)].join(":");
}

/** One line for each choice: "step:EVERY:FACTOR". */
export function usages<Name extends string>(table: Table<Name>): string[] {
  return (Object.keys(table) as Name[]).map((name) => usage(name, Object.keys(table[name].defaults)));
}

function settingAt(value: string, place: number, settings: readonly string[], others: readonly string[]) {
  const equals = value.indexOf("=");
  if (equals < 0) return { setting: settings[place], given: value };
  const name = value.slice(0, equals).toLowerCase();
  return {
    setting: [...settings, ...others].find((setting) => setting.toLowerCase() === name),
    given: value.slice(equals + 1),
  };
}

function describe(settings: readonly string[]): string {
  if (settings.length === 0) return "has no settings";
  return `can have the settings ${settings.join(", ")}, each a number`;
}

function usage(name: string, settings: readonly string[]): string {
  return [name, ...settings.map((setting) => setting.toUpperCase())].join(":");
}
