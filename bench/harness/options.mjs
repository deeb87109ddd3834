// @ts-check
/** Reads the command line. */
import { parseArgs } from "node:util";

export const HELP = `npm run bench -- SUITE [options]

  SUITE               dense: images per second of training fully-connected networks
                      conv: images per second of convolutional networks, training and inference
                      sequences: recurrent networks and Boltzmann machines, examples per second of training
                      time-to-99: seconds from the start of a process to 99 % on MNIST (nndl alone)
                      memory: what training on 250,000 images takes (nndl alone)
                      freeze: how much faster training is with layers frozen (nndl alone)
                      pictures: how long a folder of 10,000 pictures takes to open (nndl alone)
                      browser: the lab in Chromium beside the library in Node
                      browser-memory: whether an hour of training in the studio grows memory
  --rounds N          rounds of every side (5)
  --seconds S         about how long a round of a side takes (1)
  --only A,B          only the sides called A or B, or whose names contain that
  --case A,B          only the cases whose names contain A or B
  --json FILE         also writes everything that was measured
  --seeds N           time-to-99: how many seeds, from 1 (5)
  --threads N         time-to-99, memory, freeze: nndl's threads (2)
  --minutes N         browser-memory: how long it trains (60)
  --list              names the sides and the cases
  --help              this
`;

/** What was typed cannot be done: say so in one paragraph, and exit 2. */
export class UsageError extends Error {}

/** @param {string[]} argv */
export function readOptions(argv) {
  const { values, positionals } = parse(argv);
  if (positionals.length > 1) throw new UsageError(`one suite at a time, received ${positionals.join(" ")}`);
  return {
    suite: positionals[0],
    rounds: positive("--rounds", values.rounds ?? "5", true),
    seconds: positive("--seconds", values.seconds ?? "1", false),
    seeds: positive("--seeds", values.seeds ?? "5", true),
    threads: positive("--threads", values.threads ?? "2", true),
    minutes: positive("--minutes", values.minutes ?? "60", false),
    only: words(values.only),
    cases: words(values.case),
    json: values.json,
    list: values.list ?? false,
    help: values.help ?? false,
  };
}

/** @param {string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        rounds: { type: "string" },
        seconds: { type: "string" },
        seeds: { type: "string" },
        threads: { type: "string" },
        minutes: { type: "string" },
        only: { type: "string" },
        case: { type: "string" },
        json: { type: "string" },
        list: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @param {boolean} whole
 */
function positive(name, text, whole) {
  const value = Number(text);
  if (!(value > 0 && value <= 1000) || (whole && !Number.isInteger(value)))
    throw new UsageError(
      `${name} must be a ${whole ? "whole " : ""}number above 0 and at most 1000, received "${text}"`,
    );
  return value;
}

/** @param {string | undefined} text */
function words(text) {
  return text === undefined ? [] : text.split(",").filter((word) => word !== "");
}

/**
 * The items that a filter leaves; all when it is empty. A word that is a whole name means that one alone, any other all that contain it.
 * Refuses a word that leaves none.
 * @template {{ id: string }} T
 * @param {string} name
 * @param {T[]} items
 * @param {string[]} filter
 */
export function chosen(name, items, filter) {
  const names = items.map(({ id }) => id);
  const none = filter.find((word) => !names.some((id) => id.includes(word)));
  if (none !== undefined) throw new UsageError(`${name} ${none} matches none of ${names.join(", ")}`);
  const isMeant = (/** @type {string} */ id) =>
    filter.some((word) => (names.includes(word) ? id === word : id.includes(word)));
  return filter.length === 0 ? items : items.filter(({ id }) => isMeant(id));
}
