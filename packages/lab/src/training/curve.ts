/** One stretch of a run's cost: its mean over `count` mini-batches, of which `step` was the last. */
export interface CurvePoint {
  readonly step: number;
  readonly cost: number;
  readonly count: number;
}

/**
 * A curve that never has more than so many points: when it would, each two neighbours become one, their mean. What an hour
 * of training leaves behind is as large as what a minute leaves.
 */
export class Curve {
  readonly #most: number;
  #points: readonly CurvePoint[] = [];
  /** Mini-batches that a point must stand for. */
  #least = 1;

  constructor(most = 1000) {
    this.#most = Math.max(2, most);
  }

  get points(): readonly CurvePoint[] {
    return this.#points;
  }

  add(added: readonly CurvePoint[]): void {
    if (added.length === 0) return;
    let points = joined([...this.#points, ...added], this.#least);
    while (points.length > this.#most) {
      this.#least *= 2;
      points = joined(points, this.#least);
    }
    this.#points = points;
  }

  /** Forgets what came after a step. */
  cutAfter(step: number): void {
    this.#points = this.#points.filter((point) => point.step <= step);
    if (this.#points.length === 0) this.#least = 1;
  }
}

/** Neighbours put together until each stands for at least so many mini-batches; the last may stand for fewer. */
function joined(points: readonly CurvePoint[], least: number): CurvePoint[] {
  const result: CurvePoint[] = [];
  for (const point of points) {
    const before = result.at(-1);
    if (before === undefined || before.count >= least) result.push(point);
    else result[result.length - 1] = joinedTwo(before, point);
  }
  return result;
}

function joinedTwo(a: CurvePoint, b: CurvePoint): CurvePoint {
  const count = a.count + b.count;
  return { step: b.step, cost: (a.cost * a.count + b.cost * b.count) / count, count };
}

/** As many of a growing list as are worth keeping: beyond `most`, every second, fourth, eighth …, and the last. */
export function thinned<T extends { readonly index: number }>(items: readonly T[], most = 1000): readonly T[] {
  let kept = items;
  for (let every = 2; kept.length > most; every *= 2)
    kept = kept.filter(({ index }, i) => index % every === 0 || i === kept.length - 1);
  return kept;
}
