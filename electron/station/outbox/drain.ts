/** How much of a backlog has been answered. A backlog is what waited when the link came up; what is done meanwhile is not part of it. */
export class Drain {
  #done = 0;
  #total = 0;
  /** the youngest row of the backlog */
  #last = 0;
  #user: string | null = null;

  /** null when there is no backlog */
  get progress(): { done: number; total: number } | null {
    return this.#total > 0 ? { done: this.#done, total: this.#total } : null;
  }

  /** The link is up, and so many of this user's rows wait. One that broke off in between goes on where it was. */
  begin(userId: string, waiting: number, last: number): void {
    const done = this.#user === userId && this.progress ? this.#done : 0;
    this.#user = userId;
    this.#done = waiting > 0 ? done : 0;
    this.#total = waiting > 0 ? done + waiting : 0;
    this.#last = last;
  }

  /** What is left of it cannot leave now. */
  end(): void {
    this.#total = 0;
  }

  /** Rows are answered, set aside or taken back. */
  left(rows: readonly { n: number; user_id: string }[]): void {
    if (this.#total === 0) return;
    this.#done += rows.filter((row) => row.n <= this.#last && row.user_id === this.#user).length;
    if (this.#done >= this.#total) this.end();
  }
}
