export { nameOf, type SourceFile } from "../data/index.ts";
