import type { Point } from './choosing.ts';

/** px from the middle of a mark to its ring, where marks are not magnified */
const RADIUS = 9;

/** The rings around the workers that are chosen: one canvas, for there may be two thousand of them. */
export class ChosenLayer {
  readonly #canvas = document.createElement('canvas');
  readonly #ratio: number;
  #indices: readonly number[] = [];

  constructor(host: HTMLElement, ratio: number) {
    this.#ratio = ratio;
    this.#canvas.className = 'map-overlay';
    host.append(this.#canvas);
  }

  show(indices: readonly number[]): void {
    this.#indices = indices;
  }

  draw(
    placeOf: (index: number) => Point | null,
    { clientWidth: width, clientHeight: height }: HTMLElement,
    magnify: number,
  ): void {
    const radius = RADIUS * magnify;
    const canvas = this.#canvas;
    const isEmpty = this.#indices.length === 0;
    if (isEmpty && canvas.hidden) return;
    canvas.hidden = isEmpty;
    const [across, down] = [Math.round(width * this.#ratio), Math.round(height * this.#ratio)];
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    const context = canvas.getContext('2d');
    if (!context) return;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.beginPath();
    for (const index of this.#indices) {
      const at = placeOf(index);
      if (!at || at.x < -radius || at.y < -radius || at.x > width + radius || at.y > height + radius) continue;
      context.moveTo(at.x + radius, at.y);
      context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    }
    const style = getComputedStyle(canvas);
    // A line and a hem: seen on dark and light ground alike.
    context.lineWidth = radius / 2.2;
    context.strokeStyle = style.getPropertyValue('--bg-0');
    context.stroke();
    context.lineWidth = radius / 4;
    context.strokeStyle = style.getPropertyValue('--accent');
    context.stroke();
  }

  dispose(): void {
    this.#canvas.remove();
  }
}
