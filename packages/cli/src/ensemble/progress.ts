/** What one sees while members train: a line for each epoch of each, and on a terminal where all of them are. */
import type { EpochEvent } from "nndl";
import type { Context } from "../context.ts";
import { LiveLine } from "../terminal/live-line.ts";
import { epochSentence } from "../training/epoch-lines.ts";
import type { MemberEvents } from "./train-members.ts";

interface Standing {
  readonly epochs: number;
  readonly done: number;
}

export class MembersView implements MemberEvents {
  readonly #context: Context;
  readonly #seeds: readonly number[];
  readonly #live: LiveLine;
  readonly #training = new Map<number, Standing>();
  #finished = 0;

  constructor(context: Context, seeds: readonly number[]) {
    this.#context = context;
    this.#seeds = seeds;
    this.#live = new LiveLine(context.out);
  }

  onStart(member: number, epochs: number): void {
    this.#training.set(member, { epochs, done: 0 });
    this.#draw();
  }

  onEpoch(member: number, event: EpochEvent): void {
    const { index, ...measured } = event;
    const seed = this.#seeds[member];
    this.#context.emit({ ...measured, member: member + 1, seed, epoch: index });
    const epochs = this.#training.get(member)?.epochs ?? index + 1;
    this.#training.set(member, { epochs, done: index + 1 });
    this.#print(`member ${member + 1}, seed ${seed}, ${epochSentence(event)}`);
  }

  onEnd(member: number): void {
    this.#training.delete(member);
    this.#finished++;
    this.#context.emit({ type: "member", member: member + 1, seed: this.#seeds[member] });
    this.#print(`member ${member + 1}, seed ${this.#seeds[member]}, is trained`);
  }

  close(): void {
    this.#live.clear();
  }

  #print(line: string): void {
    if (this.#context.json) return;
    this.#live.print(line);
    this.#draw();
  }

  #draw(): void {
    if (this.#context.json) return;
    const { style } = this.#context.out;
    const running = [...this.#training].map(
      ([member, { done, epochs }]) => `${style.dim("member")} ${member + 1} ${done}/${epochs}`,
    );
    this.#live.show([`${this.#finished} of ${this.#seeds.length} trained`, ...running]);
  }
}
