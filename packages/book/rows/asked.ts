/** What an exercise asks for: something that runs, or a number that somebody has to measure. */
export type Work = "program" | "measurement";

/** The exercises that ask for more than an argument, and for what. All others are answered by a proof, a sketch or a test. */
export const asked: Readonly<Record<`X${number}.${number}`, readonly Work[]>> = {
  "X1.3": ["program"],
  "X1.6": ["measurement"],
  "X1.8": ["program", "measurement"],

  "X2.3": ["program"],
  "X2.4": ["program"],
  "X2.5": ["program", "measurement"],

  "X3.10": ["program"],
  "X3.12": ["program"],
  "X3.15": ["measurement"],
  "X3.17": ["measurement"],
  "X3.18": ["program", "measurement"],
  "X3.19": ["program"],
  "X3.20": ["program"],
  "X3.21": ["program", "measurement"],
  "X3.22": ["program", "measurement"],
  "X3.26": ["program", "measurement"],

  "X4.1": ["program"],
  "X4.2": ["program"],

  "X5.1": ["measurement"],
  "X5.2": ["program"],
  "X5.3": ["program"],

  "X6.1": ["program"],
  "X6.2": ["measurement"],
  "X6.3": ["measurement"],
  "X6.5": ["program"],
  "X6.6": ["program"],
  "X6.7": ["program"],
  "X6.8": ["program"],
  "X6.9": ["program"],
  "X6.10": ["program"],
  "X6.11": ["measurement"],
  "X6.12": ["measurement"],
};
