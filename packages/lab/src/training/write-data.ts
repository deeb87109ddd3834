/** Fetched only when somebody saves data. */
export { npzOf } from "nndl/sources";
