/** Now, ms. The same in a window and its Workers, so that both know how far a slide has come. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}
