/** From values to places on an axis, with the numbers that stand beside it. */
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from "d3-scale";

/** What an axis is. */
export interface Axis {
  /** What it counts, with its unit: "epoch", "accuracy, %". */
  readonly name: string;
  readonly log?: boolean | undefined;
  /** It counts what has no half: epochs, images. */
  readonly whole?: boolean | undefined;
}

export interface Scaled {
  /** From a value to its place. */
  readonly at: (value: number) => number;
  /** Numbers that are written beside the axis, each with its place. */
  readonly ticks: readonly { readonly place: number; readonly text: string }[];
}

export interface Extent {
  /** What has to have room on it; what is not finite, or of a logarithm not positive, has none. */
  readonly values: readonly number[];
  readonly places: readonly [from: number, to: number];
  /** About so many numbers. */
  readonly ticks: number;
  /** Whether it begins and ends at round numbers. */
  readonly round?: boolean;
}

/** Below it, and above its inverse, numbers are so few that no round ones can be found between two of them. */
const tiny = 1e-300;

/** The scale of an axis; nothing where none of the values has a place on it. */
export function scaled({ log = false, whole = false }: Axis, extent: Extent): Scaled | undefined {
  const values = extent.values.filter(
    (value) => Number.isFinite(value) && (!log || (value > tiny && value < 1 / tiny)),
  );
  if (values.length === 0) return undefined;
  const [low, high] = spread(values, log, whole);
  // As far apart as no number can say.
  if (!Number.isFinite(high - low)) return undefined;
  const scale = (log ? scaleLog() : scaleLinear()).domain([low, high]).range([...extent.places]);
  if (extent.round === true) scale.nice(extent.ticks);
  return { at: (value) => scale(value), ticks: ticksOf(scale, extent.ticks, whole) };
}

/** From the least to the largest; around a value that is all there is. */
function spread(values: readonly number[], log: boolean, whole: boolean): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  if (high - low > tiny) return [low, high];
  if (log) return [low / 2, high * 2];
  const near = Math.abs(low) * 0.05;
  const reach = whole || near <= tiny ? 0.5 : near;
  return [low - reach, high + reach];
}

function ticksOf(scale: ScaleContinuousNumeric<number, number>, count: number, whole: boolean) {
  const format = whole ? scale.tickFormat(count, ",d") : scale.tickFormat(count);
  return scale
    .ticks(count)
    .filter((value) => !whole || Number.isInteger(value))
    .map((value) => ({ place: scale(value), text: format(value).replaceAll("-", "−") }))
    .filter(({ place, text }) => text !== "" && Number.isFinite(place));
}
