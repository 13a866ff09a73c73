/** A place in CSS pixels from the map's top left corner, or null when it cannot be told. */
export type PlaceOf = () => { x: number; y: number } | null;

/** Words hang on the other side of their place beyond these shares of the view. */
const FLIP_X = 0.75;
const FLIP_Y = 0.7;

/** Elements of the page that stay over a place of the map: rings, marks, words. */
export class Followers {
  private readonly container: HTMLElement;
  private readonly places = new Map<HTMLElement, PlaceOf>();

  constructor(container: HTMLElement) {
    this.container = container;
  }

  /** Answers how to end it. */
  attach(element: HTMLElement, place: PlaceOf): () => void {
    this.places.set(element, place);
    this.put(element, place);
    return () => this.places.delete(element);
  }

  /** The map, or what they follow, has moved. */
  move(): void {
    for (const [element, place] of this.places) this.put(element, place);
  }

  private put(element: HTMLElement, place: PlaceOf): void {
    const at = place();
    element.hidden = at === null;
    if (!at) return;
    const { clientWidth, clientHeight } = this.container;
    element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
    element.classList.toggle('flip-x', at.x > clientWidth * FLIP_X);
    element.classList.toggle('flip-y', at.y > clientHeight * FLIP_Y);
  }
}
