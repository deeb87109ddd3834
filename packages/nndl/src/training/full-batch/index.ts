export { type Descended, FullBatch } from "./full-batch.ts";
