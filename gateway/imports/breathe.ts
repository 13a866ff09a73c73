/** rows between two breaths: some milliseconds of work */
export const SLICE = 250;

/** Lets everything else that waits for the loop through. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
