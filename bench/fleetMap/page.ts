/** A way to draw the fleet that the bench compares. */
export type SideName = 'product' | 'bare' | 'setData' | 'updateData' | 'deck' | 'deck-moving';

/** The product's index of the ground, or a look at every worker. */
export type PickWay = 'index' | 'everybody';

/** What the bench calls in the page. */
export interface FleetMapPage {
  /** Makes the map with everybody on it, drawn by one of the sides; resolves when it rests. */
  open(side: SideName, workers: number): Promise<void>;
  /** Makes changes ready, so that their making is no part of what is measured. */
  prepare(ticks: number, moved: number): void;
  /** Takes the prepared changes, one every `everyMs` or when the one before is painted; ms from each to its picture. */
  play(everyMs: number): Promise<number[]>;
  /** Takes the prepared changes while the map is drawn anew in every frame; ms between frames. */
  frames(everyMs: number): Promise<number[]>;
  /**
   * Asks who is under so many points of the map, spread over it: ms for each by the way that is named, in batches since the
   * page's clock is coarse. Only of the product's side.
   */
  picks(by: PickWay, count: number): number[];
  /** Makes the map with a bare layer that a raw socket moves. */
  openFed(workers: number): Promise<void>;
  /** Probes that are on the screen, and when they came there, ms since the epoch. */
  probes(): (readonly [probe: number, at: number])[];
}

declare global {
  var fleetMap: FleetMapPage;
}
