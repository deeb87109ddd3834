// @ts-check
/** How long a table of 100 MB takes to be read as a data set, and how much memory. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { follow } from "../harness/study.mjs";

/** @import { Study } from "../harness/study.mjs" */

const PROGRAM = new URL("./table-program.mjs", import.meta.url);
const BYTES = 100e6;
const GOAL_SECONDS = 10;
const GOAL_MB = 400;

/** Drawn by a rule of its own, so that the tables are always the same: Park and Miller's. */
let state = 1;
const random = () => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};
/** @param {number} count @param {() => string} cell */
const cells = (count, cell) => Array.from({ length: count }, cell);
/** @param {readonly string[]} words */
const oneOf = (words) => words[Math.floor(random() * words.length)];
const kind = () => oneOf(["a", "b", "c"]);

/** A row of each kind of table, and the names of its columns. */
const tables = {
  "ten numbers of 17 digits and a class": {
    header: [...cells(10, () => "x"), "kind"],
    row: () => [...cells(10, () => String(random() * 2 - 1)), kind()],
  },
  "twenty numbers of one decimal and a class": {
    header: [...cells(20, () => "x"), "kind"],
    row: () => [...cells(20, () => (random() * 10).toFixed(1)), kind()],
  },
  "five words, five numbers and a class": {
    header: [...cells(10, () => "x"), "kind"],
    row: () => [
      ...cells(5, () => oneOf(["red", "green", "blue", "yellow", "orange"])),
      ...cells(5, () => (random() * 100).toFixed(3)),
      kind(),
    ],
  },
  "a digit and 784 pixels": {
    header: ["label", ...cells(784, () => "pixel")],
    row: () => [
      String(Math.floor(random() * 10)),
      ...cells(784, () => (random() < 0.8 ? "0" : String(Math.floor(random() * 256)))),
    ],
  },
};

/** @param {string} path @param {typeof tables[keyof typeof tables]} table */
function write(path, { header, row }) {
  const file = openSync(path, "w");
  const names = header.map((name, i) => (name === "x" || name === "pixel" ? `${name}${i}` : name));
  let written = writeSync(file, `${names.join(",")}\n`);
  // A thousand rows again and again: making them takes longer than reading.
  const rows = cells(1000, () => `${row().join(",")}\n`).join("");
  while (written < BYTES) written += writeSync(file, rows);
  closeSync(file);
}

/** What opening took. @typedef {{ seconds: number, peakBytes: number, rows: number }} Told */

/** @type {Study} */
export const table = {
  title: "Tables of 100 MB, each opened in a fresh process",
  async run(_, print) {
    const folder = mkdtempSync(join(tmpdir(), "nndl-table-"));
    /** @type {({ table: string } & Told)[]} */
    const results = [];
    try {
      for (const [name, form] of Object.entries(tables)) {
        const path = join(folder, "table.csv");
        write(path, form);
        await follow(PROGRAM, { path }, (/** @type {Told} */ told) => {
          results.push({ table: name, ...told });
          print(`  ${name}: ${told.rows} rows in ${told.seconds.toFixed(1)} s, ${megabytes(told)} MB`);
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
    const seconds = Math.max(...results.map((told) => told.seconds));
    const memory = Math.max(...results.map(megabytes));
    return {
      results,
      goals: [
        {
          text: `100 MB of CSV: ${seconds.toFixed(1)} s at most (goal: under ${GOAL_SECONDS} s)`,
          measured: seconds,
          goal: GOAL_SECONDS,
          reached: seconds < GOAL_SECONDS,
        },
        {
          text: `100 MB of CSV: ${memory} MB at most (goal: under ${GOAL_MB} MB)`,
          measured: memory,
          goal: GOAL_MB,
          reached: memory < GOAL_MB,
        },
      ],
    };
  },
};

/** Of 10⁶ bytes. @param {Told} told */
function megabytes({ peakBytes }) {
  return Math.round(peakBytes / 1e6);
}
