import { Pace } from './pace.ts';

/**
 * Asks for pictures between two ticks while somebody slides, as fast as the machine may. One at a time, in the screen's
 * own frames: a window nobody sees and a screen that is behind ask for none. Nothing runs while nobody moves.
 */
export class Motion {
  private readonly ask: () => void;
  private readonly slides: () => boolean;
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private pace = new Pace();
  private resting = false;
  private timer = 0;
  private frame = 0;

  /**
   * @param ask a picture is wanted; where pictures between two ticks are not `on`, one of the newest places
   * @param slides whether somebody has not come to the newest place on the screen
   */
  constructor(ask: () => void, slides: () => boolean) {
    this.ask = ask;
    this.slides = slides;
  }

  /** Whether pictures between two ticks are wanted here at all. */
  get on(): boolean {
    return this.pace.keepsUp && !this.calm.matches;
  }

  /** Another painter: what was measured is of no use. */
  restart(least: number): void {
    this.pace = new Pace(least);
  }

  /** A picture is on the screen and has cost so many ms. */
  painted(ms: number): void {
    this.pace.spent(ms);
    this.wake();
  }

  rest(resting: boolean): void {
    this.resting = resting;
    if (resting) this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.timer = 0;
    this.frame = 0;
  }

  private wake(): void {
    if (this.timer !== 0 || this.frame !== 0 || this.resting || !this.slides()) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.ask();
      });
    }, this.pace.wait);
  }
}
