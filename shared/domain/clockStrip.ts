/**
 * A clock inside a picture that a machine can read: a strip along its upper edge, two rows of 32 square blocks, black or white.
 * 48 bits of time (ms since the epoch) and 16 bits of check. Whoever reads it from a picture that was encoded, sent and decoded
 * knows how old the picture is. Demo cameras carry it, and so do the test patterns of the tests.
 */

export const STRIP_COLUMNS = 32;
export const STRIP_ROWS = 2;
const TIME_BITS = 48;
const CHECK_BITS = 16;

/** The blocks of a time, row by row from the left; true is white. */
export function stripBlocks(time: number): boolean[] {
  if (!Number.isInteger(time) || time < 0 || time >= 2 ** TIME_BITS) throw new RangeError(`no time: ${time}`);
  return [...bitsOf(BigInt(time), TIME_BITS), ...bitsOf(BigInt(checkOf(time)), CHECK_BITS)];
}

/**
 * Reads the strip of a picture; null where there is none that holds.
 * @param width of the picture, px
 * @param lightAt how light the picture is at a place, 0…255
 */
export function readStrip(width: number, lightAt: (x: number, y: number) => number): number | null {
  const side = width / STRIP_COLUMNS;
  const blocks = Array.from({ length: STRIP_COLUMNS * STRIP_ROWS }, (_, at) => {
    const [column, row] = [at % STRIP_COLUMNS, Math.floor(at / STRIP_COLUMNS)];
    return lightAt(Math.floor((column + 0.5) * side), Math.floor((row + 0.5) * side)) > 127;
  });
  const time = Number(valueOf(blocks.slice(0, TIME_BITS)));
  return Number(valueOf(blocks.slice(TIME_BITS))) === checkOf(time) ? time : null;
}

function bitsOf(value: bigint, count: number): boolean[] {
  return Array.from({ length: count }, (_, at) => ((value >> BigInt(count - 1 - at)) & 1n) === 1n);
}
function valueOf(bits: readonly boolean[]): bigint {
  return bits.reduce((value, bit) => (value << 1n) | (bit ? 1n : 0n), 0n);
}

/** Fletcher-16 of the six bytes, not 0 for time 0: a black picture is no clock. */
function checkOf(time: number): number {
  let [low, high] = [1, 0];
  for (let at = 0; at < TIME_BITS / 8; at += 1) {
    low = (low + (Math.floor(time / 2 ** (8 * at)) % 256)) % 255;
    high = (high + low) % 255;
  }
  return high * 256 + low;
}
