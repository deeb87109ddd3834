// Batch normalization, and local response normalization.
import { activated } from "./activations.ts";
import { count } from "./frame.ts";
import { Grid } from "./grid.ts";
import { exp, log } from "./math.ts";
import { shareFrom, shareTo, thread } from "./threads.ts";
import { firstLanes } from "./vectors.ts";

@unmanaged
export class BatchNormOp {
  code: i32;
  from: Grid;
  input: usize;
  to: Grid;
  output: usize;
  activation: i32;
  /** One number for each channel: γ, β, and the running mean and variance. */
  scale: usize;
  shift: usize;
  mean: usize;
  variance: usize;
  /** One for each channel: the mean that is taken away, 1/√(variance + ε), and the batch's unbiased variance. */
  center: usize;
  inverse: usize;
  spread: usize;
  /** Whether the batch's own mean and variance are used. */
  training: i32;
  epsilon: f32;
  momentum: f32;
  delta: usize;
  below: usize;
  scaleGradient: usize;
  shiftGradient: usize;
}

/** Items are quads of channels: each is normalized by one thread, whatever the number of examples. */
export function batchNormForward(op: BatchNormOp): void {
  const from = op.from;
  const to = op.to;
  const quads = (from.channels + 3) >> 2;
  for (let quad = shareFrom(quads), end = shareTo(quads); quad < end; quad++) {
    const channel = (<usize>quad) << 4;
    if (op.training !== 0) measure(op, channel);
    else {
      v128.store(op.center + channel, v128.load(op.mean + channel));
      store4(op.inverse + channel, op.variance + channel, op.epsilon);
    }
    const center = v128.load(op.center + channel);
    const inverse = v128.load(op.inverse + channel);
    const scale = v128.load(op.scale + channel);
    const shift = v128.load(op.shift + channel);
    const lanes = from.channels - (quad << 2);
    for (let i = 0; i < count; i++)
      for (let y = 0; y < from.height; y++) {
        let source = op.input + <usize>i * from.stride + <usize>(y * from.row) + channel;
        let target = op.output + <usize>i * to.stride + <usize>(y * to.row) + channel;
        for (let x = 0; x < from.width; x++) {
          const normal = f32x4.mul(f32x4.sub(v128.load(source), center), inverse);
          let value = f32x4.add(f32x4.mul(normal, scale), shift);
          if (op.activation !== 0) value = activated(op.activation, value);
          if (lanes < 4) value = v128.and(value, firstLanes(lanes));
          v128.store(target, value);
          source += from.column;
          target += to.column;
        }
      }
  }
}

function store4(to: usize, variance: usize, epsilon: f32): void {
  for (let at: usize = 0; at < 16; at += 4)
    store<f32>(to + at, <f32>(1 / Math.sqrt(<f64>load<f32>(variance + at) + <f64>epsilon)));
}

/** Mean and variance over examples and pixels, in float64, of four channels. */
function measure(op: BatchNormOp, channel: usize): void {
  const grid = op.from;
  const n = <f64>count * <f64>grid.height * <f64>grid.width;
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const at = channel + lane;
    let sum: f64 = 0;
    for (let i = 0; i < count; i++)
      for (let y = 0; y < grid.height; y++) {
        let source = op.input + <usize>i * grid.stride + <usize>(y * grid.row) + at;
        for (let x = 0; x < grid.width; x++) {
          sum += <f64>load<f32>(source);
          source += grid.column;
        }
      }
    const mean = sum / n;
    let squares: f64 = 0;
    for (let i = 0; i < count; i++)
      for (let y = 0; y < grid.height; y++) {
        let source = op.input + <usize>i * grid.stride + <usize>(y * grid.row) + at;
        for (let x = 0; x < grid.width; x++) {
          const d = <f64>load<f32>(source) - mean;
          squares += d * d;
          source += grid.column;
        }
      }
    const spread = n > 1 ? <f32>(squares / (n - 1)) : -1;
    store<f32>(op.center + at, <f32>mean);
    // Where the variance is too large to be kept, no output is a number: none may be learned from.
    store<f32>(op.inverse + at, <f32>(1 / Math.sqrt(squares / n + <f64>op.epsilon)) + (spread - spread));
    store<f32>(op.spread + at, spread);
  }
}

/** ∂C/∂γ, ∂C/∂β and ∂C/∂input. Items are quads of channels. */
export function batchNormBackward(op: BatchNormOp): void {
  const from = op.from;
  const to = op.to;
  const quads = (from.channels + 3) >> 2;
  const n = <f32>count * <f32>from.height * <f32>from.width;
  for (let quad = shareFrom(quads), end = shareTo(quads); quad < end; quad++) {
    const channel = (<usize>quad) << 4;
    const center = v128.load(op.center + channel);
    const inverse = v128.load(op.inverse + channel);
    let forScale = f32x4.splat(0);
    let forShift = f32x4.splat(0);
    for (let i = 0; i < count; i++)
      for (let y = 0; y < from.height; y++) {
        let source = op.input + <usize>i * from.stride + <usize>(y * from.row) + channel;
        let error = op.delta + <usize>i * to.stride + <usize>(y * to.row) + channel;
        for (let x = 0; x < from.width; x++) {
          const normal = f32x4.mul(f32x4.sub(v128.load(source), center), inverse);
          const delta = v128.load(error);
          forScale = f32x4.add(forScale, f32x4.mul(delta, normal));
          forShift = f32x4.add(forShift, delta);
          source += from.column;
          error += to.column;
        }
      }
    const lanes = from.channels - (quad << 2);
    if (lanes < 4) {
      forScale = v128.and(forScale, firstLanes(lanes));
      forShift = v128.and(forShift, firstLanes(lanes));
    }
    v128.store(op.scaleGradient + channel, forScale);
    v128.store(op.shiftGradient + channel, forShift);
    if (op.below === 0) continue;
    const factor = f32x4.mul(v128.load(op.scale + channel), inverse);
    const meanScale = f32x4.div(forScale, f32x4.splat(n));
    const meanShift = f32x4.div(forShift, f32x4.splat(n));
    for (let i = 0; i < count; i++)
      for (let y = 0; y < from.height; y++) {
        let source = op.input + <usize>i * from.stride + <usize>(y * from.row) + channel;
        let below = op.below + <usize>i * from.stride + <usize>(y * from.row) + channel;
        let error = op.delta + <usize>i * to.stride + <usize>(y * to.row) + channel;
        for (let x = 0; x < from.width; x++) {
          let delta = v128.load(error);
          if (op.training !== 0) {
            const normal = f32x4.mul(f32x4.sub(v128.load(source), center), inverse);
            delta = f32x4.sub(f32x4.sub(delta, meanShift), f32x4.mul(normal, meanScale));
          }
          v128.store(below, f32x4.mul(delta, factor));
          source += from.column;
          below += from.column;
          error += to.column;
        }
      }
  }
}

/** The running mean and variance, after a mini-batch that was learned from. */
export function batchNormSettle(op: BatchNormOp): void {
  if (thread !== 0) return;
  const rest: f32 = <f32>(1 - <f64>op.momentum);
  const channels = op.from.channels;
  for (let c = 0; c < channels; c++) {
    const at = (<usize>c) << 2;
    store<f32>(op.mean + at, op.momentum * load<f32>(op.mean + at) + rest * load<f32>(op.center + at));
    const spread = load<f32>(op.spread + at);
    if (spread >= 0) store<f32>(op.variance + at, op.momentum * load<f32>(op.variance + at) + rest * spread);
  }
}

@unmanaged
export class ResponseOp {
  code: i32;
  from: Grid;
  input: usize;
  to: Grid;
  output: usize;
  /** Neighbouring channels that are summed, and how many of them come before the channel itself. */
  size: i32;
  before: i32;
  alpha: f32;
  beta: f32;
  bias: f32;
  delta: usize;
  below: usize;
  /** Each thread's own room: three rows of channels with margins. */
  room: usize;
  roomBytes: i32;
}

/** s^−β; of an s that is not finite, no number: its logarithm would look like any other. */
// @inline
function power(s: v128, beta: f32): v128 {
  return f32x4.add(exp(f32x4.mul(f32x4.splat(-beta), log(s))), f32x4.sub(s, s));
}

/** bias + α Σ a² of four channels; the squares lie at `squares`, with zeros around them. */
// @inline
function denominator(op: ResponseOp, squares: usize): v128 {
  let sum = f32x4.splat(0);
  let at = squares - ((<usize>op.before) << 2);
  for (let k = 0; k < op.size; k++) {
    sum = f32x4.add(sum, v128.load(at));
    at += 4;
  }
  return f32x4.add(f32x4.splat(op.bias), f32x4.mul(f32x4.splat(op.alpha), sum));
}

function squareChannels(from: usize, to: usize, channels: i32): void {
  for (let c = 0; c < channels; c += 4) {
    const a = v128.load(from + ((<usize>c) << 2));
    v128.store(to + ((<usize>c) << 2), f32x4.mul(a, a));
  }
}

/** b_c = a_c / (bias + α Σ a²)^β */
export function responseForward(op: ResponseOp): void {
  const from = op.from;
  const to = op.to;
  // Margins of zeros on both sides; channels past the last are zeros as well.
  const squares = op.room + <usize>thread * op.roomBytes + ((<usize>((op.size + 3) & ~3)) << 2);
  for (let i = shareFrom(count), end = shareTo(count); i < end; i++)
    for (let y = 0; y < from.height; y++)
      for (let x = 0; x < from.width; x++) {
        const source = op.input + <usize>i * from.stride + <usize>(y * from.row + x * from.column);
        const target = op.output + <usize>i * to.stride + <usize>(y * to.row + x * to.column);
        squareChannels(source, squares, from.channels);
        for (let c = 0; c < from.channels; c += 4) {
          const at = (<usize>c) << 2;
          const value = f32x4.mul(v128.load(source + at), power(denominator(op, squares + at), op.beta));
          v128.store(target + at, value);
        }
      }
}

/** ∂C/∂a_c = δ_c s_c^−β − 2αβ a_c Σ δ_j a_j s_j^(−β−1) over the channels j whose sums a_c is part of. */
export function responseBackward(op: ResponseOp): void {
  const from = op.from;
  const to = op.to;
  const margin = (<usize>((op.size + 3) & ~3)) << 2;
  const rowBytes = ((<usize>((from.channels + 3) & ~3)) << 2) + 2 * margin;
  const squares = op.room + <usize>thread * op.roomBytes + margin;
  const pulls = squares + rowBytes;
  const after = op.size - 1 - op.before;
  const factor = f32x4.splat(<f32>(2 * <f64>op.alpha * <f64>op.beta));
  for (let i = shareFrom(count), end = shareTo(count); i < end; i++)
    for (let y = 0; y < from.height; y++)
      for (let x = 0; x < from.width; x++) {
        const source = op.input + <usize>i * from.stride + <usize>(y * from.row + x * from.column);
        const error = op.delta + <usize>i * to.stride + <usize>(y * to.row + x * to.column);
        const below = op.below + <usize>i * from.stride + <usize>(y * from.row + x * from.column);
        squareChannels(source, squares, from.channels);
        for (let c = 0; c < from.channels; c += 4) {
          const at = (<usize>c) << 2;
          const s = denominator(op, squares + at);
          const direct = f32x4.mul(v128.load(error + at), power(s, op.beta));
          v128.store(below + at, direct);
          v128.store(pulls + at, f32x4.div(f32x4.mul(direct, v128.load(source + at)), s));
        }
        for (let c = 0; c < from.channels; c += 4) {
          const at = (<usize>c) << 2;
          let sum = f32x4.splat(0);
          let pull = pulls + at - ((<usize>after) << 2);
          for (let k = 0; k < op.size; k++) {
            sum = f32x4.add(sum, v128.load(pull));
            pull += 4;
          }
          const back = f32x4.mul(f32x4.mul(factor, v128.load(source + at)), sum);
          v128.store(below + at, f32x4.sub(v128.load(below + at), back));
        }
      }
}
