export { quote, UsageError } from "@nndl/words/usage-error";
