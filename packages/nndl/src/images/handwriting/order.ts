/** The value that would lie at a place if the values were sorted; they are moved about (Hoare's selection). */
export function orderStatistic(values: Float32Array, place: number): number {
  let [left, right] = [0, values.length - 1];
  while (left < right) {
    const pivot = values[(left + right) >> 1];
    let [i, j] = [left, right];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else break;
  }
  return values[place];
}

/** The middle one; of an even number, the larger of the two. */
export const median = (values: Float32Array) => orderStatistic(values, values.length >> 1);

/** The values at some places. */
export function valuesAt(values: Float32Array, places: Int32Array): Float32Array {
  const found = new Float32Array(places.length);
  for (let i = 0; i < places.length; i++) found[i] = values[places[i]];
  return found;
}

export const medianAt = (values: Float32Array, places: Int32Array) => median(valuesAt(values, places));
