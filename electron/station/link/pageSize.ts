const FIRST_ROWS = 500;
const LEAST_ROWS = 50;
/** a page that took longer is followed by one of half the rows: a link that carries nothing else meanwhile looks dead */
const LONG_MS = 2000;
/** a page that took less is followed by one of twice the rows */
const SHORT_MS = 700;

/** How many rows to ask for at once, by how long the last pages took: large ones on a fast line, small ones on a slow. */
export class PageSize {
  #rows = FIRST_ROWS;

  /** at most as many as the centre gives */
  rows(most: number): number {
    return Math.min(this.#rows, most);
  }

  arrived(tookMs: number, most: number): void {
    if (tookMs > LONG_MS) this.#rows = Math.max(LEAST_ROWS, Math.floor(this.rows(most) / 2));
    else if (tookMs < SHORT_MS) this.#rows = Math.min(most, this.#rows * 2);
  }

  /** The link went away under a page. */
  lost(): void {
    this.#rows = Math.max(LEAST_ROWS, Math.floor(this.#rows / 4));
  }
}
