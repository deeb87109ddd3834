/** The heights that the reader found in the design challenge, for the figure that goes on with them. */
export const design: { heights: readonly number[] | undefined } = $state({ heights: undefined });
