/**
 * Lets so many things through at once, and so many a second: logins and connections of thousands must not storm a
 * gateway. It opens slowly, one more for each that came back: a gateway that has just started proves the first
 * password in full, and thirty at once would cost it two gigabytes.
 */
export class Gate {
  private readonly atOnce: number;
  private readonly perSecond: number;
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = 0;
  private width = 1;
  private credit = 1;
  private refilledAt: number;

  constructor(atOnce: number, perSecond: number, now: number) {
    this.atOnce = atOnce;
    this.perSecond = perSecond;
    this.refilledAt = now;
  }

  /** Queues a job; `pump` starts it when its turn has come. The job must not reject. */
  enter(job: () => Promise<void>): void {
    this.waiting.push(job);
  }

  /** Starts what may start now. Called on every tick of the simulation. */
  pump(now: number): void {
    this.credit = Math.min(
      Math.max(1, this.perSecond / 4),
      this.credit + ((now - this.refilledAt) / 1000) * this.perSecond,
    );
    this.refilledAt = now;
    while (this.credit >= 1 && this.running < this.width) {
      const job = this.waiting.shift();
      if (!job) return;
      this.credit--;
      this.running++;
      void job().finally(() => {
        this.running--;
        this.width = Math.min(this.atOnce, this.width + 1);
      });
    }
  }
}
