/** The parts of a data set, by the names that options use. */
export const setNames = ["training", "validation", "test"] as const;

export type SetName = (typeof setNames)[number];
