// Owner computes: every thread runs the same program and computes its own share of each result. Threads meet at a
// barrier between two operations; nothing is ever added up across threads, so their number cannot change a bit.

/**
 * Sleeps until the word is no longer `old`, or for a tenth of a second: `Atomics.wait`. It is not an instruction here
 * because V8's baseline compiler (11.3, in Node 20) loses variables of a loop that one stands in.
 */
// @ts-ignore: decorator
@external("env", "sleep")
declare function sleep(address: usize, old: i32): void;

/** Where threads meet; lies at the start of the memory. Field offsets are known to threads.ts of the engine. */
@unmanaged
export class Meeting {
  arrived: i32;
  generation: i32;
  /** Raised by one for every command; workers sleep on it. */
  command: i32;
  /** How often the first thread has handed over what the others go on with. */
  handed: i32;
  /** Set when a thread has died: nobody waits for it any longer. */
  broken: i32;
}

/** Each thread has its own instance of this module, so its globals are its own. */
export let thread: i32 = 0;
export let threads: i32 = 1;
let crew: i32 = 1;
let mayBlock: bool = false;
let meeting: usize = 0;

/** How often an atomic is read before the thread goes to sleep on it: about 50 µs. */
const spins: i32 = 20000;

export function join(index: i32, count: i32, meetingPoint: usize, blocking: bool): void {
  thread = index;
  threads = count;
  crew = count;
  meeting = meetingPoint;
  mayBlock = blocking;
}

/** From here on this thread computes by itself, or with the others again. */
export function beAlone(alone: bool): void {
  threads = alone ? 1 : crew;
}

/** The first item of this thread's share of `total` items; the next thread's first item ends it. */
// @ts-ignore: decorator
@inline
export function shareFrom(total: i32): i32 {
  return <i32>((<i64>total * thread) / threads);
}

// @ts-ignore: decorator
@inline
export function shareTo(total: i32): i32 {
  return <i32>((<i64>total * (thread + 1)) / threads);
}

/** Waits until the word at `address` is no longer `old`. False when a thread has died meanwhile. */
function waitWhile(address: usize, old: i32): bool {
  let left = spins;
  while (atomic.load<i32>(address) == old) {
    if (atomic.load<i32>(meeting + offsetof<Meeting>("broken")) != 0) return false;
    if (left > 0) left--;
    else if (mayBlock) sleep(address, old);
  }
  return true;
}

/** Waits for all threads. */
export function barrier(): void {
  if (threads == 1) return;
  const arrived = meeting + offsetof<Meeting>("arrived");
  const generation = meeting + offsetof<Meeting>("generation");
  const current = atomic.load<i32>(generation);
  if (atomic.add<i32>(arrived, 1) == threads - 1) {
    atomic.store<i32>(arrived, 0);
    atomic.add<i32>(generation, 1);
    atomic.notify(generation, -1);
  } else if (!waitWhile(generation, current)) {
    unreachable();
  }
}

/** How often this thread has handed something over, or taken it. */
let turns: i32 = 0;

/** Lets the second thread go on with what this one, the first, has begun. */
export function handOver(): void {
  const handed = meeting + offsetof<Meeting>("handed");
  turns++;
  atomic.store<i32>(handed, turns);
  atomic.notify(handed, -1);
}

/** Waits until the first thread has handed over. */
export function takeOver(): void {
  if (!waitWhile(meeting + offsetof<Meeting>("handed"), turns)) unreachable();
  turns++;
}

/** Sleeps until there is another command than number `last`; returns its number, or −1 when a thread has died. */
export function awaitCommand(last: i32): i32 {
  const command = meeting + offsetof<Meeting>("command");
  return waitWhile(command, last) ? atomic.load<i32>(command) : -1;
}

/** Wakes the workers. */
export function announce(): void {
  if (threads == 1) return;
  const command = meeting + offsetof<Meeting>("command");
  atomic.add<i32>(command, 1);
  atomic.notify(command, -1);
}
