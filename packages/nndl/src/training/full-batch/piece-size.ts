/** Examples whose gradients are summed in float32 before float64 takes over: a number of the method, which decides bits. */
export const pieceSize = 128;
