export { quote, UsageError } from "@nndl/words/usage-error";
export type { CommandCode } from "./codes.ts";
