/** How a value is calculated: a script of its own. */
export { arithmeticOf } from "nndl/analysis";
