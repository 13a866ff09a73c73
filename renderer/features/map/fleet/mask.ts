/** Who is shown: one bit per worker index, the lowest first. An index beyond its end is not shown. */
export type WorkerMask = Uint8Array;

/** A mask that shows exactly these workers. */
export function maskOf(indices: Iterable<number>, count: number): WorkerMask {
  const mask = new Uint8Array(Math.ceil(count / 8));
  for (const index of indices) if (index < count) mask[index >> 3] = (mask[index >> 3] ?? 0) | (1 << (index & 7));
  return mask;
}

/** Whether a mask shows a worker; without a mask everybody is shown. */
export function isShown(mask: WorkerMask | null, index: number): boolean {
  return mask === null || ((mask[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

/** How many workers a mask shows. */
export function maskSize(mask: WorkerMask): number {
  let size = 0;
  for (const byte of mask) for (let bits = byte; bits !== 0; bits &= bits - 1) size += 1;
  return size;
}

/** One byte per worker, 1 where shown: what the GPU reads. */
export function maskBytes(mask: WorkerMask, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => (isShown(mask, index) ? 1 : 0));
}
