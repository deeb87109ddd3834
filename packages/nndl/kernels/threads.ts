// Owner computes: every thread performs the same operations and computes its own share of each result. Threads meet at a
// barrier between two operations; nothing is ever added up across threads, so their number cannot change a bit.

/**
 * Sleeps until the word is no longer `old`, or for a tenth of a second: `Atomics.wait`. It is not an instruction here
 * because V8's baseline compiler (11.3, in Node 20) loses variables of a loop that one stands in.
 */
// @external("env", "sleep")
declare function sleep(address: usize, old: i32): void;

/**
 * Where threads meet. Whatever one thread writes while others wait for
 * it has a cache line (64 bytes) of its own; these follow: what the first thread hands over, then a line for each thread.
 */
@unmanaged
export class Meeting {
  /** Raised by one for every command; workers sleep on it. */
  command: i32;
  /** Set when a thread has died: nobody waits for it any longer. */
  broken: i32;
  /** How many threads sleep. */
  sleeping: i32;
}

const LINE: usize = 64;

/** Each thread has its own instance of this module, so its globals are its own. */
export let thread: i32 = 0;
export let threads: i32 = 1;
let crew: i32 = 1;
let mayBlock: bool = false;
let meeting: usize = 0;

/** How often an atomic is read before the thread goes to sleep on it; and how often after it had to, for a while. */
let patience: i32 = 0;
const LITTLE: i32 = 20000;

/**
 * A thread that had to sleep is likely to be one of many on this machine: then the processor that it looks on is one that
 * another waits for, perhaps the very thread that it looks for. So many waits it has little patience, and then tries again.
 */
const WARY: i32 = 10000;
let wary: i32 = 0;

export function join(index: i32, count: i32, meetingPoint: usize, blocking: bool, spins: i32): void {
  patience = spins;
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
// @inline
export function shareFrom(total: i32): i32 {
  return <i32>((<i64>total * thread) / threads);
}

// @inline
export function shareTo(total: i32): i32 {
  return <i32>((<i64>total * (thread + 1)) / threads);
}

/** Waits until the word at `address` is no longer `old`. False when a thread has died meanwhile. */
function waitWhile(address: usize, old: i32): bool {
  const broken = meeting + offsetof<Meeting>("broken");
  const sleeping = meeting + offsetof<Meeting>("sleeping");
  let left = wary > 0 ? min(patience, LITTLE) : patience;
  if (wary > 0) wary--;
  while (atomic.load<i32>(address) === old) {
    if (left > 0) left--;
    // Now and then, for that is a second line to read.
    if ((left & 255) !== 0) continue;
    if (atomic.load<i32>(broken) !== 0) return false;
    if (left > 0 || !mayBlock) continue;
    if (wary === 0) wary = WARY;
    atomic.add<i32>(sleeping, 1);
    sleep(address, old);
    atomic.sub<i32>(sleeping, 1);
  }
  return true;
}

/** Writes what others may be waiting for. Who goes to sleep after it was seen that nobody sleeps finds it written. */
function publish(address: usize, value: i32): void {
  atomic.store<i32>(address, value);
  if (atomic.load<i32>(meeting + offsetof<Meeting>("sleeping")) !== 0) atomic.notify(address, -1);
}

/** The line in which a thread counts the barriers that it has come to. */
// @inline
function arrivals(index: i32): usize {
  return meeting + LINE * (2 + index);
}

/** How many barriers this thread has come to. */
let barriers: i32 = 0;

/** Waits for all threads: says that it has come, and looks for each of the others. */
export function barrier(): void {
  if (threads === 1) return;
  const before = barriers++;
  publish(arrivals(thread), barriers);
  // One that is a barrier ahead already has come to this one too.
  for (let other = 0; other < threads; other++)
    if (other !== thread && !waitWhile(arrivals(other), before)) unreachable();
}

/** How often this thread has handed something over, or taken it. */
let turns: i32 = 0;

/** Lets the second thread go on with what this one, the first, has begun. */
export function handOver(): void {
  publish(meeting + LINE, ++turns);
}

/** Waits until the first thread has handed over. */
export function takeOver(): void {
  if (!waitWhile(meeting + LINE, turns)) unreachable();
  turns++;
}

/** Sleeps until there is another command than number `last`; returns its number, or −1 when a thread has died. */
export function awaitCommand(last: i32): i32 {
  const command = meeting + offsetof<Meeting>("command");
  // That there is nothing to do for long says nothing about others.
  const before = wary;
  const alive = waitWhile(command, last);
  wary = before;
  return alive ? atomic.load<i32>(command) : -1;
}

/** Wakes the workers for another command. */
export function postCommand(): void {
  if (threads === 1) return;
  const command = meeting + offsetof<Meeting>("command");
  // Never below 0, which is for a thread that has died.
  publish(command, (atomic.load<i32>(command) + 1) & 0x7fffffff);
}
