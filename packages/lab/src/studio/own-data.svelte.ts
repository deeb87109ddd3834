import { count } from "@nndl/words/numbers";
import { harmless } from "../training/harmless.ts";
import type { ReadingOptions } from "../training/read-source.ts";
import { refusedColumn } from "../training/refused-column.ts";
import { sentenceOf } from "./draft.ts";
import { type GivenData, givenData } from "./given-data.ts";
import type { PlacedFiles } from "./given-paths.ts";
import { inStudioWords } from "./studio-words.ts";

/** The reader's own files: reading them, and reading them again otherwise. */
export class OwnData {
  /** What is wrong with them, in a sentence. */
  problem = $state("");
  /** How far reading is; empty while nothing is read. */
  busy = $state("");
  /** How they were read, where somebody said. */
  options = $state.raw<ReadingOptions>({});
  /** Whether the files are at hand, to be read otherwise: what was kept from another day has only their numbers. */
  isAtHand = $state(false);
  /** Counts how often what was asked for did not come, and what there is stays: then controls say again how it was read. */
  stays = $state(0);
  /** The column for which a table was refused: without it, it may be read. */
  column = $state<string>();
  readonly #use: (name: string, given: GivenData, options: ReadingOptions) => void;
  #placed: PlacedFiles | undefined;
  /** What was refused for a column. */
  #refused: { readonly placed: PlacedFiles; readonly options: ReadingOptions } | undefined;
  #reading: AbortController | undefined;

  /** @param use called with what was found */
  constructor(use: (name: string, given: GivenData, options: ReadingOptions) => void) {
    this.#use = use;
  }

  /** Reads files; what was being read is dropped. Says whether they are data. */
  async take(given: PlacedFiles | Promise<PlacedFiles>, options: ReadingOptions = {}): Promise<boolean> {
    const reading = this.#begin();
    try {
      const placed = await given;
      if (reading.signal.aborted || placed.files.length === 0) return false;
      return await this.#read(placed, options, reading);
    } catch (error) {
      return this.#refuse(error, reading);
    } finally {
      this.#end(reading);
    }
  }

  /** Reads the same files otherwise. */
  async readAs(change: ReadingOptions): Promise<boolean> {
    return this.#placed === undefined ? false : this.take(this.#placed, { ...this.options, ...change });
  }

  /** Reads the table that was refused without the column for which it was. */
  async leaveOut(): Promise<boolean> {
    const [refused, column] = [this.#refused, this.column];
    if (refused === undefined || column === undefined) return false;
    const { placed, options } = refused;
    return this.take(placed, { ...options, without: [...(options.without ?? []), column] });
  }

  /** Breaks reading off. */
  stop(): void {
    this.#breakOff();
    this.stays++;
  }

  /** Files of another day took the place of these. */
  forget(): void {
    this.stop();
    this.#placed = undefined;
    this.isAtHand = false;
    this.options = {};
    this.problem = "";
    this.column = undefined;
  }

  #breakOff(): void {
    this.#reading?.abort(new Error("stopped"));
    this.busy = "";
  }

  #begin(): AbortController {
    this.#breakOff();
    this.problem = "";
    this.column = undefined;
    this.busy = "Reading.";
    this.#reading = new AbortController();
    return this.#reading;
  }

  async #read(placed: PlacedFiles, options: ReadingOptions, { signal }: AbortController): Promise<boolean> {
    const { files, name } = placed;
    this.#refused = { placed, options };
    const { readInWorker } = await import("../training/source-reader.ts");
    const read = await readInWorker(
      { files, name, options },
      ({ done, of, unit }) => {
        const [share, whole] = unit === "files" ? [count(done), count(of)] : [megabytes(done), megabytes(of)];
        this.busy = `${share} of ${whole} ${unit === "files" ? "files" : "MB"}`;
      },
      signal,
    );
    if (signal.aborted) return false;
    this.#refused = undefined;
    this.#placed = placed;
    this.isAtHand = true;
    this.options = options;
    this.#use(name, givenData(read), options);
    return true;
  }

  #refuse(error: unknown, { signal }: AbortController): false {
    if (signal.aborted) return false;
    this.problem = harmless(inStudioWords(sentenceOf(error)));
    this.column = refusedColumn(error);
    this.stays++;
    return false;
  }

  #end(reading: AbortController): void {
    if (this.#reading === reading) this.busy = "";
  }
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
