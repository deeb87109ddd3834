/** Columns that are to be left out. */
import { NndlError, show } from "../../errors.ts";
import { listed } from "./plan.ts";

interface LeavingOut {
  readonly name: string;
  readonly without?: readonly string[] | undefined;
}

/**
 * A name that no column has would leave in what somebody wanted out.
 *
 * @throws NndlError "table.column"
 */
export function checkWithout(names: readonly string[], { name, without = [] }: LeavingOut): void {
  const wrong = without.find((one) => !names.includes(one) && !names.includes(one.replace(/(\[\d+\])+$/, "")));
  if (wrong === undefined) return;
  throw new NndlError("table.column", {
    received: show(wrong),
    expected: `${name}: what is left out must be among its columns ${listed(names)}`,
    next: "Name columns that there are.",
  });
}
