export * from "./activations/index.ts";
export * from "./costs/index.ts";
export * from "./initializers/index.ts";
export * from "./optimizers/index.ts";
export * from "./regularizers/index.ts";
export * from "./schedules/index.ts";
