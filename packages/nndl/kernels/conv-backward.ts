// Back through a convolution. Only the winner of a pooling window has an error, and ReLU stops many: so errors are
// gathered into short lists first, and only what is in a list is multiplied. A sum runs over its list in ascending order
// (examples, windows, positions of a window, filters), in one accumulator; errors of exactly 0 add nothing.
import { ConvOp, ConvShape, panelAt } from "./conv-op.ts";
import { count } from "./frame.ts";
import { handOver, shareFrom, shareTo, takeOver, thread, threads } from "./threads.ts";
import { firstPairs, highHalves, lowHalves, secondPairs } from "./vectors.ts";

/** An entry of a list: an address (uint32) and an error (float32). */
const ENTRY: usize = 8;

/** No list entry points there; see HALVES in sparse.ts. */
const NEVER: usize = 0xffffffff;

/** Adds Σ error × numbers of its address, for `quads` (1 … 8, constant) times four numbers, to those at `sums`. */
// @inline
function addTile(sums: usize, entries: usize, end: usize, offset: usize, quads: i32): void {
  let s0 = v128.load(sums);
  let s1 = quads > 1 ? v128.load(sums, 16) : s0;
  let s2 = quads > 2 ? v128.load(sums, 32) : s0;
  let s3 = quads > 3 ? v128.load(sums, 48) : s0;
  let s4 = quads > 4 ? v128.load(sums, 64) : s0;
  let s5 = quads > 5 ? v128.load(sums, 80) : s0;
  let s6 = quads > 6 ? v128.load(sums, 96) : s0;
  let s7 = quads > 7 ? v128.load(sums, 112) : s0;
  for (let entry = entries; entry < end; entry += ENTRY) {
    const at = <usize>load<u32>(entry) + offset;
    const d = v128.load32_splat(entry, 4);
    s0 = f32x4.add(s0, f32x4.mul(d, v128.load(at)));
    if (quads > 1) s1 = f32x4.add(s1, f32x4.mul(d, v128.load(at, 16)));
    if (quads > 2) s2 = f32x4.add(s2, f32x4.mul(d, v128.load(at, 32)));
    if (quads > 3) s3 = f32x4.add(s3, f32x4.mul(d, v128.load(at, 48)));
    // The way out that is never taken; see HALVES in sparse.ts.
    if (quads > 4 && at === NEVER) break;
    if (quads > 4) s4 = f32x4.add(s4, f32x4.mul(d, v128.load(at, 64)));
    if (quads > 5) s5 = f32x4.add(s5, f32x4.mul(d, v128.load(at, 80)));
    if (quads > 6) s6 = f32x4.add(s6, f32x4.mul(d, v128.load(at, 96)));
    if (quads > 7) s7 = f32x4.add(s7, f32x4.mul(d, v128.load(at, 112)));
  }
  v128.store(sums, s0);
  if (quads > 1) v128.store(sums, s1, 16);
  if (quads > 2) v128.store(sums, s2, 32);
  if (quads > 3) v128.store(sums, s3, 48);
  if (quads > 4) v128.store(sums, s4, 64);
  if (quads > 5) v128.store(sums, s5, 80);
  if (quads > 6) v128.store(sums, s6, 96);
  if (quads > 7) v128.store(sums, s7, 112);
}

export function addTile1(sums: usize, entries: usize, end: usize, offset: usize): void {
  addTile(sums, entries, end, offset, 1);
}
export function addTile2(sums: usize, entries: usize, end: usize, offset: usize): void {
  addTile(sums, entries, end, offset, 2);
}
export function addTile3(sums: usize, entries: usize, end: usize, offset: usize): void {
  addTile(sums, entries, end, offset, 3);
}
export function addTile4(sums: usize, entries: usize, end: usize, offset: usize): void {
  addTile(sums, entries, end, offset, 4);
}
export function addTile5(sums: usize, entries: usize, end: usize, offset: usize): void {
  addTile(sums, entries, end, offset, 5);
}
export function addTile6(sums: usize, entries: usize, end: usize, offset: usize): void {
  addTile(sums, entries, end, offset, 6);
}
export function addTile7(sums: usize, entries: usize, end: usize, offset: usize): void {
  addTile(sums, entries, end, offset, 7);
}
export function addTile8(sums: usize, entries: usize, end: usize, offset: usize): void {
  addTile(sums, entries, end, offset, 8);
}

/** The same for any number of quads: in tiles of nearly the same size, none larger than eight. */
export function addAll(sums: usize, entries: usize, end: usize, offset: usize, quads: i32): void {
  for (let tiles = (quads + 7) >> 3; tiles > 0; tiles--) {
    const size = (quads + tiles - 1) / tiles;
    if (size === 8) addTile8(sums, entries, end, offset);
    else if (size === 7) addTile7(sums, entries, end, offset);
    else if (size === 6) addTile6(sums, entries, end, offset);
    else if (size === 5) addTile5(sums, entries, end, offset);
    else if (size === 4) addTile4(sums, entries, end, offset);
    else if (size === 3) addTile3(sums, entries, end, offset);
    else if (size === 2) addTile2(sums, entries, end, offset);
    else addTile1(sums, entries, end, offset);
    quads -= size;
    sums += (<usize>size) << 4;
    offset += (<usize>size) << 4;
  }
}

/**
 * ∂C/∂input: the errors at one position, of all filters, go back through their weights together, into the inputs of that
 * position. Items are examples.
 */
export function convBackward(op: ConvOp): void {
  const shape = op.shape;
  const list = op.room + <usize>thread * op.roomBytes;
  const filterBytes = (<usize>(shape.segmentCount * shape.padded)) << 2;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const below = op.below + <usize>i * shape.errorStride;
    for (let at = below, end = below + shape.errorBytes; at < end; at += 16) v128.store(at, f32x4.splat(0));
    const errors = <usize>i * shape.outputStride;
    for (let y = 0; y < shape.windowRows; y++) {
      for (let x = 0; x < shape.windowColumns; x++) {
        const window = errors + <usize>(y * shape.outputRow + x * shape.outputColumn);
        const origin = y * shape.windowRowStep * shape.rowStep + x * shape.windowColumnStep * shape.columnStep;
        for (let group = 0; group < shape.groups; group++) {
          const channel = group * shape.groupFilters;
          for (let v = 0; v < shape.windowHeight; v++) {
            for (let u = 0; u < shape.windowWidth; u++) {
              const position = origin + v * shape.rowStep + u * shape.columnStep;
              const end = collect(op, window + ((<usize>channel) << 2), position, channel, filterBytes, list);
              if (end !== list) spread(shape, below + position + group * shape.groupInput, list, end);
            }
          }
        }
      }
    }
  }
}

/** Lists the filters that have an error at this position: their weights, and the error. */
function collect(op: ConvOp, window: usize, position: i32, channel: i32, filterBytes: usize, list: usize): usize {
  const here = i32x4.splat(position);
  const filters = op.shape.groupFilters;
  const weights = op.weights + <usize>channel * filterBytes;
  for (let first = 0; first < filters; first += 4) {
    const at = window + ((<usize>first) << 2);
    const errors = v128.load(op.delta + at);
    const hit = v128.and(i32x4.eq(v128.load(op.winners + at), here), f32x4.ne(errors, f32x4.splat(0)));
    let mask = i32x4.bitmask(hit);
    if (filters - first < 4) mask &= (1 << (filters - first)) - 1;
    for (; mask !== 0; mask &= mask - 1) {
      const lane = ctz(mask);
      store<u32>(list, <u32>(weights + <usize>(first + lane) * filterBytes));
      store<u32>(list, load<u32>(op.delta + at + ((<usize>lane) << 2)), 4);
      list += ENTRY;
    }
  }
  return list;
}

function spread(shape: ConvShape, below: usize, list: usize, end: usize): void {
  const quads = shape.padded >> 2;
  let offset: usize = 0;
  for (let s = 0; s < shape.segmentCount; s++) {
    addAll(below + <usize>load<u32>(shape.segments + ((<usize>s) << 2)), list, end, offset, quads);
    offset += (<usize>shape.padded) << 2;
  }
}

/**
 * ∂C/∂w and ∂C/∂b: for each filter a list of the errors and of the inputs they belong to. Items are quads of filters; a
 * few examples at a time, so that their inputs stay near while all filters pass over them.
 *
 * Where the list holds this operation twice, as turn 1 and turn 2, two threads take turns instead: the first adds up
 * its own examples, in turn 1; the second goes on with its own, in turn 2, after something else that it did meanwhile. The
 * order of the sums is the same, and no inputs, errors and winners go from one core to the other. Three threads or more
 * would wait for each other: they, and one alone, do it all in turn 2, as ever.
 */
export function convGradient(op: ConvOp): void {
  const shape = op.shape;
  const perGroup = (shape.groupFilters + 3) >> 2;
  const quads = shape.groups * perGroup;
  const byTurns = op.turn !== 0 && threads === 2;
  if (op.turn === 1 ? !byTurns || thread !== 0 : byTurns && thread === 0) return;
  if (byTurns && thread === 1) takeOver();
  const from = byTurns ? 0 : shareFrom(quads);
  const to = byTurns ? quads : shareTo(quads);
  if (!byTurns || thread === 0) clearGradients(op, from, to);
  const firstOwn = byTurns ? shareFrom(count) : 0;
  const lastOwn = byTurns ? shareTo(count) : count;
  for (let first = firstOwn; first < lastOwn; first += op.chunk) {
    const last = min(lastOwn, first + op.chunk);
    for (let quad = from; quad < to; quad++) {
      const filter = firstFilter(shape, quad, perGroup);
      const filters = min(4, (quad / perGroup + 1) * shape.groupFilters - filter);
      gradientOfQuad(op, filter, filters, <usize>(quad / perGroup) * shape.groupInput, first, last);
    }
  }
  if (byTurns && thread === 0) handOver();
}

function clearGradients(op: ConvOp, from: i32, to: i32): void {
  const shape = op.shape;
  const perGroup = (shape.groupFilters + 3) >> 2;
  const rowBytes = (<usize>(shape.segmentCount * shape.padded)) << 2;
  for (let quad = from; quad < to; quad++) {
    const filter = firstFilter(shape, quad, perGroup);
    const filters = min(4, (quad / perGroup + 1) * shape.groupFilters - filter);
    const rows = op.weightGradient + <usize>filter * rowBytes;
    for (let at = rows, end = rows + <usize>filters * rowBytes; at < end; at += 16) v128.store(at, f32x4.splat(0));
    for (let f = filter; f < filter + filters; f++) store<f32>(op.biasGradient + ((<usize>f) << 2), 0);
  }
}

// @inline
function firstFilter(shape: ConvShape, quad: i32, perGroup: i32): i32 {
  return (quad / perGroup) * shape.groupFilters + ((quad % perGroup) << 2);
}

function gradientOfQuad(op: ConvOp, filter: i32, filters: i32, group: usize, first: i32, last: i32): void {
  const shape = op.shape;
  const windows = shape.windowRows * shape.windowColumns;
  const room = <usize>(op.chunk * windows) * ENTRY + 64;
  const list0 = op.room + <usize>thread * op.roomBytes;
  const list1 = list0 + room;
  const list2 = list1 + room;
  const list3 = list2 + room;
  let end0 = list0,
    end1 = list1,
    end2 = list2,
    end3 = list3;
  const zero = f32x4.splat(0);
  const biases = op.biasGradient + ((<usize>filter) << 2);
  let sum = load4(biases, filters);
  for (let i = first; i < last; i++) {
    const inputs = i32x4.splat(<i32>(op.input + <usize>i * shape.inputStride + group));
    let row = <usize>i * shape.outputStride + ((<usize>filter) << 2);
    for (let y = 0; y < shape.windowRows; y++) {
      let at = row;
      for (let x = 0; x < shape.windowColumns; x++) {
        const errors = v128.load(op.delta + at);
        const present = f32x4.ne(errors, zero);
        if (v128.any_true(present)) {
          const addresses = i32x4.add(inputs, v128.load(op.winners + at));
          sum = f32x4.add(sum, errors);
          // Every lane is written; only those with an error are kept. Lanes past the group's last filter are no one's.
          v128.store_lane<u32>(end0, addresses, 0);
          v128.store_lane<u32>(end0, errors, 0, 4);
          v128.store_lane<u32>(end1, addresses, 1);
          v128.store_lane<u32>(end1, errors, 1, 4);
          v128.store_lane<u32>(end2, addresses, 2);
          v128.store_lane<u32>(end2, errors, 2, 4);
          v128.store_lane<u32>(end3, addresses, 3);
          v128.store_lane<u32>(end3, errors, 3, 4);
          const mask = i32x4.bitmask(present);
          end0 += (<usize>(mask & 1)) << 3;
          end1 += (<usize>(mask & 2)) << 2;
          end2 += (<usize>(mask & 4)) << 1;
          end3 += <usize>(mask & 8);
        }
        at += shape.outputColumn;
      }
      row += shape.outputRow;
    }
  }
  for (let lane = 0; lane < filters; lane++) store<f32>(biases + ((<usize>lane) << 2), laneOf(sum, lane));
  const rowBytes = (<usize>(shape.segmentCount * shape.padded)) << 2;
  const rows = op.weightGradient + <usize>filter * rowBytes;
  gradientOfFilter(shape, rows, list0, end0);
  if (filters > 1) gradientOfFilter(shape, rows + rowBytes, list1, end1);
  if (filters > 2) gradientOfFilter(shape, rows + rowBytes * 2, list2, end2);
  if (filters > 3) gradientOfFilter(shape, rows + rowBytes * 3, list3, end3);
}

function laneOf(v: v128, lane: i32): f32 {
  if (lane === 0) return f32x4.extract_lane(v, 0);
  if (lane === 1) return f32x4.extract_lane(v, 1);
  if (lane === 2) return f32x4.extract_lane(v, 2);
  return f32x4.extract_lane(v, 3);
}

function load4(at: usize, lanes: i32): v128 {
  if (lanes === 4) return v128.load(at);
  let v = v128.load32_zero(at);
  if (lanes > 1) v = f32x4.replace_lane(v, 1, load<f32>(at, 4));
  if (lanes > 2) v = f32x4.replace_lane(v, 2, load<f32>(at, 8));
  return v;
}

function gradientOfFilter(shape: ConvShape, row: usize, list: usize, end: usize): void {
  if (list === end) return;
  const quads = shape.padded >> 2;
  const segmentBytes = (<usize>shape.padded) << 2;
  for (let s = 0; s < shape.segmentCount; s++) {
    addAll(row, list, end, <usize>load<u32>(shape.segments + ((<usize>s) << 2)), quads);
    // What was read past the segment is not this filter's.
    for (let k = shape.length; k < shape.padded; k++) store<f32>(row + ((<usize>k) << 2), 0);
    row += segmentBytes;
  }
}

/** Weights by filter → weights by panel, which the forward pass reads. Items are panels. */
export function transposeWeights(op: ConvOp): void {
  const shape = op.shape;
  const perGroup = (shape.groupFilters + 15) >> 4;
  const panels = shape.groups * perGroup;
  const filterBytes = (<usize>(shape.segmentCount * shape.padded)) << 2;
  for (let panel = shareFrom(panels), to = shareTo(panels); panel < to; panel++) {
    const group = panel / perGroup;
    const first = (panel % perGroup) << 4;
    const filters = min(16, shape.groupFilters - first);
    const pitch = (<usize>((filters + 3) >> 2)) << 4;
    const target = panelAt(op, group, first);
    for (let quad = 0; quad < filters; quad += 4) {
      const lanes = min(4, filters - quad);
      const row0 = op.weights + <usize>(group * shape.groupFilters + first + quad) * filterBytes;
      // Filters past the last: any row will do, for what they give is never stored.
      const row1 = row0 + (lanes > 1 ? filterBytes : 0);
      const row2 = row0 + (lanes > 2 ? filterBytes * 2 : 0);
      const row3 = row0 + (lanes > 3 ? filterBytes * 3 : 0);
      let to = target + ((<usize>quad) << 2);
      let from: usize = 0;
      for (let s = 0; s < shape.segmentCount; s++) {
        let k = shape.length;
        let at = from;
        for (; k >= 4; k -= 4) {
          const a = v128.load(row0 + at);
          const b = v128.load(row1 + at);
          const c = v128.load(row2 + at);
          const d = v128.load(row3 + at);
          const ab = lowHalves(a, b);
          const cd = lowHalves(c, d);
          const AB = highHalves(a, b);
          const CD = highHalves(c, d);
          v128.store(to, firstPairs(ab, cd));
          v128.store(to + pitch, secondPairs(ab, cd));
          v128.store(to + pitch * 2, firstPairs(AB, CD));
          v128.store(to + pitch * 3, secondPairs(AB, CD));
          to += pitch << 2;
          at += 16;
        }
        for (; k > 0; k--) {
          store<f32>(to, load<f32>(row0 + at));
          store<f32>(to, load<f32>(row1 + at), 4);
          store<f32>(to, load<f32>(row2 + at), 8);
          store<f32>(to, load<f32>(row3 + at), 12);
          to += pitch;
          at += 4;
        }
        from += (<usize>shape.padded) << 2;
      }
    }
  }
}
