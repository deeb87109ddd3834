/**
 * Answers that were read before: in a run's folder at the end of its training, beside the runs when a report has read them. As long
 * as neither network nor data have changed, they are the same.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { splitNamed } from "nndl/sources";
import { mnistDirectory } from "../data-files.ts";
import { writeText } from "../files.ts";
import { keptFolder } from "../kept/source-cache.ts";
import { libraryStamp, stampOf } from "../kept/stamp.ts";
import type { RunConfig, RunFolder } from "../training/run-folder.ts";
import type { Answers } from "./answers.ts";

/** Where those are that a report reads: beside the data that are kept, and forgotten with them. */
const folder = () => join(keptFolder, "answers");

/** Another one where answers are others, or of another form. */
const version = 1;

/** More than this are more than anybody reports on. */
const most = 2000;

/** Under what name the answers of a network are kept; undefined where nobody can tell whether its data have changed. */
export function answersKey(network: string, { data }: RunConfig): string | undefined {
  const source = placeOf(data.source);
  const stamps = [stampOf(network), source === "" ? undefined : stampOf(source)];
  if (stamps[0] === undefined || (source !== "" && stamps[1] === undefined)) return undefined;
  const parts = [
    version,
    libraryStamp(),
    ...stamps.map((stamp) => stamp?.hash.toString("hex")),
    data.source,
    data.validation,
    data.cut,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40);
}

/** The files that a source has; none of images that are made by rule. */
function placeOf(source: string): string {
  if (source === "mnist") return mnistDirectory() ?? "no such place";
  if (source.startsWith("generated:")) return "";
  return splitNamed(source)?.place ?? source;
}

/** @param run the folder of the run that the network is of */
export function recallAnswers(key: string, run: RunFolder): Answers | undefined {
  const own = recallFrom(run.answers, key);
  if (own !== undefined) return own;
  const path = join(folder(), `${key}.json`);
  const kept = recallFrom(path, key);
  const now = new Date();
  // What was not used for longest goes first.
  if (kept !== undefined) utimesSync(path, now, now);
  return kept;
}

function recallFrom(path: string, key: string): Answers | undefined {
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as { readonly key: string; readonly answers: Answers };
    return kept.key === key ? kept.answers : undefined;
  } catch {
    // Not there, or damaged: they are read again.
    return undefined;
  }
}

/** Keeps them in the run's folder, as part of what the run leaves. */
export function keepInRun(key: string, answers: Answers, run: RunFolder): void {
  writeText(run.answers, `${JSON.stringify({ key, answers })}\n`);
}

/** That they cannot be kept is no failure. */
export function keepAnswers(key: string, answers: Answers): void {
  try {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(join(keptFolder, ".gitignore"), "*\n");
    const temporary = join(folder(), `.${process.pid}-${randomUUID()}.tmp`);
    writeFileSync(temporary, JSON.stringify({ key, answers }), { flag: "wx" });
    renameSync(temporary, join(folder(), `${key}.json`));
    removeOldest();
  } catch {
    // A disk that is full or read-only: the next report reads them again.
  }
}

function removeOldest(): void {
  const names = readdirSync(folder());
  if (names.length <= most) return;
  const files = names.map((name) => ({ path: join(folder(), name), used: statSync(join(folder(), name)).mtimeMs }));
  for (const { path } of files.sort((a, b) => b.used - a.used).slice(most)) rmSync(path, { force: true });
}
