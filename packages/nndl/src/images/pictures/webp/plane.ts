/**
 * Luminance or one of the two differences of colour, of whole blocks, with an edge above and to the left from which the first
 * blocks are predicted: 127 above, 129 to the left.
 */
export class Plane {
  /** From one row to the next. */
  readonly stride: number;
  /** Where the first pixel lies. */
  readonly start: number;
  readonly side: 8 | 16;
  readonly values: Uint8Array;

  /** @param side how many pixels a block has in each direction */
  constructor(across: number, down: number, side: 8 | 16) {
    this.side = side;
    // Four more to the right: the last block of a row is predicted from what would lie there.
    this.stride = across * side + 5;
    this.start = this.stride + 1;
    this.values = new Uint8Array(this.stride * (down * side + 1));
    this.values.fill(127, 0, this.stride);
    for (let y = 1; y <= down * side; y++) this.values[y * this.stride] = 129;
  }

  at(column: number, row: number): number {
    return this.start + this.side * (row * this.stride + column);
  }
}
