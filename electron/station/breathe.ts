const LOOK_MS = 20;

/** Lets waiting calls of the windows through between two transactions, and as long as somebody must be waited for. */
export async function breathe(blocked: () => boolean = () => false): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  while (blocked()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
