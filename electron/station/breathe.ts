/** Lets waiting calls of the windows through between two transactions. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
