/** Where runs are kept, in the folder that the command is given in. */
export const runsDirectory = "runs";
